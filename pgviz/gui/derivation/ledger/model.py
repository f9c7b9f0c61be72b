"""The rows of the table for Qt: nothing is worked out of a row that isn't seen."""

from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from pgviz.gui.derivation.ledger import words
from pgviz.gui.derivation.ledger.cell import CELL
from pgviz.gui.derivation.ledger.cells import Cells, rest_cell, total_cell
from pgviz.gui.derivation.ledger.columns import LEADING, TRAJECTORY, Column
from pgviz.gui.derivation.ledger.ledger import Ledger
from pgviz.gui.view import Pointer

Index = QModelIndex | QPersistentModelIndex
DISPLAY, TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
LEFT_SIDE, RIGHT_SIDE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
NO_PARENT = QModelIndex()

STEADY = 30  # frames while running, about a second, in which rows keep their places


class ColumnsModel(QAbstractTableModel):
    """What the table and its pinned rows have in common: the columns."""

    def __init__(self, columns: tuple[Column, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.ledger: Ledger | None = None

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, way: Qt.Orientation, role: int = DISPLAY) -> Any:
        if way == Qt.Orientation.Vertical:
            return None
        column = self.columns[section]
        if role == DISPLAY:
            return f"{column.title}{self.order_mark(section)}"
        if role == ALIGNMENT:
            side = LEFT_SIDE if column is TRAJECTORY else RIGHT_SIDE
            return side | Qt.AlignmentFlag.AlignVCenter
        return words.column_tip(column, self.ledger) if role == TIP and self.ledger else None

    def order_mark(self, section: int) -> str:
        """Return what stands behind a title where the rows are sorted by it."""
        return ""

    def all_changed(self) -> None:
        """Say that every number is another; only those that are seen are asked for."""
        if self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)


class LedgerModel(ColumnsModel):
    """A row a listed trajectory, in the order that was asked for."""

    def __init__(self, columns: tuple[Column, ...], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._cells = Cells(columns)
        self._sorted_by, self._descending = len(columns) - 1, True
        self._order = np.empty(0, dtype=int)
        self._frames = 0  # since the rows were sorted

    def order_mark(self, section: int) -> str:
        if section != self._sorted_by:
            return ""
        return " ↓" if self._descending else " ↑"

    def sort_by(self, section: int) -> None:
        """Sort by a column, its largest first; where it is sorted by it already, the other way."""
        descending = not self._descending if section == self._sorted_by else True
        ways = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        self.sort(section, ways[0] if descending else ways[1])

    def show(self, ledger: Ledger, *, running: bool) -> None:
        """Take the numbers of another θ; the rows are sorted anew when it rests, or in a while."""
        before, self.ledger = self.ledger, ledger
        self._cells.show(ledger, running=running)
        self._frames += 1
        if before is not None and before.listed.listing is ledger.listed.listing:
            if not running or self._frames >= STEADY:
                self._sort()
            self.all_changed()
        else:
            self.beginResetModel()
            self._sort()
            self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.DescendingOrder) -> None:
        self._sorted_by, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self._sort()
        self.all_changed()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def trajectory(self, row: int) -> int:
        """Return which of the listed trajectories a row shows."""
        return int(self._order[row])

    def row_of(self, sampled: int | None) -> int | None:
        """Return the row of a sampled trajectory; None where it isn't listed."""
        if sampled is None or self.ledger is None or sampled >= len(self.ledger.drawn):
            return None
        found = np.flatnonzero(self._order == self.ledger.drawn[sampled])
        return int(found[0]) if len(found) else None

    def pointer_at(self, index: Index, selected: int) -> Pointer:
        """Return what a cell stands for: of the sampled trajectories the one after `selected`."""
        assert self.ledger is not None
        quantity = self.columns[index.column()].quantity
        drawn = self.ledger.trajectories_of(self.trajectory(index.row())).tolist()
        following = [each for each in drawn if each > selected] or drawn
        return Pointer(trajectory=following[0] if following else None, quantity=quantity)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() or self.ledger is None else self.ledger.size

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if self.ledger is None or role not in (CELL, DISPLAY, TIP):
            return None
        trajectory = self.trajectory(index.row())
        if role == TIP:
            return words.row_tip(self.columns[len(LEADING) :], self.ledger, trajectory)
        cell = self._cells.cell(self.columns[index.column()], trajectory)
        return cell if role == CELL else cell.text

    def _sort(self) -> None:
        self._frames = 0
        if self.ledger is not None:
            column = self.columns[self._sorted_by]
            self._order = column.order(self.ledger, descending=self._descending)


class TotalsModel(ColumnsModel):
    """The pinned rows: what isn't listed, if anything, and the sum."""

    def show(self, ledger: Ledger) -> None:
        """Take the sums of another θ."""
        self.beginResetModel()
        self.ledger = ledger
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        if parent.isValid() or self.ledger is None:
            return 0
        return 1 if self.ledger.complete else 2

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if self.ledger is None or role not in (CELL, DISPLAY, TIP):
            return None
        column, is_sum = self.columns[index.column()], index.row() == self.rowCount() - 1
        if role == TIP:
            return words.total_tip(column, self.ledger) if is_sum else words.REST_MEANING
        cell = (total_cell if is_sum else rest_cell)(column, self.ledger)
        return cell if role == CELL else cell.text
