"""Marking all that is shown as spoiled while a mistake is made on purpose."""

from collections.abc import Iterable

from PySide6.QtWidgets import QMainWindow

from pgviz.estimation.estimator import Estimator
from pgviz.estimation.mistakes import mark_of, sentence_of
from pgviz.gui.card import Card
from pgviz.gui.pending import Pending
from pgviz.gui.status import Status


class MistakeMarks:
    """Marks every card, the status line and the window's title, as the shown iteration asks."""

    def __init__(self, window: QMainWindow, cards: Iterable[Card], status: Status) -> None:
        self._window, self._cards, self._status = window, tuple(cards), status
        self._title, self._shown = window.windowTitle(), ("", "")
        self._pending: Pending | None = None

    def entitle(self, title: str) -> None:
        """Give the window a title, which ends with the mark."""
        self._title = title
        mark, _ = self._shown
        self._window.setWindowTitle(f"{title} – {mark}" if mark else title)

    def show(self, estimator: Estimator) -> None:
        """Mark what this estimator has made; take the marks away where it makes no mistake."""
        wanted = mark_of(estimator), sentence_of(estimator)
        if wanted == self._shown:
            return
        self._shown = wanted
        for card in self._cards:
            card.show_mark(*wanted)
        self._mark_status()
        self.entitle(self._title)

    def show_pending(self, pending: Pending | None) -> None:
        """Announce in the status line the mistake that the next iteration will make."""
        if pending != self._pending:
            self._pending = pending
            self._mark_status()

    def _mark_status(self) -> None:
        coming = mark_of(self._pending.estimator) if self._pending else ""
        if self._pending is None or coming in ("", self._shown[0]):
            self._status.show_mark(*self._shown)
        else:
            sentence = sentence_of(self._pending.estimator)
            self._status.show_mark(f"{coming} {self._pending.start}", sentence)
