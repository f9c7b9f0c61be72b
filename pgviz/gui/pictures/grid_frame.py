"""Where the cells of a grid lie on the screen, and what they look like."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pgviz.environments.layout import GridLayout, cell_names
from pgviz.gui.pictures.writing import (
    RIGHT,
    TINY,
    fitting,
    line_height,
    paint_backed_text,
    paint_text,
)
from pgviz.gui.theme import Theme, mixed

LEAST_SIDE = 18.0  # px of a cell, from which on columns and rows are named


@dataclass(frozen=True)
class GridFrame:
    """Square cells of whole pixels in the middle of an area."""

    layout: GridLayout
    origin: QPointF
    side: float
    named: bool

    @classmethod
    def fit(cls, layout: GridLayout, area: QRectF, theme: Theme) -> "GridFrame":
        """Return the largest frame that fits, with room for the names of columns and rows."""
        gutter = line_height(theme, TINY)
        side = _side(layout, area.adjusted(gutter, gutter, 0.0, 0.0))
        named = side >= LEAST_SIDE * theme.type_scale
        if not named:
            side = _side(layout, area)
        size = QPointF(layout.columns * side, layout.rows * side)
        shift = QPointF(gutter, gutter) if named else QPointF()
        origin = area.center() - size / 2.0 + shift / 2.0
        return cls(layout, QPointF(round(origin.x()), round(origin.y())), side, named)

    @property
    def area(self) -> QRectF:
        """All the cells together."""
        return QRectF(
            self.origin.x(),
            self.origin.y(),
            self.layout.columns * self.side,
            self.layout.rows * self.side,
        )

    def rectangle(self, cell: int) -> QRectF:
        """Return where a cell lies."""
        column, row = self.layout.place(cell)
        corner = self.origin + QPointF(column, row) * self.side
        return QRectF(corner.x(), corner.y(), self.side, self.side)

    def centers(self, cells: np.ndarray) -> np.ndarray:
        """Return the middles of cells [n] as points [n, 2] px."""
        columns, rows = cells % self.layout.columns, cells // self.layout.columns
        corner = (self.origin.x(), self.origin.y())
        return (np.stack([columns, rows], axis=-1) + 0.5) * self.side + corner

    def cell_at(self, point: QPointF) -> int | None:
        """Return the cell that holds a point."""
        if not self.area.contains(point) or self.side <= 0.0:
            return None
        place = (point - self.origin) / self.side
        column = min(int(place.x()), self.layout.columns - 1)
        row = min(int(place.y()), self.layout.rows - 1)
        return row * self.layout.columns + column


def paint_cells(painter: QPainter, frame: GridFrame, theme: Theme) -> None:
    """Paint floor, walls, pits, goals and fences."""
    layout = frame.layout
    painter.fillRect(frame.area, mixed(theme.background, theme.card, 0.7))
    for cells, color in (
        (layout.starts, mixed(theme.dynamics, theme.card, 0.16)),
        (layout.walls, mixed(theme.faint, theme.card, 0.75)),
        (layout.pits, mixed(theme.negative, theme.card, 0.24)),
        (layout.goals, mixed(theme.estimate, theme.card, 0.24)),
    ):
        for cell in cells:
            painter.fillRect(frame.rectangle(cell), color)
    _paint_lines(painter, frame, theme)
    _paint_fences(painter, frame, theme)
    if frame.named:
        _paint_names(painter, frame, theme)


def _paint_lines(painter: QPainter, frame: GridFrame, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.line, 1.0))
    area = frame.area
    xs = [area.left() + column * frame.side for column in range(frame.layout.columns + 1)]
    ys = [area.top() + row * frame.side for row in range(frame.layout.rows + 1)]
    painter.drawLines([QLineF(x, area.top(), x, area.bottom()) for x in xs])
    painter.drawLines([QLineF(area.left(), y, area.right(), y) for y in ys])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _paint_fences(painter: QPainter, frame: GridFrame, theme: Theme) -> None:
    pen = QPen(theme.dynamics, 3.0 * theme.line_scale**0.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for one, other in frame.layout.fences:
        between = frame.rectangle(one).intersected(frame.rectangle(other))
        painter.drawLine(between.topLeft(), between.bottomRight())


def _paint_names(painter: QPainter, frame: GridFrame, theme: Theme) -> None:
    painter.setFont(theme.font(TINY))
    layout, gutter, side = frame.layout, line_height(theme, TINY), frame.side
    names = cell_names(layout.columns, layout.rows)
    for column in range(layout.columns):
        letters = names[column].removesuffix("1")
        left = frame.origin.x() + column * side
        place = QRectF(left, frame.origin.y() - gutter - 1.0, side, gutter)
        paint_text(painter, place, letters, theme.quiet)
    for row in range(layout.rows):
        top = frame.origin.y() + row * side
        place = QRectF(frame.origin.x() - 2.0 * gutter - 4.0, top, 2.0 * gutter, side)
        paint_text(painter, place, str(row + 1), theme.quiet, RIGHT)


def paint_cell_label(
    painter: QPainter, rectangle: QRectF, candidates: tuple[str, ...], theme: Theme
) -> None:
    """Write the first of the texts that fits along the top of a cell."""
    font = theme.font(TINY)
    text = fitting(candidates, font, rectangle.width() - 4.0)
    height = line_height(theme, TINY)
    if text and height <= rectangle.height():
        painter.setFont(font)
        strip = QRectF(rectangle.left(), rectangle.top() + 1.0, rectangle.width(), height)
        paint_backed_text(painter, strip, text, theme)


def _side(layout: GridLayout, area: QRectF) -> float:
    return float(max(int(min(area.width() / layout.columns, area.height() / layout.rows)), 0))
