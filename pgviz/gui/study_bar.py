"""How far a study is, and the way to end it: for the status line, or the bottom of a card."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from pgviz.estimation.reference import Reference
from pgviz.gui.format import count, short
from pgviz.gui.labels import dress
from pgviz.gui.studying import Studying
from pgviz.gui.theme import SPACE, Theme
from pgviz.training.studies.draws import EstimateDraws
from pgviz.training.studies.runner import StudySnapshot

WIDTH, HEIGHT = 80, 4  # px, of the bar itself
PARTS = 1000  # as finely as it moves; Qt's whole numbers are too small for some totals


class StudyBar(QWidget):
    """Seen only while a study runs."""

    def __init__(self, studying: Studying, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._bar, self._cancel = QLabel(), QProgressBar(), QToolButton()
        self._bar.setFixedSize(WIDTH, HEIGHT)
        self._bar.setTextVisible(False)
        self._bar.setMaximum(PARTS)
        self._cancel.setText("Cancel")
        self._cancel.setToolTip("End it and keep what there is of it  (Esc)")
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cancel.clicked.connect(studying.cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        for part in (self._text, self._bar, self._cancel):
            layout.addWidget(part)
        self.restyle(theme)
        self.hide()
        studying.progressed.connect(self.show_snapshot)
        studying.finished.connect(self.hide)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_snapshot(self, snapshot: StudySnapshot) -> None:
        """Say how far a study is."""
        self._text.setText(progress_text(snapshot))
        self._bar.setValue(PARTS * snapshot.done // snapshot.total)
        self.show()

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        dress(self._text, theme.font(8.5), theme.quiet)
        self._cancel.setFont(theme.font(8.5))


def progress_text(snapshot: StudySnapshot) -> str:
    """Return e.g. "Reference for ∇J: 3 200 of 10 000 trajectories, ±4 %"."""
    study = snapshot.study
    text = f"{study.title}: {count(snapshot.done)} of {count(snapshot.total)} {study.unit}"
    how_good = HOW_GOOD.get(type(snapshot.result))
    return text + (how_good(snapshot.result) if how_good else "")


def _of_reference(reference: Reference) -> str:
    error = reference.relative_error
    return "" if error is None else f", ±{short(100.0 * error, 2)}\u202f%"


def _of_draws(draws: EstimateDraws) -> str:
    if draws.moments.directions is None:
        return ""
    share = draws.moments.directions.away
    error = draws.moments.share_error(share)
    return f", {short(100.0 * share, 2)} ± {short(100.0 * error, 1)}\u202f% point away"


HOW_GOOD: Mapping[type, Callable[[Any], str]] = {
    Reference: _of_reference,
    EstimateDraws: _of_draws,
}
