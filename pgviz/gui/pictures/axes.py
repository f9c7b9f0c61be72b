"""A plot's axes, painted: data to pixels, and few readable ticks."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from pgviz.gui.format import MINUS
from pgviz.gui.pictures.marks import TINY, paint_text
from pgviz.gui.theme import Theme

Range = tuple[float, float]
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Axes:
    """The rectangle that a range of x and a range of y fill, y upwards."""

    area: QRectF
    x: Range
    y: Range

    def points(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return data [n] and [n] as points [n, 2] px."""
        right = self.area.left() + _share(x, self.x) * self.area.width()
        up = self.area.bottom() - _share(y, self.y) * self.area.height()
        return np.stack([right, up], axis=-1)

    def point(self, x: float, y: float) -> QPointF:
        """Return one place of the data, px."""
        return QPointF(*self.points(np.array(x), np.array(y)).tolist())


def _share(values: np.ndarray, range_: Range) -> np.ndarray:
    low, high = range_
    # Halved, so that the span of the largest finite numbers is finite as well.
    return (values / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0)


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most `most` (at least 2) round numbers between `low` and `high`."""
    low, high = min(low, high), max(low, high)
    span = high / 2.0 - low / 2.0
    if not 0.0 < span < math.inf:
        return []
    step = 10.0 ** math.floor(math.log10(2.0 * (span / max(most, 2)))) if span > 1e-300 else span
    candidates = (step * factor for factor in (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0))
    spacing = next(size for size in candidates if _multiples(low, high, size) <= max(most, 2))
    first = math.ceil(low / spacing - 1e-9)
    return [(first + index) * spacing for index in range(_multiples(low, high, spacing))]


def tick_text(value: float, spacing: float) -> str:
    """Return a tick with the digits that tell it from its neighbours."""
    if value == 0.0:
        return "0"
    digits = max(0, math.ceil(-math.log10(spacing) - 1e-9))
    text = f"{value:.{digits}f}" if digits <= 4 and abs(value) < 1e5 else f"{value:.3g}"
    return text.replace("-", MINUS)


def fit_axes(theme: Theme, area: QRectF, x: Range, y: Range, lines_below: int = 1) -> Axes:
    """Return the axes that fill an area, less the room of ticks and names.

    Below the ticks' line there may be another one, for a name that is longer than they leave.
    """
    metrics = QFontMetricsF(theme.font(TINY))
    height = metrics.height()
    inner = area.adjusted(0.0, 1.2 * height, -height, -lines_below * height - 2.0)
    places = _left_ticks(inner, y, metrics)
    # Of a usual width, so that the plot doesn't move with every change of the numbers.
    texts = [f"{MINUS}0.00", *(tick_text(value, _spacing(places)) for value in places)]
    gutter = max(metrics.horizontalAdvance(text) for text in texts) + 6.0
    return Axes(inner.adjusted(gutter, 0.0, 0.0, 0.0), x, y)


def paint_axes(painter: QPainter, axes: Axes, theme: Theme, names: tuple[str, str]) -> None:
    """Paint both axes with their names: at the right end of the ticks, and above them."""
    painter.setFont(theme.font(TINY))
    metrics = QFontMetricsF(theme.font(TINY))
    area, height = axes.area, metrics.height()
    right = area.right() + height
    x_name = QRectF(right - metrics.horizontalAdvance(names[0]), area.bottom() + 2.0, 0.0, height)
    x_name.setRight(right)
    y_name = QRectF(area.left() + 2.0, area.top() - 1.2 * height, area.width(), height)
    paint_text(painter, x_name, names[0], theme.quiet)
    paint_text(painter, y_name, names[1], theme.quiet, LEFT)
    paint_bottom_axis(painter, axes, theme, until=x_name.left())
    paint_left_axis(painter, axes, theme)


def paint_bottom_axis(painter: QPainter, axes: Axes, theme: Theme, until: float) -> None:
    """Paint the axis with its ticks, named where there is room on their line, up to `until`."""
    painter.setFont(theme.font(TINY))
    area, metrics = axes.area, QFontMetricsF(theme.font(TINY))
    places = ticks(*axes.x, int(area.width() / (2.2 * metrics.horizontalAdvance("00.0"))))
    painter.setPen(QPen(theme.line, 1.0))
    painter.drawLine(QLineF(area.bottomLeft(), area.bottomRight()))
    for value in places:
        x = axes.point(value, axes.y[0]).x()
        text = tick_text(value, _spacing(places))
        width = metrics.horizontalAdvance(text) + 2.0
        place = QRectF(x - width / 2.0, area.bottom() + 2.0, width, metrics.height())
        text = text if place.right() + 4.0 < until else ""
        _paint_tick(painter, QLineF(x, area.bottom(), x, area.bottom() - 3.0), place, text, theme)


def paint_left_axis(painter: QPainter, axes: Axes, theme: Theme) -> None:
    """Paint the axis with its ticks."""
    painter.setFont(theme.font(TINY))
    area, metrics = axes.area, QFontMetricsF(theme.font(TINY))
    places = _left_ticks(area, axes.y, metrics)
    painter.setPen(QPen(theme.line, 1.0))
    painter.drawLine(QLineF(area.bottomLeft(), area.topLeft()))
    for value in places:
        y = axes.point(axes.x[0], value).y()
        text = tick_text(value, _spacing(places))
        width = metrics.horizontalAdvance(text) + 1.0
        left, top = area.left() - width - 4.0, y - metrics.height() / 2.0
        place = QRectF(left, top, width, metrics.height())
        _paint_tick(painter, QLineF(area.left(), y, area.left() + 3.0, y), place, text, theme)


def _left_ticks(area: QRectF, range_: Range, metrics: QFontMetricsF) -> list[float]:
    return ticks(*range_, int(area.height() / (2.2 * metrics.height())))


def _paint_tick(painter: QPainter, line: QLineF, place: QRectF, text: str, theme: Theme) -> None:
    painter.setPen(QPen(theme.line, 1.0))
    painter.drawLine(line)
    paint_text(painter, place, text, theme.quiet)


def _spacing(places: list[float]) -> float:
    return places[1] - places[0] if len(places) > 1 else abs(places[0]) or 1.0


def _multiples(low: float, high: float, spacing: float) -> int:
    return math.floor(high / spacing + 1e-9) - math.ceil(low / spacing - 1e-9) + 1
