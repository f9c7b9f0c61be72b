"""The row of buttons that chooses what the inspector looks at."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from pgviz.gui.arithmetic.levels import LEVELS, Level
from pgviz.gui.theme import SPACE

TIPS = {
    "step": "The score and the weight of one step",
    "trajectory": "The sum over the steps of a trajectory",
    "average": "The average over trajectories: ĝ",
    "update": "From ĝ to the next θ",
}


NAMES = {
    "step": "one step",
    "trajectory": "one τ",
    "average": "ĝ",
    "update": "next θ",
}


class LevelButtons(QWidget):
    """One button a level, of which one is down."""

    chosen = Signal(str)  # the Level that was clicked

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        for index, level in enumerate(LEVELS):
            button = self._button(level)
            self._group.addButton(button, index)
            layout.addWidget(button)
        layout.addStretch(1)
        self._group.idClicked.connect(self._clicked)

    def show_level(self, level: Level | None) -> None:
        """Show which level is looked at; None where it is none of them."""
        self._group.setExclusive(False)  # else the one that is down could not be let up
        for index, each in enumerate(LEVELS):
            self._group.button(index).setChecked(each == level)
        self._group.setExclusive(True)

    def setFont(self, font: QFont) -> None:
        super().setFont(font)
        for button in self._group.buttons():
            button.setFont(font)

    def _button(self, level: Level) -> QToolButton:
        button = QToolButton(self)
        button.setText(NAMES[level])
        button.setToolTip(TIPS[level])
        button.setAccessibleName(TIPS[level])
        button.setCheckable(True)
        return button

    def _clicked(self, index: int) -> None:
        self.chosen.emit(LEVELS[index])
