"""Which clip is wanted: of what, from where to where, how fast."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QSpinBox,
    QWidget,
)

from pgviz.exporting.clip import FASTEST
from pgviz.gui.drop_down import DropDown
from pgviz.gui.exporting.choice import save_or_cancel
from pgviz.gui.theme import Theme

WINDOW = ""  # the key of the whole window, among those of the cards
MOST_FRAMES = 150  # that are suggested: some twenty seconds
RATE = 8.0  # frames a second


@dataclass(frozen=True)
class ClipChoice:
    """A clip as it is wanted."""

    card: str  # its key, or WINDOW
    numbers: range
    rate: float


class ClipDialog(QDialog):
    """Lets the user choose; `chosen` comes with what they did."""

    chosen = Signal(object)  # a ClipChoice

    def __init__(self, cards: Mapping[str, str], count: int, theme: Theme, parent: QWidget) -> None:
        """`cards` are titles by key, `count` the iterations that there are."""
        super().__init__(parent)
        self.setWindowTitle("Save a clip")
        self.part, self.rate = DropDown(theme), QDoubleSpinBox()
        self.first, self.last = _iteration(0, count), _iteration(count - 1, count)
        self.every = _iteration(1, count)
        self._fill(cards, count)
        self._arrange()
        self.accepted.connect(lambda: self.chosen.emit(self.choice()))

    def choice(self) -> ClipChoice:
        """Return what is chosen now; the last iteration is part of it."""
        ends = sorted((self.first.value(), self.last.value()))
        numbers = range(ends[0], ends[1] + 1, self.every.value())
        return ClipChoice(self.part.currentData(), numbers, self.rate.value())

    def _fill(self, cards: Mapping[str, str], count: int) -> None:
        self.part.addItem("the window", WINDOW)
        for key, title in cards.items():
            self.part.addItem(title, key)
        self.every.setMinimum(1)
        self.every.setMaximum(max(count, 1))
        self.every.setValue(-(-count // MOST_FRAMES))
        self.rate.setRange(0.5, FASTEST)
        self.rate.setDecimals(1)
        self.rate.setValue(RATE)

    def _arrange(self) -> None:
        form = QFormLayout(self)
        form.addRow("Of", self.part)
        form.addRow("From iteration", self.first)
        form.addRow("To iteration", self.last)
        form.addRow("Every so many", self.every)
        form.addRow("Frames a second", self.rate)
        form.addRow(save_or_cancel(self))


def _iteration(value: int, count: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, max(count - 1, 0))
    box.setValue(value)
    return box
