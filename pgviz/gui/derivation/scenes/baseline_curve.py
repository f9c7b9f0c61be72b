"""The variance of one trajectory's gradient over b: a parabola, with its least value marked."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.axes import draw_grid, labels_below, labels_beside
from pgviz.gui.derivation.scenes.baseline_facts import Facts
from pgviz.gui.lettering import MIDDLE, NAME_POINTS, RIGHT, TICK_POINTS, Label, Lettering
from pgviz.gui.points import path_through
from pgviz.gui.scale import Scale, Tick
from pgviz.gui.theme import SPACE, Theme

PLACES = 121  # on the curve
HEADROOM = 0.06  # of the axis
HIGHEST = 4.0  # times the variance at b = 0: what is more is cut, so that the least can be seen
GUTTER = "400 %"
DOT = 4.5  # px, the radius of the present b
DASHES = (3.0, 3.0)


class BaselineCurve:
    """Percent of the variance at b = 0 over b; dashed where it is the batch's."""

    def __init__(self, area: QRectF, facts: Facts, baseline: float, theme: Theme) -> None:
        self._facts, self._baseline, self._theme = facts, baseline, theme
        self._type, self._name_type = Lettering(theme, TICK_POINTS), Lettering(theme, NAME_POINTS)
        left = self._type.width(GUTTER) + 2.0 * SPACE
        below = self._type.height + self._name_type.height + SPACE
        self._area = area
        self.plot = area.adjusted(left, 2.0 * self._type.height, -SPACE, -below)
        self.across = Scale(*facts.span, self.plot.left(), self.plot.right())
        self._baselines = np.linspace(*facts.span, PLACES)
        self._shares = facts.share(self._baselines)
        top = min(float(self._shares.max()), HIGHEST)
        self.up = Scale(0.0, top * (1.0 + HEADROOM), self.plot.bottom(), self.plot.top())
        self._ticks = [
            Tick(tick.value, f"{100.0 * tick.value:.0f} %")
            for tick in self.up.ticks(1.8 * self._type.height)
        ]
        self.labels = [*self._axis_labels(), *self._mark_labels()]

    @property
    def point(self) -> QPointF:
        """Where the present b lies on the curve, or at its cut end."""
        share = float(self._facts.share(self._baseline))
        return QPointF(self.across.pixel(self._baseline), self.up.pixel(min(share, self.up.high)))

    def draw(self, painter: QPainter) -> None:
        """Draw axes, the marked baselines, the curve and the present b."""
        theme = self._theme
        draw_grid(painter, theme, self.plot, up=(self.up, self._ticks))
        for name, b in self._facts.marked.items():
            self._draw_line(painter, b, self._color(name))
        painter.save()
        painter.setClipRect(self.plot)
        pen = QPen(theme.weight, 2.0 * theme.line_scale)
        if not self._facts.variance.exact:
            pen.setDashPattern(DASHES)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        x, y = self.across.pixel(self._baselines), self.up.pixel(self._shares)
        painter.drawPath(path_through(x, y))
        painter.restore()
        painter.setPen(QPen(theme.card, theme.line_scale))
        painter.setBrush(theme.weight)
        radius = DOT * theme.line_scale**0.5
        painter.drawEllipse(self.point, radius, radius)

    def _draw_line(self, painter: QPainter, baseline: float, color: QColor) -> None:
        x = self.across.pixel(baseline)
        painter.setPen(QPen(color, self._theme.line_scale))
        painter.drawLine(QLineF(x, self.plot.top(), x, self.plot.bottom()))

    def _color(self, name: str) -> QColor:
        return {"J": self._theme.exact, "best": self._theme.ink}.get(name, self._theme.quiet)

    def _axis_labels(self) -> list[Label]:
        area, type_, plot = self._area, self._type, self.plot
        ticks = self.across.spaced_ticks(type_.width, 3.0 * SPACE)
        under = QRectF(plot.left(), plot.bottom(), area.right() - plot.left(), 2.0 * type_.height)
        below = labels_below(ticks, self.across, under.top(), under, type_, self._theme)
        beside = labels_beside(self._ticks, self.up, plot.left(), area, type_, self._theme)
        height = self._name_type.height
        foot = QRectF(area.left(), area.bottom() - height, area.width(), height)
        text = "constant baseline b"
        return [*below, *beside, Label(text, foot, self._theme.quiet, self._name_type, RIGHT)]

    def _mark_labels(self) -> list[Label]:
        """Return the names of the marked baselines, above the plot on as many lines as needed."""
        labels: list[Label] = []
        for name, b in self._facts.marked.items():
            text, line = f"b = {name}" if name != "best" else "best b", 0
            while (label := self._mark_label(text, b, self._color(name), line)) and any(
                label.extent.intersects(other.extent) for other in labels
            ):
                line += 1
            labels.append(label)
        return labels

    def _mark_label(self, text: str, baseline: float, color: QColor, line: int) -> Label:
        type_, plot = self._type, self.plot
        width = type_.width(text) + 2.0 * SPACE
        left = min(
            max(self.across.pixel(baseline) - width / 2.0, plot.left()), plot.right() - width
        )
        top = plot.top() - (line + 1) * type_.height
        return Label(text, QRectF(left, top, width, type_.height), color, type_, MIDDLE)
