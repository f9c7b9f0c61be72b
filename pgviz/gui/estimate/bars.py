"""Parameter by parameter: ĝ with its standard error, over the g_i it averages, and ∇J below."""

from functools import cached_property

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.axes import draw_grid, labels_below
from pgviz.gui.estimate.bar_values import BarValues
from pgviz.gui.estimate.dots import MOST_TRAJECTORIES, dot_color, draw_dots, jitter
from pgviz.gui.estimate.lanes import share_row
from pgviz.gui.estimate.marks import draw_bars, draw_expected, draw_triangle, draw_whiskers
from pgviz.gui.estimate.rows import Rows
from pgviz.gui.lettering import TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.quantity import Quantity
from pgviz.gui.scale import Scale
from pgviz.gui.theme import SPACE, Theme

MARGIN = 0.04  # of the axis, at both ends
DOT, TRIANGLE = 3.0, 5.0  # px


class BarPlot:
    """Draws values beside their rows on a common axis."""

    def __init__(
        self, area: QRectF, rows: Rows, values: BarValues, span: tuple[float, float], theme: Theme
    ) -> None:
        """Show `span` in the part of `area` that the names of the rows leave."""
        self.rows, self.values, self._theme = rows, values, theme
        type_ = Lettering(theme, TICK_POINTS)
        left, right = area.left() + rows.names_width + 2.0 * SPACE, area.right() - 2.0 * SPACE
        self.plot = QRectF(left, area.top(), max(right - left, 1.0), rows.bottom - area.top())
        margin = MARGIN * (span[1] - span[0])
        self.scale = Scale(span[0] - margin, span[1] + margin, left, self.plot.right())
        self._ticks = self.scale.spaced_ticks(type_.width, 4.0 * SPACE)
        below = self.plot.bottom() + SPACE / 2.0
        written = labels_below(self._ticks, self.scale, below, area, type_, theme)
        self.labels: list[Label] = [*rows.labels, *written]
        self.lanes = share_row(rows.height, theme, target=values.target is not None)
        self.middles = rows.centers + self.lanes.shift  # [rows] px, of ĝ and its g_i
        self._below = rows.centers + self.lanes.target_shift  # [rows] px, of ∇J

    @cached_property
    def beyond(self) -> np.ndarray:
        """How many g_i lie below and above what the axis shows, [2, rows]."""
        gradients = self.values.gradients
        sides = gradients < self.scale.low, gradients > self.scale.high
        return np.stack([side.sum(axis=0) for side in sides])

    def beyond_of(self, parameter: int) -> int:
        """Return how many g_i of a parameter that is shown lie beyond the axis."""
        return int(self.beyond[:, self.rows.of(parameter)].sum())

    def parameter_at(self, position: QPointF) -> int | None:
        """Return the parameter whose row lies under `position`."""
        row = self.rows.at(position.y()) if position.x() <= self.plot.right() else None
        return None if row is None else int(self.rows.parameters[row])

    def quantity_at(self, position: QPointF) -> Quantity | None:
        """Return what the bar under `position` shows, None beside the plot."""
        row = self.rows.at(position.y())
        if row is None or not self.plot.contains(position):
            return None
        below = position.y() > self.rows.centers[row] + self.lanes.border
        return "gradient" if below else "estimate"

    def draw(self, painter: QPainter) -> None:
        """Draw grid, bars, dots, whiskers and names."""
        theme, values = self._theme, self.values
        draw_grid(painter, theme, self.plot, across=(self.scale, self._ticks))
        self._draw_bars(painter, values.final, theme.pale(theme.estimate))
        if values.mean is not None:
            self._draw_bars(painter, values.mean, theme.estimate)
        if values.target is not None:
            thick = self.lanes.target_thick
            values.target.draw(painter, self.scale, self._below, thick, theme)
        self._draw_dots(painter)
        self._draw_edges(painter, *self.beyond.astype(bool), theme.faint)
        if values.mean is None:
            self._draw_error(painter, values.final, values.final_error, theme.pale(theme.ink))
        else:
            self._draw_error(painter, values.mean, values.error, theme.ink)
        if values.expected is not None:
            self._draw_expected(painter, values.expected)
        draw_labels(painter, self.labels)

    def outline(self, painter: QPainter, quantity: Quantity, color: QColor) -> None:
        """Outline every bar of ĝ or of ∇J."""
        values, pen = self.values, QPen(color, 1.4 * self._theme.line_scale)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if quantity == "estimate":
            shown = values.final if values.mean is None else values.mean
            draw_bars(painter, self.scale, shown, self.middles, self.lanes.thick, pen)
        elif quantity == "gradient" and values.target is not None:
            thick = self.lanes.target_thick
            values.target.outline(painter, self.scale, self._below, thick, pen)

    def draw_parameter(self, painter: QPainter, parameter: int | None, color: QColor) -> None:
        """Outline the row of a parameter, if it is shown."""
        row = self.rows.of(parameter)
        if row is None:
            return
        top = self.rows.centers[row] - self.rows.height / 2.0
        box = QRectF(self.plot.left(), top, self.plot.width(), self.rows.height)
        painter.setPen(QPen(color, self._theme.line_scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3.0, 3.0)

    def draw_trajectory(
        self, painter: QPainter, trajectory: int, color: QColor, share: float
    ) -> None:
        """Mark a trajectory's gradient in every row by a line, over a share of its height."""
        half = share * min(self.rows.height / 2.0 + self.lanes.shift, 2.0 * self.lanes.depth)
        values = self.values.gradients[trajectory]
        below, above = values < self.scale.low, values > self.scale.high
        shown = ~(below | above)
        places = self.scale.pixel(values[shown]).tolist()
        pairs = zip(places, self.middles[shown].tolist(), strict=True)
        painter.setPen(QPen(color, 1.6 * self._theme.line_scale))
        painter.drawLines([QLineF(x, y - half, x, y + half) for x, y in pairs])
        self._draw_edges(painter, below, above, color)

    def _draw_bars(self, painter: QPainter, values: np.ndarray, color: QColor) -> None:
        painter.setBrush(color)
        draw_bars(painter, self.scale, values, self.middles, self.lanes.thick)

    def _draw_expected(self, painter: QPainter, values: np.ndarray) -> None:
        places = self.scale.pixel(values).tolist()
        for x, y in zip(places, self.middles.tolist(), strict=True):
            draw_expected(painter, x, y, self._theme)

    def _draw_dots(self, painter: QPainter) -> None:
        theme, size = self._theme, DOT * np.sqrt(self._theme.line_scale)
        x = self.scale.pixel(self.values.gradients[:MOST_TRAJECTORIES])
        inside = (x >= self.plot.left()) & (x <= self.plot.right())
        y = self.middles + self.lanes.depth * jitter(len(x))[:, None]
        averaged = np.arange(len(x))[:, None] < self.values.reached
        for part, color in (~averaged, theme.pale(theme.quiet)), (averaged, theme.faint):
            thin = dot_color(color, len(x))
            draw_dots(painter, x[part & inside], y[part & inside], thin, size)

    def _draw_edges(
        self, painter: QPainter, below: np.ndarray, above: np.ndarray, color: QColor
    ) -> None:
        """Draw a triangle in the rows [rows] where something lies beyond the axis."""
        painter.setBrush(color)
        for y in self.middles[below].tolist():
            draw_triangle(painter, QPointF(self.plot.left() - TRIANGLE, y), np.pi, TRIANGLE)
        for y in self.middles[above].tolist():
            draw_triangle(painter, QPointF(self.plot.right() + TRIANGLE, y), 0.0, TRIANGLE)

    def _draw_error(
        self, painter: QPainter, values: np.ndarray, error: np.ndarray | None, color: QColor
    ) -> None:
        if error is not None:
            cap = min(0.3 * self.lanes.thick, 4.0 * self._theme.type_scale)
            painter.setPen(QPen(color, 1.2 * self._theme.line_scale))
            draw_whiskers(painter, self.scale, values - error, values + error, self.middles, cap)
