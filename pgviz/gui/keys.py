"""The list of keys, made from the tables of actions and of local keys."""

from collections.abc import Sequence
from itertools import combinations, pairwise

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

COLUMNS = 3

Part = tuple[str, list[tuple[str, str]]]
"""A name, and what each key of this part does beside the key."""


class KeysDialog(QDialog):
    """Every key and what it does; stays open beside the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        columns = QHBoxLayout()
        columns.setSpacing(7 * SPACE)
        for parts in in_columns(_parts(), COLUMNS):
            columns.addLayout(_column(parts))
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6 * SPACE, 4 * SPACE, 6 * SPACE, 4 * SPACE)
        layout.addLayout(columns)
        layout.addWidget(close)


def _parts() -> list[Part]:
    """Return the list in its parts, in the order of the tables."""
    lines = [(deed.menu, deed.text, keys_text(deed)) for deed in DEEDS]
    lines += [(key.place, key.text, keys_text(key)) for key in LOCAL_KEYS]
    parts: dict[str, list[tuple[str, str]]] = {}
    for name, text, keys in lines:
        parts.setdefault(name, []).append((text, keys))
    return list(parts.items())


def in_columns(parts: Sequence[Part], count: int) -> list[Sequence[Part]]:
    """Return the parts in so many columns, one after the other, the longest as short as can be."""
    cuts = combinations(range(1, len(parts)), count - 1)
    ways = ([parts[a:b] for a, b in pairwise((0, *cut, len(parts)))] for cut in cuts)
    return min(ways, key=lambda columns: max(map(height, columns)))


def height(column: Sequence[Part]) -> int:
    """Return how many rows a column takes, names included."""
    return sum(1 + len(lines) for _, lines in column)


def _column(parts: Sequence[Part]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(5 * SPACE)
    grid.setVerticalSpacing(SPACE // 2)
    for name, lines in parts:
        grid.addWidget(QLabel(f"<b>{name}</b>"), grid.rowCount(), 0, 1, 2)
        for text, keys in lines:
            row = grid.rowCount()
            grid.addWidget(QLabel(text), row, 0)
            grid.addWidget(QLabel(keys), row, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid
