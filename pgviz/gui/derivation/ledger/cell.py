"""One cell of the table: a number over its bar, or words."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pgviz.gui.lettering import NAME_POINTS, Lettering
from pgviz.gui.quantity import Quantity
from pgviz.gui.row_mark import mark_row
from pgviz.gui.theme import SPACE, Theme, chosen_color, mixed

Index = QModelIndex | QPersistentModelIndex

CELL = Qt.ItemDataRole.UserRole
HOVER_SHARE = 0.06  # of the ink behind a row that is pointed at
BAR = 4.0  # px, the height of a bar at the foot of its cell
ABOVE = 1  # px, over the number


@dataclass(frozen=True)
class Cell:
    """What a cell shows; a bar reaches from 0 to `value` within `span`."""

    text: str
    role: str = "ink"  # the colour of the bar: of the theme
    value: float | None = None  # None without a bar
    span: tuple[float, float] = (0.0, 1.0)
    left: bool = False  # the text begins at the left, and is cut in its middle
    strong: bool = False  # the text has the role's colour
    quantity: Quantity | None = None  # what its column holds


class CellDelegate(QStyledItemDelegate):
    """Paints cells; negative bars lie left of 0, and their numbers have a minus sign."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marked: int | None = None  # the row of the selected trajectory
        self.pointed: int | None = None  # the row of what is pointed at
        self.quantity: Quantity | None = None  # whose column is set off
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme, self.type = theme, Lettering(theme, NAME_POINTS)
        self._metrics = QFontMetricsF(self.type.font)

    @property
    def row_height(self) -> int:
        """The height of a row, px."""
        return self.type.height + round(BAR) + 2 * ABOVE + 1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(CELL)
        area = QRectF(option.rect)
        self._fill(painter, area, index.row())
        if cell.quantity is not None and cell.quantity == self.quantity:
            mark_row(painter, area, getattr(self._theme, cell.role))
        inner = area.adjusted(SPACE, 0.0, -SPACE, 0.0)
        if cell.value is not None and not math.isnan(cell.value):
            self._draw_bar(painter, inner.adjusted(0.0, inner.height() - BAR - 2.0, 0.0, 0.0), cell)
        self._write(painter, inner.adjusted(0.0, ABOVE, 0.0, -BAR - ABOVE), cell)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._theme.score)
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))

    def _fill(self, painter: QPainter, area: QRectF, row: int) -> None:
        if row == self.marked:
            painter.fillRect(area, chosen_color(self._theme))
        elif row == self.pointed:
            painter.fillRect(area, mixed(self._theme.ink, self._theme.card, HOVER_SHARE))

    def _draw_bar(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        assert cell.value is not None
        low, high = cell.span
        value = min(max(cell.value, low), high)
        zero, end = (area.left() + (x - low) / (high - low) * area.width() for x in (0.0, value))
        color = self._theme.negative if cell.value < 0.0 else getattr(self._theme, cell.role)
        painter.fillRect(QRectF(min(zero, end), area.top(), abs(end - zero), BAR), color)
        axis = QRectF(zero - 0.5, area.top() - 1.0, 1.0, BAR + 2.0)
        painter.fillRect(axis, self._theme.faint)

    def _write(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        painter.setFont(self.type.font)
        painter.setPen(getattr(self._theme, cell.role) if cell.strong else self._theme.ink)
        side = Qt.AlignmentFlag.AlignLeft if cell.left else Qt.AlignmentFlag.AlignRight
        middle = Qt.TextElideMode.ElideMiddle
        text = self._metrics.elidedText(cell.text, middle, area.width())
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, text)
