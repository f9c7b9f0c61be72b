"""Bars that each begin where the one before ends, up to their sum."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.axes import draw_grid, labels_beside
from pgviz.gui.derivation.adding.parts import Sum
from pgviz.gui.lettering import LEFT, NAME_POINTS, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.scale import Scale, Tick
from pgviz.gui.theme import SPACE, Theme

WIDEST, GAP_SHARE = 30.0, 0.2  # px of a bar, and what of its column is left free
LEAST_HEIGHT, GAP_FROM = 1.0, 4.0  # px; the column from which on bars are apart
MARGIN = 0.08  # of the range, at both ends


class Waterfall:
    """A sum on a vertical axis, in the left part of an area; its end is for others to draw."""

    def __init__(
        self,
        area: QRectF,
        sum_: Sum,
        span: tuple[float, float],
        titles: list[str],
        end_width: float,
        theme: Theme,
    ) -> None:
        """Leave `end_width` px at the right, for what it adds up to."""
        self.sum, self._theme, self._area = sum_, theme, area
        self._ticks_type, self._names = Lettering(theme, TICK_POINTS), Lettering(theme, NAME_POINTS)
        top, margin = area.top() + self._names.height + SPACE, MARGIN * (span[1] - span[0])
        self.scale = Scale(span[0] - margin, span[1] + margin, area.bottom(), top)
        self._ticks = self._ticks_beside()
        wide = max((self._ticks_type.width(tick.text) for tick in self._ticks), default=0.0)
        left = area.left() + wide + 2.0 * SPACE
        self.plot = QRectF(left, top, max(area.right() - left, 1.0), area.bottom() - top)
        self.end = QRectF(self.plot)
        self.end.setLeft(max(self.plot.right() - end_width, left))
        room = max(self.end.left() - left - SPACE, 1.0)
        self.column = min(room / len(sum_.parts), WIDEST * theme.type_scale)
        title = self._names.fitting(titles, area.width() - end_width)
        self.labels = [self._title(title), *self._values()]

    @property
    def bars_area(self) -> QRectF:
        """Where all bars lie."""
        return QRectF(self.plot.topLeft(), QPointF(self.end.left(), self.plot.bottom()))

    def part_at(self, x: float, y: float) -> int | None:
        """Return the part in whose column a place lies."""
        if not self.plot.top() <= y <= self.plot.bottom():
            return None
        number = int((x - self.plot.left()) // self.column)
        return number if 0 <= number < len(self.sum.parts) else None

    def bar(self, part: int) -> QRectF:
        """Return where a part's bar lies."""
        start, end = self.scale.pixel(self.sum.ends[part : part + 2]).tolist()
        gap = min(GAP_SHARE * self.column, SPACE) if self.column > GAP_FROM else 0.0
        left = self.plot.left() + part * self.column
        height = max(abs(end - start), LEAST_HEIGHT)
        return QRectF(left + gap / 2.0, min(start, end), max(self.column - gap, 0.6), height)

    def draw(self, painter: QPainter, selected: int | None) -> None:
        """Draw axis, bars and title; one bar is selected."""
        theme = self._theme
        draw_grid(painter, theme, self.plot, up=(self.scale, self._ticks))
        for positive, color in ((True, theme.estimate), (False, theme.negative)):
            parts = np.flatnonzero((self.sum.parts >= 0.0) == positive).tolist()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRects([self.bar(part) for part in parts])
        self._draw_level(painter)
        if selected is not None:
            self.outline(painter, selected, theme.ink)
        draw_labels(painter, self.labels)

    def outline(self, painter: QPainter, part: int, color: QColor) -> None:
        """Draw a frame around a bar."""
        painter.setPen(QPen(color, 1.4 * self._theme.line_scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.bar(part).adjusted(-1.0, -1.0, 1.0, 1.0))

    def _title(self, text: str) -> Label:
        line = QRectF(self._area.topLeft(), QSizeF(self._area.width(), self._names.height))
        return Label(text, line, self._theme.quiet, self._names, LEFT)

    def _values(self) -> list[Label]:
        right, type_ = self.plot.left() - SPACE / 2.0, self._ticks_type
        return labels_beside(self._ticks, self.scale, right, self._area, type_, self._theme)

    def _ticks_beside(self) -> list[Tick]:
        """Return round values; 0 alone where nothing is added."""
        ticks = self.scale.ticks(2.2 * self._ticks_type.height)
        return [tick for tick in ticks if tick.value == 0.0 or self.sum.parts.any()]

    def _draw_level(self, painter: QPainter) -> None:
        """Draw a line from the last bar to the end."""
        y = self.scale.pixel(self.sum.total)
        last = self.plot.left() + len(self.sum.parts) * self.column
        pen = QPen(self._theme.quiet, self._theme.line_scale, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(QLineF(last, y, self.end.right(), y))
