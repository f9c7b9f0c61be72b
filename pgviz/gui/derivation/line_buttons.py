"""The row of buttons that chooses a line of the derivation."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from pgviz.gui.derivation.lines import LINES, DerivationLine
from pgviz.gui.theme import SPACE


class LineButtons(QWidget):
    """One button a line, of which one is down."""

    chosen = Signal(int)  # the number of the line that was clicked

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        for line in LINES:
            button = self._button(line)
            self._group.addButton(button, line.number)
            layout.addWidget(button)
        layout.addStretch(1)
        self._group.idClicked.connect(self.chosen)

    def show_line(self, number: int) -> None:
        """Show which line is looked at."""
        self._group.button(number).setChecked(True)

    def setFont(self, font: QFont) -> None:
        super().setFont(font)
        for button in self._group.buttons():
            button.setFont(font)

    def _button(self, line: DerivationLine) -> QToolButton:
        button = QToolButton(self)
        button.setText(line.name)
        button.setToolTip(f"{line.title}  (line {line.number} of {len(LINES)})")
        button.setAccessibleName(f"{line.name}: {line.title}")
        button.setCheckable(True)
        return button
