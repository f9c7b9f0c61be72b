"""The list of keys, made from the tables of actions and of local keys."""

from collections.abc import Iterable
from itertools import chain, groupby
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

COLUMNS = ("Run", "Menus"), ("Look", "Edit", "Scenario", "Branches", "Share")  # then the others

Line = tuple[str, str, str]
"""A part of the list, what a key does, and the key."""


class KeysDialog(QDialog):
    """Every key and what it does; stays open beside the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        columns = QHBoxLayout()
        columns.setSpacing(7 * SPACE)
        for lines in _columns():
            columns.addLayout(_column(lines))
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 4 * SPACE)
        layout.addLayout(columns)
        layout.addWidget(close)


def _lines() -> list[Line]:
    deeds = [(deed.menu, deed.text, keys_text(deed)) for deed in DEEDS]
    return [*deeds, *((key.place, key.text, keys_text(key)) for key in LOCAL_KEYS)]


def _columns() -> list[list[Line]]:
    lines, placed = _lines(), set(chain(*COLUMNS))
    rest = [line for line in lines if line[0] not in placed]
    return [*([line for line in lines if line[0] in parts] for parts in COLUMNS), rest]


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
