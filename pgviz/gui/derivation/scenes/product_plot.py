"""The running product on an axis of powers of ten, with the floats' own limit."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from pgviz.gui.axes import draw_grid, labels_below, labels_beside
from pgviz.gui.derivation.scenes.running_product import Running
from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering
from pgviz.gui.notation import superscript
from pgviz.gui.points import path_through
from pgviz.gui.scale import Scale, Tick
from pgviz.gui.theme import SPACE, Theme, mixed

BEYOND = 1.16  # times what has to be seen: where the axes end
GUTTER = "10⁻³⁰⁰"
DOT = 4.5  # px
SHADE = 0.10


class ProductPlot:
    """The sum of logarithms as a line that goes on where the product can't."""

    def __init__(self, area: QRectF, running: Running, theme: Theme) -> None:
        self.running, self._theme, self._area = running, theme, area
        self._type = type_ = Lettering(theme, TICK_POINTS)
        left = type_.width(GUTTER) + 2.0 * SPACE
        below = -type_.height - SPACE
        self.plot = area.adjusted(left, 0.5 * type_.height, -SPACE, below)
        most = max(running.steps, running.reach or 0.0) * BEYOND
        self.across = Scale(0.0, most, self.plot.left(), self.plot.right())
        ends = [0.0, running.limit * BEYOND, float(running.exponents[-1]) * BEYOND]
        self.up = Scale(min(ends), max(ends), self.plot.bottom(), self.plot.top())
        self._ticks = [
            Tick(tick.value, "1" if tick.value == 0.0 else f"10{superscript(round(tick.value))}")
            for tick in self.up.ticks(1.8 * type_.height, whole=True)
        ]
        self.labels = [*self._axis_labels(), *self._limit_label()]

    @property
    def shade(self) -> QRectF:
        """Where no float reaches."""
        y = self.up.pixel(self.running.limit)
        edge = self.plot.top() if self.running.limit > 0.0 else self.plot.bottom()
        top, bottom = sorted((y, edge))
        return QRectF(self.plot.left(), top, self.plot.width(), bottom - top)

    def draw(self, painter: QPainter) -> None:
        """Draw the axes, the limit, the line, and where the product is lost."""
        theme, running = self._theme, self.running
        draw_grid(painter, theme, self.plot, up=(self.up, self._ticks))
        painter.fillRect(self.shade, QBrush(mixed(theme.negative, theme.card, SHADE)))
        self._draw_limit(painter)
        painter.save()
        painter.setClipRect(self.plot)
        times = np.arange(running.steps + 1)
        self._draw_line(painter, times, running.exponents, Qt.PenStyle.SolidLine)
        ends = np.array([running.steps, self.across.high])
        onward = running.exponents[-1] + running.rate * (ends - ends[0])
        self._draw_line(painter, ends, onward, Qt.PenStyle.DashLine)
        painter.restore()
        self._draw_dots(painter)

    def _draw_limit(self, painter: QPainter) -> None:
        y = self.up.pixel(self.running.limit)
        painter.setPen(QPen(self._theme.negative, 1.4 * self._theme.line_scale))
        painter.drawLine(QLineF(self.plot.left(), y, self.plot.right(), y))

    def _draw_line(
        self, painter: QPainter, times: np.ndarray, values: np.ndarray, style: Qt.PenStyle
    ) -> None:
        painter.setPen(QPen(self._theme.score, 2.0 * self._theme.line_scale, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        x, y = self.across.pixel(times.astype(float)), self.up.pixel(values)
        painter.drawPath(path_through(x, y))

    def _draw_dots(self, painter: QPainter) -> None:
        running, radius = self.running, DOT * self._theme.line_scale**0.5
        painter.setPen(QPen(self._theme.card, 1.0))
        end = QPointF(self.across.pixel(running.steps), self.up.pixel(running.exponents[-1]))
        painter.setBrush(self._theme.score)
        painter.drawEllipse(end, radius, radius)
        if running.reach is not None:
            painter.setBrush(self._theme.negative)
            lost = QPointF(self.across.pixel(running.reach), self.up.pixel(running.limit))
            painter.drawEllipse(lost, radius, radius)

    def _axis_labels(self) -> list[Label]:
        type_, theme, plot, area = self._type, self._theme, self.plot, self._area
        ticks = self.across.spaced_ticks(type_.width, 4.0 * SPACE, whole=True)
        name = "steps"
        under = QRectF(plot.left() - SPACE, plot.bottom(), plot.width() + 2 * SPACE, area.height())
        below = labels_below(ticks, self.across, plot.bottom() + SPACE, under, type_, theme)
        within = area.adjusted(0.0, -SPACE, 0.0, 0.0)
        beside = labels_beside(self._ticks, self.up, plot.left(), within, type_, theme)
        end = QRectF(area.left(), plot.bottom() + SPACE, plot.left() - area.left(), type_.height)
        end.setRight(end.right() - 2.0 * SPACE)
        return [*below, *beside, Label(name, end, theme.quiet, type_, LEFT)]

    def _limit_label(self) -> list[Label]:
        """Return what the shade is, in it or above its line."""
        type_, room = self._type, self.plot.width() - 4.0 * SPACE
        low = self.running.limit < 0.0
        number = "5·10⁻³²⁴" if low else "1.8·10³⁰⁸"
        named = f"the {'smallest' if low else 'largest'} float, {number}"
        text = type_.fitting((named, number), 0.8 * room)
        y = self.up.pixel(self.running.limit)
        top = y - type_.height if low else y
        box = QRectF(self.plot.left() + 2.0 * SPACE, top, room, type_.height)
        return [Label(text, box, self._theme.negative, type_, LEFT)]
