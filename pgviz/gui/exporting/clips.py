"""Saving a clip from the window, with progress, and a way to give it up."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QProgressDialog

from pgviz.environments.errors import PgvizError
from pgviz.exporting.clip import CLIP_FORMATS, clip_format, require_room
from pgviz.exporting.writing import require_writable
from pgviz.gui.exporting.asking import ask_for_file
from pgviz.gui.exporting.clip_choice import WINDOW, ClipChoice, ClipDialog
from pgviz.gui.exporting.recorder import ClipOrder, Recorder
from pgviz.gui.exporting.records import NOTHING
from pgviz.gui.exporting.surroundings import Surroundings
from pgviz.gui.exporting.telling import SHOWN
from pgviz.gui.panel import Panel

KINDS = {suffix[1:]: each.label for suffix, each in CLIP_FORMATS.items() if suffix != ".png"}


class Clips(QObject):
    """Records clips, one at a time; the status line says what came of it."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around.window)
        self._around = around

    def save(self) -> None:
        """Ask which clip is wanted, and where it is to be saved."""
        if self._around.bridge.view is None:
            self._around.status.show_fault(NOTHING)
            return
        self._around.bridge.player.pause()
        titles = {key: card.windowTitle() for key, card in self._around.seen.items()}
        dialog = ClipDialog(
            titles, self._around.bridge.snapshot.count, self._around.theme, self._around.window
        )
        dialog.chosen.connect(self._ask)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def record(self, choice: ClipChoice, path: Path) -> None:
        """Record a clip; why it can't be is told in the status line."""
        part = self._around.window if choice.card == WINDOW else self._around.cards[choice.card]
        part.raise_()  # a card may lie behind another one
        try:
            require_writable(path)
            size = part.width(), part.height()
            require_room(clip_format(path), len(choice.numbers), size)
        except PgvizError as error:
            self._around.status.show_fault(str(error))
            return
        ground = self._around.theme.background
        order = ClipOrder(path, choice.numbers, choice.rate, part, ground)
        panels = [
            each.content for each in self._around.cards.values() if isinstance(each.content, Panel)
        ]
        self._follow(Recorder(order, self._around.bridge, panels, self), order)

    def _ask(self, choice: ClipChoice) -> None:
        name = choice.card or "pgviz"
        ask_for_file(self._around.window, name, KINDS, lambda path: self.record(choice, path))

    def _follow(self, recorder: Recorder, order: ClipOrder) -> None:
        count = len(order.numbers)
        progress = QProgressDialog(
            f"Recording {order.path.name}", "Cancel", 0, count, self._around.window
        )
        progress.setWindowTitle("Save a clip")
        progress.setMinimumDuration(0)
        progress.setAutoReset(False)
        progress.setAutoClose(False)
        recorder.progressed.connect(progress.setValue)
        progress.canceled.connect(lambda: self._cancel(recorder, progress))
        recorder.ended.connect(lambda error: self._end(recorder, progress, order.path, error))
        progress.open()

    def _cancel(self, recorder: Recorder, progress: QProgressDialog) -> None:
        recorder.cancel()
        _discard(recorder, progress)

    def _end(self, recorder: Recorder, progress: QProgressDialog, path: Path, error: str) -> None:
        _discard(recorder, progress)
        if error:
            self._around.status.show_fault(error)
        else:
            self._around.status.showMessage(f"Saved {path}", SHOWN)


def _discard(recorder: Recorder, progress: QProgressDialog) -> None:
    progress.canceled.disconnect()  # closing it would cancel what has ended
    progress.hide()
    for each in (recorder, progress):
        each.deleteLater()
