"""The list of keys, made from the tables of actions and of local keys."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

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

from pgviz.gui.actions import DEEDS, LOCAL_KEYS, keys_text
from pgviz.gui.theme import SPACE

FIRST_COLUMN = "Run", "Look", "Menus"  # its parts; the others stand beside

Line = tuple[str, str, str]
"""A part of the list, what a key does, and the key."""


class KeysDialog(QDialog):
    """Every key and what it does; stays open beside the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        columns = QHBoxLayout()
        columns.setSpacing(8 * SPACE)
        for first in (True, False):
            lines = [line for line in _lines() if (line[0] in FIRST_COLUMN) is first]
            columns.addLayout(_column(lines))
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 4 * SPACE)
        layout.addLayout(columns)
        layout.addWidget(close)


def _lines() -> list[Line]:
    deeds = [(deed.menu, deed.tip or deed.text, keys_text(deed)) for deed in DEEDS]
    return [*deeds, *((key.place, key.text, keys_text(key)) for key in LOCAL_KEYS)]


def _column(lines: Iterable[Line]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(5 * SPACE)
    grid.setVerticalSpacing(SPACE // 2)
    for name, part in groupby(lines, itemgetter(0)):
        grid.addWidget(QLabel(f"<b>{name}</b>"), grid.rowCount(), 0, 1, 2)
        for _, text, keys in part:
            row = grid.rowCount()
            grid.addWidget(QLabel(text), row, 0)
            grid.addWidget(QLabel(keys), row, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid
