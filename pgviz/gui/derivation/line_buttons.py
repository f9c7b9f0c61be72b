"""The row of buttons that chooses a line of the derivation, or shows all of them at once."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from pgviz.gui.derivation.line import DerivationLine
from pgviz.gui.derivation.lines import LINES
from pgviz.gui.theme import SPACE


class LineButtons(QWidget):
    """One button a line, of which one is down, and one for the whole chain."""

    chosen = Signal(int)  # the number of the line that was clicked
    chain_wanted = Signal(bool)  # whether all lines are to be shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        for line in LINES:
            button = self._button(line)
            self._group.addButton(button, line.number)
            layout.addWidget(button, 2)
        layout.addStretch(1)
        self.chain = self._chain()
        layout.addWidget(self.chain)
        self._group.idClicked.connect(self.chosen)
        self.chain.clicked.connect(self.chain_wanted)

    def show_line(self, number: int) -> None:
        """Show which line is looked at."""
        self._group.button(number).setChecked(True)

    def show_chain(self, shown: bool) -> None:
        """Show whether all lines are shown at once."""
        self.chain.setChecked(shown)

    def setFont(self, font: QFont) -> None:
        super().setFont(font)
        least = QFontMetrics(font).horizontalAdvance(LINES[-1].name) + 2 * SPACE
        for button in self._group.buttons():
            button.setFont(font)
            button.setMinimumWidth(least)  # in a small window they move together
            button.setMaximumWidth(least + 3 * SPACE)
        self.chain.setFont(font)

    def _button(self, line: DerivationLine) -> QToolButton:
        button = QToolButton(self)
        button.setText(line.name)
        button.setProperty("compact", True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setToolTip(f"{line.title}  (line {line.number} of {len(LINES)})")
        button.setAccessibleName(f"{line.name}: {line.title}")
        button.setCheckable(True)
        return button

    def _chain(self) -> QToolButton:
        button = QToolButton(self)
        button.setText("chain")
        button.setToolTip("The whole derivation, ten lines at a glance  (C)")
        button.setAccessibleName("The whole chain at a glance")
        button.setCheckable(True)
        return button
