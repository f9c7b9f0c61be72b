"""Each step's weight in two parts: what was earned before it, and what from it on."""

import math

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from pgviz.estimation.past_rewards import Parts
from pgviz.gui.axes import draw_grid, labels_below, labels_beside
from pgviz.gui.derivation.scenes.key import Key, hatching
from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering
from pgviz.gui.scale import Scale, Tick
from pgviz.gui.theme import SPACE, Theme

WIDEST = 30.0  # px, of one step
NARROW = 6.0  # px, of one step: with less, two bars can't be told apart
BEFORE, BESIDE = (0.06, 0.48), (0.52, 0.94)  # of a step's width: where its two bars lie
SEEN_THROUGH = 0.55  # how much of what lies behind is hidden
GUTTER = "−0.0005"
PAST = "past rewards", "past"
FUTURE = "future rewards", "future"
MARGIN = 0.06  # of the axis, at both ends


class StepBars:
    """Two bars a step, the past hatched, and a line at what they add up to."""

    def __init__(self, area: QRectF, parts: Parts, theme: Theme) -> None:
        """`parts` are those of one trajectory, [T]."""
        self.parts, self._theme, self._area = parts, theme, area
        self._type = type_ = Lettering(theme, TICK_POINTS)
        left = type_.width(GUTTER) + 2.0 * SPACE
        key = QRectF(area.left(), area.top(), area.width(), type_.height)
        self.key = Key(key, (PAST, FUTURE), theme)
        below = -type_.height - SPACE / 2.0
        plot = area.adjusted(left, 1.6 * type_.height, 0.0, below)
        self.width = min(plot.width() / self.steps, WIDEST * theme.type_scale)
        self.plot = QRectF(plot.left(), plot.top(), self.width * self.steps, plot.height())
        self.up = Scale(*_span(parts), plot.bottom(), plot.top())
        self._ticks = self.up.ticks(1.6 * type_.height)
        self.labels = [*self.key.labels, *self._values(), *self._times()]

    @property
    def steps(self) -> int:
        """T."""
        return len(self.parts.past)

    @property
    def total(self) -> float:
        """R(τ)."""
        return float(self.parts.past[0] + self.parts.future[0])

    def column(self, step: int) -> QRectF:
        """Return the area of a step."""
        left = self.plot.left() + step * self.width
        return QRectF(left, self.plot.top(), self.width, self.plot.height())

    def step_at(self, x: float) -> int | None:
        """Return the step under a place, None beside them."""
        step = math.floor((x - self.plot.left()) / self.width)
        return step if 0 <= step < self.steps else None

    def draw(self, painter: QPainter) -> None:
        """Draw the key, the axis, the bars and the line of R(τ)."""
        theme = self._theme
        self.key.draw(painter, (hatching(theme), QBrush(theme.weight)))
        draw_grid(painter, theme, self.plot, up=(self.up, self._ticks))
        self._draw_parts(painter)
        y = self.up.pixel(self.total)
        painter.setPen(QPen(theme.weight, theme.line_scale, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(self.plot.left(), y, self.plot.right(), y))

    def _draw_parts(self, painter: QPainter) -> None:
        """Draw past and future side by side; where steps are narrow, one over the other."""
        theme, future = self._theme, QColor(self._theme.weight)
        if self.width < NARROW:
            future.setAlphaF(SEEN_THROUGH)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            self._draw_bars(painter, self.parts.future, (0.0, 1.0), QBrush(future))
            self._draw_bars(painter, self.parts.past, (0.0, 1.0), hatching(theme))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            return
        self._draw_bars(painter, self.parts.future, BESIDE, QBrush(future))
        painter.setPen(QPen(theme.quiet, theme.line_scale))
        self._draw_bars(painter, self.parts.past, BEFORE, hatching(theme), keep_pen=True)

    def _draw_bars(
        self,
        painter: QPainter,
        values: np.ndarray,
        over: tuple[float, float],
        brush: QBrush,
        *,
        keep_pen: bool = False,
    ) -> None:
        """Draw a bar a step, from one share of its width to another."""
        zero, ends = self.up.pixel(0.0), self.up.pixel(values).tolist()
        lefts = (self.plot.left() + (np.arange(self.steps) + over[0]) * self.width).tolist()
        painter.setBrush(brush)
        if not keep_pen:
            painter.setPen(Qt.PenStyle.NoPen)
        wide = (over[1] - over[0]) * self.width
        bars = zip(lefts, ends, strict=True)
        painter.drawRects([QRectF(x, min(zero, y), wide, abs(y - zero)) for x, y in bars])

    def _values(self) -> list[Label]:
        left = self.plot.left()
        within = self._area.adjusted(0.0, -SPACE, 0.0, SPACE)
        return labels_beside(self._ticks, self.up, left, within, self._type, self._theme)

    def _times(self) -> list[Label]:
        scale = Scale(-0.5, self.steps - 0.5, self.plot.left(), self.plot.right())
        ticks = scale.spaced_ticks(self._type.width, 3.0 * SPACE, whole=True)
        named = [Tick(tick.value, tick.text) for tick in ticks if tick.value >= 0.0]
        top, area = self.plot.bottom(), self._area
        under = QRectF(
            self.plot.left(), top, area.right() - self.plot.left(), 2.0 * self._type.height
        )
        below = labels_below(named, scale, top, under, self._type, self._theme)
        box = QRectF(area.left(), top, self.plot.left() - area.left() - SPACE, self._type.height)
        return [Label("t", box, self._theme.quiet, self._type, LEFT), *below]


def _span(parts: Parts) -> tuple[float, float]:
    total = parts.past[:1] + parts.future[:1]
    every = np.concatenate([parts.past, parts.future, total, [0.0]])
    low, high = float(every.min()), float(every.max())
    margin = MARGIN * (high - low) or 1.0
    return low - margin * (low < 0.0), high + margin * (high > 0.0 or low == 0.0)
