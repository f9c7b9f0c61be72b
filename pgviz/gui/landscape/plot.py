"""J over a line or a plane of θ, and the paths of the branches on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pgviz.gui.curves.strokes import draw_polyline
from pgviz.gui.landscape.frame import Frame
from pgviz.gui.landscape.legend import OBJECTIVE, Key, Legend, color_of
from pgviz.gui.landscape.paths import Path
from pgviz.gui.landscape.plane import Plane
from pgviz.gui.landscape.relief import draw_relief
from pgviz.gui.lettering import Label, draw_labels
from pgviz.gui.scale import finite_range
from pgviz.gui.theme import Theme

LINE, DOT, END, RING = 2.0, 1.8, 4.0, 6.0  # px: of a path, its points, its end, and the cursor
NEAR = 8.0  # px, from which a point of a path is meant


@dataclass(frozen=True, eq=False)
class Landscape:
    """What is drawn: J on the grid of a plane, and paths with J at their points."""

    plane: Plane
    values: np.ndarray  # [points], or [up, across]
    paths: tuple[Path, ...]  # the present branch's last

    @cached_property
    def range(self) -> tuple[float, float]:
        """The least and the largest J."""
        return finite_range(self.values)

    def spots(self, thetas: np.ndarray) -> np.ndarray:
        """Return where θ [points, parameters] lies: along and across, or along and J there."""
        places = self.plane.places(thetas)
        if not self.plane.is_line:
            return places
        grid = np.linspace(self.plane.lows[0], self.plane.highs[0], len(self.values))
        return np.column_stack([places[:, 0], np.interp(places[:, 0], grid, self.values)])


class LandscapePlot:
    """A landscape in an area."""

    def __init__(self, area: QRectF, landscape: Landscape, theme: Theme) -> None:
        self.landscape, self._theme = landscape, theme
        plane = landscape.plane
        across = float(plane.lows[0]), float(plane.highs[0]), plane.names[0]
        low, high = landscape.range
        margin = 0.05 * (high - low) or 1.0
        up = low - margin, high + margin, OBJECTIVE
        if not plane.is_line:
            up = float(plane.lows[1]), float(plane.highs[1]), plane.names[1]
        self.frame = Frame(area, across, up, theme)
        self._pixels = [self._places(path.thetas) for path in landscape.paths]
        self._legend = Legend(landscape.paths, self.frame.above, theme)
        self._key = None if plane.is_line else Key(landscape.range, self.frame.below, theme)

    @property
    def labels(self) -> list[Label]:
        """All that is written."""
        key = [] if self._key is None else self._key.labels
        return [*self.frame.labels, *self._legend.labels, *key]

    def draw(self, painter: QPainter) -> None:
        """Draw everything but the cursor."""
        plot, landscape = self.frame.plot, self.landscape
        if self._key is not None:
            draw_relief(painter, plot, landscape.values, self._theme)
            self._key.draw(painter)
        self.frame.draw(painter)
        painter.save()
        painter.setClipRect(plot, Qt.ClipOperation.IntersectClip)
        if landscape.plane.is_line:
            self._draw_curve(painter)
        drawn = list(zip(landscape.paths, self._pixels, strict=True))
        for path, pixels in drawn:
            self._draw_path(painter, path, pixels)
        for path, pixels in drawn:
            self._draw_end(painter, path, pixels[-1])
        painter.restore()
        self._legend.draw(painter)
        draw_labels(painter, self.labels)

    def draw_cursor(self, painter: QPainter, theta: np.ndarray, after: np.ndarray) -> None:
        """Draw where θ is, and how far the update takes it."""
        here, there = (QPointF(*place) for place in self._places(np.array([theta, after])))
        painter.save()
        painter.setClipRect(self.frame.plot, Qt.ClipOperation.IntersectClip)
        painter.setPen(QPen(self._theme.ink, 1.5 * self._theme.line_scale))
        painter.drawLine(here, there)
        painter.setBrush(self._theme.card)
        painter.drawEllipse(here, RING, RING)
        painter.restore()

    def point_at(self, position: QPointF) -> tuple[Path, int] | None:
        """Return the path, and which of its points, that lies under the mouse, if any does."""
        best, nearest = None, NEAR
        for path, pixels in zip(self.landscape.paths, self._pixels, strict=True):
            away = np.hypot(*(pixels - [position.x(), position.y()]).T)
            index = int(away.argmin())
            if away[index] <= nearest:
                best, nearest = (path, index), float(away[index])
        return best

    def theta_at(self, position: QPointF) -> np.ndarray | None:
        """Return the θ of the line or plane that lies under the mouse, if it is on it."""
        if not self.frame.plot.contains(position):
            return None
        place = self.frame.across.value(position.x()), self.frame.up.value(position.y())
        plane = self.landscape.plane
        return plane.thetas(np.array([place[: len(plane.axes)]]))[0]

    def _places(self, thetas: np.ndarray) -> np.ndarray:
        """Return where θ [points, parameters] lies, [points, 2] px."""
        along, across = self.landscape.spots(thetas).T
        return np.column_stack([self.frame.across.pixel(along), self.frame.up.pixel(across)])

    def _draw_curve(self, painter: QPainter) -> None:
        plot = self.frame.plot
        x = np.linspace(plot.left(), plot.right(), len(self.landscape.values))
        pen = QPen(self._theme.exact, LINE * self._theme.line_scale)
        draw_polyline(painter, x, self.frame.up.pixel(self.landscape.values), pen)

    def _draw_path(self, painter: QPainter, path: Path, pixels: np.ndarray) -> None:
        color, scale = color_of(path, self._theme), self._theme.line_scale
        pen = QPen(color, LINE * scale)
        if not self.landscape.plane.is_line:  # on a line it would hide the curve
            draw_polyline(painter, *pixels.T, pen)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for x, y in pixels.tolist():
            painter.drawEllipse(QPointF(x, y), DOT * scale, DOT * scale)

    def _draw_end(self, painter: QPainter, path: Path, pixel: np.ndarray) -> None:
        scale = self._theme.line_scale
        painter.setPen(QPen(self._theme.card, scale))
        painter.setBrush(color_of(path, self._theme))
        painter.drawEllipse(QPointF(*pixel), END * scale, END * scale)


def path_names(paths: Sequence[Path]) -> str:
    """Return how many branches are drawn, in words."""
    return "1 branch" if len(paths) == 1 else f"{len(paths)} branches"
