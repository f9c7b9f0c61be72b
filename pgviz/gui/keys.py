"""The list of keys, made from the table of actions."""

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from pgviz.gui.actions import DEEDS, Deed, keys_text
from pgviz.gui.theme import SPACE

FIRST_COLUMN = ("Run", "Look")  # its menus; the others stand beside


class KeysDialog(QDialog):
    """Every key and what it does; stays open beside the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        columns = QHBoxLayout()
        columns.setSpacing(8 * SPACE)
        for first in (True, False):
            deeds = [deed for deed in DEEDS if (deed.menu in FIRST_COLUMN) is first]
            columns.addLayout(_column(deeds))
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 4 * SPACE)
        layout.addLayout(columns)
        layout.addWidget(close)


def _column(deeds: Iterable[Deed]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(5 * SPACE)
    grid.setVerticalSpacing(SPACE // 2)
    for menu, part in groupby(deeds, lambda deed: deed.menu):
        grid.addWidget(QLabel(f"<b>{menu}</b>"), grid.rowCount(), 0, 1, 2)
        for deed in part:
            line = grid.rowCount()
            grid.addWidget(QLabel(deed.tip or deed.text), line, 0)
            grid.addWidget(QLabel(keys_text(deed)), line, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid
