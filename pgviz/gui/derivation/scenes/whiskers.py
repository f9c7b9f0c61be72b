"""Numbers as dots with their errors, one below another on one axis."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pgviz.gui.axes import draw_grid, labels_below
from pgviz.gui.derivation.scenes.measured import Measured
from pgviz.gui.estimate.marks import draw_diamond, draw_whiskers
from pgviz.gui.lettering import LEFT, RIGHT, TICK_POINTS, Label, Lettering
from pgviz.gui.scale import Scale
from pgviz.gui.theme import SPACE, Theme

DOT, CAP, REACH = 4.0, 4.0, 5.0  # px: radius, half of a whisker's end, that of a diamond
MARGIN = 0.08  # of the axis, at both ends
HIGHEST = 4.0  # lines of type that a row takes at most
NARROWEST = 60.0  # px, of the plot in normal type: with less, names are left out


@dataclass(frozen=True)
class Row:
    """A number; ways to name it, the longest first; and what the mouse reads."""

    names: tuple[str, ...]
    value: Measured
    role: str  # of the theme
    details: str = ""
    exact: bool = False  # a diamond, else a dot


class Whiskers:
    """Names at the left, dots in the middle, numbers at the right, the values of the axis below."""

    def __init__(self, area: QRectF, rows: Sequence[Row], theme: Theme) -> None:
        self.rows, self._theme = tuple(rows), theme
        self._type = type_ = Lettering(theme, TICK_POINTS)
        foot = type_.height + SPACE / 2.0
        self._height = min((area.height() - foot) / len(rows), HIGHEST * type_.height)
        numbers = max(type_.width(row.value.text) for row in rows) + 2.0 * SPACE
        least = NARROWEST * theme.type_scale
        room = max(min(0.45 * area.width(), area.width() - numbers - least), 0.0)
        self._names = [type_.fitting(row.names, room) for row in rows]
        left = area.left() + max(map(type_.width, self._names)) + 3.0 * SPACE
        right = max(area.right() - numbers, left + 1.0)
        bottom = area.top() + self._height * len(rows)
        self.plot = QRectF(QPointF(left, area.top()), QPointF(right, bottom))
        self._area = area
        self.across = Scale(*_span(rows), self.plot.left(), self.plot.right())
        self._ticks = self.across.spaced_ticks(type_.width, 3.0 * SPACE)
        self.labels = [*self._written(), *self._values()]

    def row(self, index: int) -> QRectF:
        """Return the area of a row, across everything."""
        top = self.plot.top() + index * self._height
        return QRectF(self._area.left(), top, self._area.width(), self._height)

    def draw(self, painter: QPainter) -> None:
        """Draw the axis, the dots and their errors."""
        draw_grid(painter, self._theme, self.plot, across=(self.across, self._ticks))
        for index, row in enumerate(self.rows):
            self._draw_row(painter, row, self.row(index).center().y())

    def _draw_row(self, painter: QPainter, row: Row, y: float) -> None:
        theme, x, thick = self._theme, self.across.pixel(row.value.mean), self._theme.line_scale
        color = getattr(theme, row.role)
        painter.setPen(QPen(color, 1.6 * thick))
        if row.value.error is not None:
            ends = [np.array([row.value.mean + sign * row.value.error]) for sign in (-1.0, 1.0)]
            draw_whiskers(painter, self.across, *ends, np.array([y]), CAP * thick**0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        if row.exact:
            painter.setPen(QPen(color, thick))
            painter.drawLine(QLineF(x, self.plot.top(), x, self.plot.bottom()))
            draw_diamond(painter, x, y, REACH * thick**0.5)
        else:
            painter.drawEllipse(QPointF(x, y), DOT * thick**0.5, DOT * thick**0.5)

    def _written(self) -> list[Label]:
        labels = []
        for index, (row, name) in enumerate(zip(self.rows, self._names, strict=True)):
            box, color = self.row(index), getattr(self._theme, row.role)
            labels.append(Label(name, box, color, self._type, LEFT))
            labels.append(Label(row.value.text, box, self._theme.ink, self._type, RIGHT))
        return labels

    def _values(self) -> list[Label]:
        plot, type_ = self.plot, self._type
        under = QRectF(self._area.left(), plot.bottom(), self._area.width(), 2.0 * type_.height)
        return labels_below(self._ticks, self.across, plot.bottom(), under, type_, self._theme)


def _span(rows: Sequence[Row]) -> tuple[float, float]:
    """Return a range with 0 and every number within its errors."""
    ends = [0.0]
    for row in rows:
        error = row.value.error or 0.0
        ends += [row.value.mean - error, row.value.mean + error]
    low, high = min(ends), max(ends)
    margin = MARGIN * (high - low) or 1.0
    return low - margin, high + margin
