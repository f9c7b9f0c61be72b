"""A plot in a picture: data to pixels, and few readable ticks."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from pgviz.gui.format import MINUS
from pgviz.gui.pictures.writing import LEFT, TINY, paint_text
from pgviz.gui.scale import Scale, Tick
from pgviz.gui.theme import Theme

Range = tuple[float, float]
TICK = 3.0  # px, the length of its line


@dataclass(frozen=True)
class Axes:
    """What lies where in a rectangle: x to the right, y upwards, or downwards from the higher."""

    area: QRectF
    x: Scale
    y: Scale

    @classmethod
    def over(cls, area: QRectF, x: Range, y: Range) -> "Axes":
        """Return the axes whose ranges fill an area, or a pixel where it has no extent."""
        area = QRectF(area.topLeft(), area.size().expandedTo(QSizeF(1.0, 1.0)))
        up = y[0] < y[1]
        ends = (area.bottom(), area.top()) if up else (area.top(), area.bottom())
        return cls(area, Scale(*x, area.left(), area.right()), Scale(min(y), max(y), *ends))

    def points(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return data [n] and [n] as points [n, 2] px."""
        return np.stack(np.broadcast_arrays(self.x.pixel(x), self.y.pixel(y)), axis=-1)

    def point(self, x: float, y: float) -> QPointF:
        """Return one place of the data, px."""
        return QPointF(self.x.pixel(x), self.y.pixel(y))


def fit_axes(theme: Theme, area: QRectF, x: Range, y: Range, lines_below: int = 1) -> Axes:
    """Return the axes that fill an area, less the room of ticks and names.

    Below the axes there is room for the ticks, and for a name that is longer than they leave
    where there are two lines; 0 where another plot below has the same ticks.
    """
    metrics = QFontMetricsF(theme.font(TINY))
    height = metrics.height()
    inner = area.adjusted(0.0, 1.2 * height, -height, -lines_below * height - 2.0)
    # At least of a usual width, so that the plot doesn't move with every change of the numbers.
    texts = [f"{MINUS}0.00", *(tick.text for tick in _left_ticks(Axes.over(inner, x, y), height))]
    gutter = max(metrics.horizontalAdvance(text) for text in texts) + 6.0
    return Axes.over(inner.adjusted(gutter, 0.0, 0.0, 0.0), x, y)


def paint_axes(painter: QPainter, axes: Axes, theme: Theme, names: tuple[str, str]) -> None:
    """Paint both axes with their names: at the right end of the ticks, and above them."""
    painter.setFont(theme.font(TINY))
    metrics = QFontMetricsF(theme.font(TINY))
    area, height = axes.area, metrics.height()
    width = metrics.horizontalAdvance(names[0])
    x_name = QRectF(area.right() + height - width, area.bottom() + 2.0, width, height)
    paint_text(painter, x_name, names[0], theme.quiet)
    paint_bottom_axis(painter, axes, theme, until=x_name.left())
    paint_left_axis(painter, axes, theme, names[1])


def paint_bottom_axis(painter: QPainter, axes: Axes, theme: Theme, until: float) -> None:
    """Paint the axis with its ticks, named where there is room on their line, up to `until`."""
    painter.setFont(theme.font(TINY))
    area, metrics = axes.area, QFontMetricsF(theme.font(TINY))
    painter.setPen(QPen(theme.line, 1.0))
    painter.drawLine(QLineF(area.bottomLeft(), area.bottomRight()))
    for tick in axes.x.spaced_ticks(metrics.horizontalAdvance, 2.0 * metrics.averageCharWidth()):
        x, width = axes.x.pixel(tick.value), metrics.horizontalAdvance(tick.text)
        place = QRectF(x - width / 2.0, area.bottom() + 2.0, width, metrics.height())
        text = tick.text if place.right() + metrics.averageCharWidth() < until else ""
        line = QLineF(x, area.bottom(), x, area.bottom() - TICK)
        _paint_tick(painter, line, place, text, theme)


def paint_left_axis(painter: QPainter, axes: Axes, theme: Theme, name: str = "") -> None:
    """Paint the axis with its ticks, and above them its name."""
    painter.setFont(theme.font(TINY))
    area, metrics = axes.area, QFontMetricsF(theme.font(TINY))
    painter.setPen(QPen(theme.line, 1.0))
    painter.drawLine(QLineF(area.bottomLeft(), area.topLeft()))
    above = QRectF(area.left() + 2.0, area.top() - 1.2 * metrics.height(), 0.0, metrics.height())
    paint_text(painter, above, name, theme.quiet, LEFT)
    for tick in _left_ticks(axes, metrics.height()):
        y, width = axes.y.pixel(tick.value), metrics.horizontalAdvance(tick.text)
        left, top = area.left() - width - TICK - 1.0, y - metrics.height() / 2.0
        place = QRectF(left, top, width, metrics.height())
        line = QLineF(area.left(), y, area.left() + TICK, y)
        _paint_tick(painter, line, place, tick.text, theme)


def _left_ticks(axes: Axes, height: float) -> list[Tick]:
    return axes.y.ticks(1.4 * height)


def _paint_tick(painter: QPainter, line: QLineF, place: QRectF, text: str, theme: Theme) -> None:
    painter.setPen(QPen(theme.line, 1.0))
    painter.drawLine(line)
    paint_text(painter, place, text, theme.quiet)
