"""P(τ;θ+εd) and R(τ) over ε: one is a curve, the other a level line."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.axes import draw_grid, labels_below, labels_beside
from pgviz.gui.derivation.nudge.ratios import LOG_10, Ratios, span_of
from pgviz.gui.format import short
from pgviz.gui.lettering import RIGHT, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.notation import superscript
from pgviz.gui.points import path_through
from pgviz.gui.scale import Scale, Tick
from pgviz.gui.smooth_range import SmoothRange
from pgviz.gui.theme import SPACE, Theme, mixed

RETURN_SHARE = 0.24  # of the height
GUTTER, ENDS = "0.005", "1.0"  # as wide as the values beside and below


class CurvePlot:
    """The curve above, R(τ) below it, both over the same ε."""

    def __init__(
        self,
        area: QRectF,
        ratios: Ratios,
        epsilon: float,
        slope: float,
        earned: float,
        smooth: SmoothRange,
        theme: Theme,
    ) -> None:
        """`slope` is that of the ratio at ε = 0, `earned` is R(τ)."""
        self.ratios, self.epsilon, self._slope, self._theme = ratios, epsilon, slope, theme
        self._earned = earned
        self._type = type_ = Lettering(theme, TICK_POINTS)
        left = area.left() + type_.width(GUTTER) + 2.0 * SPACE
        right = -type_.width(ENDS) / 2.0
        plots = area.adjusted(left - area.left(), type_.height + SPACE, right, -type_.height)
        below = RETURN_SHARE * plots.height()
        self._area = area
        self.plot = plots.adjusted(0.0, 0.0, 0.0, -below - SPACE)
        self.level = QRectF(plots.left(), plots.bottom() - below, plots.width(), below)
        self.across = Scale(-1.0, 1.0, plots.left(), plots.right())
        low, high = span_of(ratios, smooth)
        self.up = Scale(low, high, self.plot.bottom(), self.plot.top())
        self._ticks = self._ratio_ticks()

    @property
    def labels(self) -> list[Label]:
        """All that is written."""
        gutter = QRectF(self._area.left(), self._area.top(), self.plot.left(), self.plot.bottom())
        gutter.setRight(self.plot.left())
        beside = labels_beside(
            self._ticks, self.up, self.plot.left(), gutter, self._type, self._theme
        )
        return [*beside, *self._below(), self._title(), *self._names()]

    def epsilon_at(self, position: QPointF) -> float | None:
        """Return the ε under a place, None beside the plots."""
        if not self.plot.united(self.level).contains(position):
            return None
        return min(max(self.across.value(position.x()), -1.0), 1.0)

    def point(self) -> QPointF:
        """Return where θ + εd lies on the curve."""
        log = np.interp(self.epsilon, self.ratios.epsilons, self.ratios.logs)
        return QPointF(self.across.pixel(self.epsilon), self._y(self.ratios.height(log)))

    def draw(self, painter: QPainter) -> None:
        """Draw both lines, and the place of ε on each."""
        theme = self._theme
        draw_grid(painter, theme, self.plot, up=(self.up, self._ticks))
        painter.fillRect(self.level, mixed(theme.weight, theme.card, 0.06))
        for epsilon, color in ((0.0, theme.faint), (self.epsilon, theme.parameter)):
            painter.setPen(QPen(color, theme.line_scale))
            x = self.across.pixel(epsilon)
            painter.drawLine(QLineF(x, self.plot.top(), x, self.level.bottom()))
        self._draw_tangent(painter)
        self._draw_curve(painter)
        middle = self.level.center().y()
        painter.setPen(QPen(theme.weight, 2.0 * theme.line_scale))
        painter.drawLine(QLineF(self.level.left(), middle, self.level.right(), middle))
        self._draw_dot(painter, self.point(), theme.score)
        self._draw_dot(painter, QPointF(self.across.pixel(self.epsilon), middle), theme.weight)
        draw_labels(painter, self.labels)

    def _draw_curve(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.score, 1.8 * self._theme.line_scale))
        x = self.across.pixel(self.ratios.epsilons)
        y = self._y(self.ratios.heights)
        painter.drawPath(path_through(x, y))

    def _draw_tangent(self, painter: QPainter) -> None:
        """Draw the slope at θ through the curve there, as far as the plot goes."""
        at_zero, slope = self.ratios.height(np.zeros(1))[0], self._slope
        if self.ratios.steep:
            slope /= LOG_10
        painter.save()
        painter.setClipRect(self.plot)
        pen = QPen(self._theme.quiet, self._theme.line_scale, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        ends = [
            QPointF(self.across.pixel(x), self.up.pixel(at_zero + slope * x)) for x in (-1.0, 1.0)
        ]
        painter.drawLine(*ends)
        painter.restore()

    def _draw_dot(self, painter: QPainter, place: QPointF, color: QColor) -> None:
        radius = 3.5 * self._theme.line_scale**0.5
        painter.setPen(QPen(self._theme.card, 1.0))
        painter.setBrush(color)
        painter.drawEllipse(place, radius, radius)

    def _y(self, heights: np.ndarray) -> np.ndarray:
        return self.up.pixel(np.clip(heights, self.up.low, self.up.high))

    def _ratio_ticks(self) -> list[Tick]:
        ticks = self.up.ticks(1.8 * self._type.height, whole=self.ratios.steep)
        if not self.ratios.steep:
            return ticks
        return [Tick(tick.value, f"10{superscript(round(tick.value))}") for tick in ticks]

    def _below(self) -> list[Label]:
        ticks = self.across.spaced_ticks(self._type.width, 3.0 * SPACE)
        top = self.level.bottom()
        within = QRectF(self._area.left(), top, self._area.width(), self._type.height)
        below = labels_below(ticks, self.across, top, within, self._type, self._theme)
        name = QRectF(within)
        name.setRight(self.level.left() - 1.5 * self._type.width(ENDS))
        return [*below, Label("ε", name, self._theme.parameter, self._type, RIGHT)]

    def _title(self) -> Label:
        box = QRectF(self._area.left(), self._area.top(), self._area.width(), self._type.height)
        texts = "P(τ;θ+εd) as a multiple of P(τ;θ)", "P(τ;θ+εd) / P(τ;θ)"
        text = self._type.fitting(texts, box.width())
        return Label(text, box, self._theme.quiet, self._type, RIGHT)

    def _names(self) -> list[Label]:
        box = QRectF(self._area.left(), self.level.top(), 0.0, self.level.height())
        box.setRight(self.level.left() - SPACE)
        text = self._type.fitting((f"R {short(self._earned)}", "R"), box.width())
        return [Label(text, box, self._theme.weight, self._type, RIGHT)]
