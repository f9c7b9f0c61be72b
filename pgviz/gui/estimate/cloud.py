"""The g_i as a cloud in the plane through ĝ and ∇J, ĝ as an arrow to its middle, ∇J beside it."""

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.estimation.projection import Plane
from pgviz.gui.estimate.arrows import (
    NEAR,
    Named,
    TargetArrow,
    arrow_at,
    draw_expected_arrow,
    draw_mean_error,
    draw_pointed,
    tip_labels,
    veil,
)
from pgviz.gui.estimate.dots import MOST_TRAJECTORIES, dot_color, draw_dots
from pgviz.gui.estimate.frame import Frame
from pgviz.gui.estimate.marks import draw_arrow, draw_triangle
from pgviz.gui.estimate.ranges import drawn_in
from pgviz.gui.estimate.target import Target
from pgviz.gui.lettering import Label, draw_labels
from pgviz.gui.quantity import Quantity
from pgviz.gui.theme import Theme

DOT, TRIANGLE, RING = 5.0, 7.0, 6.0  # px; of the ring the radius


class CloudPlot:
    """A dot a trajectory, an arrow for their mean, an ellipse for its error, an arrow for ∇J."""

    def __init__(
        self, frame: Frame, plane: Plane, reached: int, theme: Theme, target: Target | None = None
    ) -> None:
        self.frame, self.reached, self._theme = frame, reached, theme
        self.origin = frame.pixels(np.zeros(2))
        self._places = frame.pixels(plane.points)  # [trajectories, 2] px, some beyond the plot
        self.dots, self.inside = drawn_in(self._places, self.origin, frame)
        self.target = self._target_arrow(plane, target) if target else None
        self._expected = self._expected_arrow(plane, target) if target else None
        self._names = self._tip_labels(target)

    @property
    def labels(self) -> list[Label]:
        """Everything that is written on it."""
        return [*self.frame.labels, *self._names]

    @property
    def beyond(self) -> int:
        """How many trajectories lie outside of what is shown."""
        return int((~self.inside).sum())

    @property
    def estimate(self) -> QLineF:
        """The arrow of ĝ."""
        return QLineF(_point(self.origin), _point(self._places.mean(axis=0)))

    def quantity_at(self, position: QPointF) -> Quantity | None:
        """Return what the arrow shows whose tip is nearest to `position`, None if none is near."""
        return arrow_at(position, self.estimate, self.target)

    def trajectory_at(self, position: QPointF) -> int | None:
        """Return the trajectory whose dot is nearest to `position`, None if none is near."""
        distances = np.hypot(*(self.dots - (position.x(), position.y())).T)
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= NEAR else None

    def draw(self, painter: QPainter) -> None:
        """Draw axes, dots, the error and the arrows."""
        theme, reached = self._theme, self.reached
        self.frame.draw(painter)
        averaged = np.arange(len(self.dots)) < reached
        self._draw_dots(painter, ~averaged, theme.pale(theme.quiet))
        self._draw_dots(painter, averaged, theme.faint)
        self._draw_arrow(painter, self._places, theme.pale(theme.estimate))
        if self.target is not None:
            self.target.draw(painter)
        if self._expected is not None:
            draw_expected_arrow(painter, self._expected, theme)
        if reached > 1:
            pen = QPen(theme.ink, 1.2 * theme.line_scale)
            draw_mean_error(painter, self._places[:reached], self.frame.plot, pen)
        if reached:
            self._draw_arrow(painter, self._places[:reached], theme.estimate)

    def draw_names(self, painter: QPainter) -> None:
        """Write the names of the arrows over what is drawn."""
        for label in self._names:  # dots and ellipse may lie behind
            painter.fillRect(label.extent, veil(self._theme))
        draw_labels(painter, self._names)

    def draw_pointed(self, painter: QPainter, quantity: Quantity) -> None:
        """Set off the arrow of ĝ or of ∇J."""
        draw_pointed(painter, quantity, self.estimate, self.target, self._theme)

    def draw_trajectory(
        self, painter: QPainter, trajectory: int, color: QColor, share: float
    ) -> None:
        """Draw a ring around a trajectory's dot, at a share of its full size."""
        radius = share * RING * np.sqrt(self._theme.line_scale)
        painter.setPen(QPen(color, 1.6 * self._theme.line_scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(_point(self.dots[trajectory]), radius, radius)

    def _draw_dots(self, painter: QPainter, part: np.ndarray, color: QColor) -> None:
        size = np.sqrt(self._theme.line_scale)
        part = part & (np.arange(len(part)) < MOST_TRAJECTORIES)
        inside, outside = self.dots[part & self.inside], self.dots[part & ~self.inside]
        draw_dots(painter, *inside.T, dot_color(color, len(part)), DOT * size)
        painter.setBrush(color)
        for place in np.unique((outside / TRIANGLE).round(), axis=0) * TRIANGLE:
            across, down = place - self.origin
            angle = math.atan2(down, across)
            draw_triangle(painter, _point(place), angle, TRIANGLE * size)

    def _draw_arrow(self, painter: QPainter, averaged: np.ndarray, color: QColor) -> None:
        line = QLineF(_point(self.origin), _point(averaged.mean(axis=0)))
        draw_arrow(painter, line, color, self._theme.line_scale)

    def _target_arrow(self, plane: Plane, target: Target) -> TargetArrow:
        tip, error = plane.project(target.gradient), target.error_along(plane.axes)
        pixels = None if error is None else self.frame.across.unit * error
        return TargetArrow(_point(self.origin), self.frame.pixel(tip), pixels, self._theme)

    def _expected_arrow(self, plane: Plane, target: Target) -> QLineF | None:
        if target.expected is None:
            return None
        tip = self.frame.pixel(plane.project(target.expected))
        return QLineF(_point(self.origin), tip)

    def _tip_labels(self, target: Target | None) -> list[Label]:
        """Return the names of the arrows, where there are two to be told apart."""
        if target is None or self.target is None:
            return []
        theme = self._theme
        of_estimate = theme.estimate if self.reached else theme.pale_text(theme.estimate)
        spread = self._places.std(axis=0) / np.sqrt(len(self._places))
        arrows = [
            Named("ĝ", self.estimate, of_estimate, tuple(spread.tolist())),
            Named(target.symbol, self.target.line, theme.exact, self.target.reach),
        ]
        if self._expected is not None:
            arrows.append(Named("E[ĝ]", self._expected, theme.estimate, (0.0, 0.0)))
        return tip_labels(arrows, self.frame.plot, theme)


def _point(place: np.ndarray) -> QPointF:
    return QPointF(float(place[0]), float(place[1]))
