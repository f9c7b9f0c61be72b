"""The list of keys, made from the table of actions."""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QWidget

from pgviz.gui.actions import DEEDS, keys_text
from pgviz.gui.theme import SPACE


class KeysDialog(QDialog):
    """Every key and what it does; stays open beside the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        grid = QGridLayout(self)
        grid.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 4 * SPACE)
        grid.setHorizontalSpacing(5 * SPACE)
        grid.setVerticalSpacing(SPACE)
        line = 0
        for menu, deeds in groupby(DEEDS, lambda deed: deed.menu):
            grid.addWidget(QLabel(f"<b>{menu}</b>"), line, 0, 1, 2)
            for line, deed in enumerate(deeds, line + 1):  # noqa: B020 - goes on counting
                grid.addWidget(QLabel(deed.tip or deed.text), line, 0)
                grid.addWidget(QLabel(keys_text(deed)), line, 1)
            line += 1
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.close)
        grid.addWidget(close, line, 0, 1, 2)
