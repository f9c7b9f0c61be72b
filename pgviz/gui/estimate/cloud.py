"""The trajectory gradients as a cloud in the plane through ĝ, and ĝ as an arrow to its middle."""

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.estimation.projection import Plane
from pgviz.gui.estimate.dots import MOST_TRAJECTORIES, dot_color, draw_dots
from pgviz.gui.estimate.frame import Frame, Range
from pgviz.gui.estimate.marks import draw_arrow, draw_ellipse, draw_triangle
from pgviz.gui.lettering import Label
from pgviz.gui.theme import Theme

DOT, TRIANGLE, RING = 5.0, 7.0, 6.0  # px; of the ring the radius
NEAR = 8.0  # px, from which a dot is pointed at
MARGIN = 0.06  # of a range, at both ends
REACH = 6.0  # single trajectories are shown up to so many times as far as ĝ and its error


class CloudPlot:
    """A dot a trajectory, an arrow for their mean, an ellipse for its error."""

    def __init__(self, frame: Frame, plane: Plane, reached: int, theme: Theme) -> None:
        self.frame, self.reached, self._theme = frame, reached, theme
        self.origin = frame.pixels(np.zeros(2))
        self._places = frame.pixels(plane.points)  # [trajectories, 2] px, some beyond the plot
        self.dots, self.inside = _drawn_in(self._places, self.origin, frame)

    @property
    def labels(self) -> list[Label]:
        """Everything that is written on it."""
        return self.frame.labels

    @property
    def beyond(self) -> int:
        """How many trajectories lie outside of what is shown."""
        return int((~self.inside).sum())

    @property
    def tip(self) -> QPointF:
        """Where the arrow of ĝ ends."""
        return _point(self._places.mean(axis=0))

    def trajectory_at(self, position: QPointF) -> int | None:
        """Return the trajectory whose dot is nearest to `position`, None if none is near."""
        distances = np.hypot(*(self.dots - (position.x(), position.y())).T)
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= NEAR else None

    def draw(self, painter: QPainter) -> None:
        """Draw axes, dots, the error and the arrow."""
        theme, reached = self._theme, self.reached
        self.frame.draw(painter)
        averaged = np.arange(len(self.dots)) < reached
        self._draw_dots(painter, ~averaged, theme.pale(theme.quiet))
        self._draw_dots(painter, averaged, theme.faint)
        self._draw_arrow(painter, self._places, theme.pale(theme.estimate))
        if reached > 1:
            self._draw_error(painter, self._places[:reached])
        if reached:
            self._draw_arrow(painter, self._places[:reached], theme.estimate)

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

    def _draw_error(self, painter: QPainter, averaged: np.ndarray) -> None:
        painter.save()
        painter.setClipRect(self.frame.plot)
        painter.setPen(QPen(self._theme.ink, 1.2 * self._theme.line_scale))
        covariance = np.cov(averaged.T) / len(averaged)
        draw_ellipse(painter, _point(averaged.mean(axis=0)), covariance)
        painter.restore()


def shown_ranges(plane: Plane) -> tuple[Range, Range]:
    """Return the range of each axis: the origin, ĝ, and the g_i that are not too far."""
    scale = float(np.abs(plane.points).max()) or 1.0  # so that squares can't overflow
    points = plane.points / scale
    error = points.std(axis=0) / np.sqrt(len(points))
    limit = REACH * float(np.abs(points.mean(axis=0)).max() + error.max())
    near = np.clip(points, -limit, limit)
    lows, highs = np.minimum(near.min(axis=0), 0.0), np.maximum(near.max(axis=0), 0.0)
    margins = MARGIN * (highs - lows)
    ends = scale * (lows - margins), scale * (highs + margins)
    across, up = np.transpose(ends).tolist()
    return across, up


def _drawn_in(
    places: np.ndarray, origin: np.ndarray, frame: Frame
) -> tuple[np.ndarray, np.ndarray]:
    """Return places drawn in to the edge of the plot, towards the origin, and which were inside."""
    plot, away = frame.plot, places - origin
    edges = np.where(away > 0.0, [plot.right(), plot.bottom()], [plot.left(), plot.top()])
    shares = np.divide(edges - origin, away, out=np.ones_like(away), where=away != 0.0)
    share = np.minimum(shares.min(axis=1), 1.0)
    return origin + share[:, None] * away, share >= 1.0


def _point(place: np.ndarray) -> QPointF:
    return QPointF(float(place[0]), float(place[1]))
