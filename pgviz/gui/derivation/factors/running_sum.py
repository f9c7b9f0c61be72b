"""The running sum of the logarithms: what each step leaves of the trajectory's probability."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.axes import draw_grid, labels_below, labels_beside
from pgviz.gui.derivation.factors.chain import Chain
from pgviz.gui.derivation.factors.layout import Layout, TileColumns
from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.points import path_through
from pgviz.gui.scale import Scale, Tick
from pgviz.gui.theme import SPACE, Theme, mixed

TINT, WINDOW_TINT = 0.16, 0.06  # of the colour over the card's
MOST_POINTS = 2000  # of the line


class RunningSum:
    """A line from 0 at the left to log P(τ;θ) at the right, step by step.

    Its times are those of the tiles above it; where those show a part only, its own.
    """

    def __init__(
        self,
        chain: Chain,
        columns: TileColumns,
        layout: Layout,
        span: tuple[float, float],
        theme: Theme,
    ) -> None:
        assert layout.running is not None
        self.chain, self.columns, self._theme = chain, columns, theme
        self._type = Lettering(theme, TICK_POINTS)
        window, area = columns.window, layout.running
        self.own_times = not window.whole
        right = area.right() if self.own_times else columns.end
        self.plot = QRectF(area.left(), area.top(), right - area.left(), area.height())
        self.scale = Scale(span[0], span[1], area.bottom(), area.top())
        begin = area.left() if self.own_times else columns.edge(1)
        self.times = Scale(0.0, float(chain.length), begin, right)
        self._ticks = self.scale.ticks(1.6 * self._type.height)
        self._below = layout.running_times

    @property
    def labels(self) -> list[Label]:
        """All that is written."""
        gutter = QRectF(0.0, self.plot.top(), self.plot.left(), self.plot.height())
        beside = labels_beside(
            self._ticks, self.scale, self.plot.left(), gutter, self._type, self._theme
        )
        return [*beside, *self._time_labels(), self._name()]

    def step_at(self, x: float, y: float) -> int | None:
        """Return the step under a place; None outside, and over μ."""
        step = int(self.times.value(x) // 1.0)
        inside = self.plot.contains(QPointF(x, y)) and 0 <= step < self.chain.length
        return step if inside else None

    def draw(self, painter: QPainter) -> None:
        """Draw the line over the axis; what has not been sampled is pale."""
        draw_grid(painter, self._theme, self.plot, up=(self.scale, self._ticks))
        if self.own_times:
            painter.fillRect(self._window(), mixed(self._theme.ink, self._theme.card, WINDOW_TINT))
        border = self.times.pixel(self.chain.reached) if self.chain.reached else self.plot.left()
        left, right = QRectF(self.plot), QRectF(self.plot)
        left.setRight(border)
        right.setLeft(border)
        self._draw_line(painter, left, self._theme.ink)
        self._draw_line(painter, right, self._theme.pale(self._theme.ink))
        draw_labels(painter, self.labels)

    def mark(self, painter: QPainter, step: int, color: QColor) -> None:
        """Draw a dot at the sum up to and with a step."""
        radius = 3.0 * self._theme.line_scale**0.5
        place = QPointF(self.times.pixel(step + 1), self._height(self.chain.running[step + 1]))
        painter.setPen(QPen(self._theme.card, 1.0))
        painter.setBrush(color)
        painter.drawEllipse(place, radius, radius)

    def _draw_line(self, painter: QPainter, part: QRectF, color: QColor) -> None:
        painter.save()
        painter.setClipRect(part.adjusted(0.0, -2.0, 0.0, 2.0))
        x, y = self._points()
        zero = self.scale.pixel(0.0)
        corners = np.concatenate(([x[0]], x, [x[-1]])), np.concatenate(([zero], y, [zero]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(color, self._theme.card, TINT))
        painter.drawPath(path_through(*corners))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 1.4 * self._theme.line_scale))
        painter.drawPath(path_through(x, y))
        painter.restore()

    def _points(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the corners of the line: level within a step, then down to the next."""
        chosen = np.unique(np.linspace(0, self.chain.length, MOST_POINTS).astype(int))
        edges = np.append(self.plot.left(), self.times.pixel(chosen.astype(float)))
        heights = self._height(self.chain.running[chosen])
        x = np.repeat(edges, 2)[1:-1]
        return x, np.repeat(heights, 2)

    def _height(self, log: np.ndarray) -> np.ndarray:
        return self.scale.pixel(np.clip(log, self.scale.low, self.scale.high))

    def _window(self) -> QRectF:
        window = self.columns.window
        left, right = self.times.pixel(window.first), self.times.pixel(window.stop)
        return QRectF(left, self.plot.top(), right - left, self.plot.height())

    def _time_labels(self) -> list[Label]:
        if self._below is None:
            return []
        ticks: list[Tick] = self.times.spaced_ticks(self._type.width, 4.0 * SPACE, whole=True)
        top, within = self._below.top(), self._below.adjusted(-3.0 * SPACE, 0.0, SPACE, 0.0)
        return labels_below(ticks, self.times, top, within, self._type, self._theme)

    def _name(self) -> Label:
        """Return the name of the line, where the line is not: at its start it is near 0."""
        falls = self.chain.running[-1] <= 0.0
        line = self._type.height
        top = self.plot.bottom() - line if falls else self.plot.top()
        of = "the logs" if self.chain.known else "log π"
        names = f"sum of {of} so far, nats", f"sum of {of}, nats", "sum"
        text = self._type.fitting(names, 0.5 * self.plot.width())
        box = QRectF(self.plot.left() + SPACE, top, self.plot.width(), line)
        return Label(text, box, self._theme.quiet, self._type, LEFT)
