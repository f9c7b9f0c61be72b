"""J over a line or a plane of θ, and the paths of the branches on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.curves.ghosts import STYLES
from pgviz.gui.curves.strokes import draw_polyline
from pgviz.gui.format import short
from pgviz.gui.landscape.frame import KEY_SHARE, LEGEND_SHARE, Frame
from pgviz.gui.landscape.paths import Path
from pgviz.gui.landscape.plane import Plane
from pgviz.gui.landscape.relief import draw_key, draw_relief
from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.scale import finite_range
from pgviz.gui.theme import SPACE, Theme

LINE, DOT, END, RING = 2.0, 1.8, 4.0, 6.0  # px: of a path, its points, its end, and the cursor
SAMPLE = 14.0  # px, of the line before a name
KEY = 40.0, 8.0  # px, of the bar of colours, in normal type
NEAR = 8.0  # px, from which a point of a path is meant
OBJECTIVE = ("J(θ) exact", "J")


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
        plane, self._type = landscape.plane, Lettering(theme, TICK_POINTS)
        across = float(plane.lows[0]), float(plane.highs[0]), plane.names[0]
        low, high = landscape.range
        margin = 0.05 * (high - low) or 1.0
        up = low - margin, high + margin, OBJECTIVE
        if not plane.is_line:
            up = float(plane.lows[1]), float(plane.highs[1]), plane.names[1]
        self.frame = Frame(area, across, up, theme)
        self._pixels = [self._places(path.thetas) for path in landscape.paths]
        self.names = self._legend()
        self.key = [] if plane.is_line else self._key()

    @property
    def labels(self) -> list[Label]:
        """All that is written."""
        return [*self.frame.labels, *self.names, *self.key]

    def draw(self, painter: QPainter) -> None:
        """Draw everything but the cursor."""
        plot, landscape = self.frame.plot, self.landscape
        if not landscape.plane.is_line:
            draw_relief(painter, plot, landscape.values, self._theme)
            draw_key(painter, self._bar, self._theme)
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
        self._draw_samples(painter)
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
        color, scale = self._color(path), self._theme.line_scale
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
        painter.setBrush(self._color(path))
        painter.drawEllipse(QPointF(*pixel), END * scale, END * scale)

    def _color(self, path: Path) -> QColor:
        if path.is_present:
            return QColor(self._theme.parameter)
        return STYLES[path.number % len(STYLES)].color(self._theme)

    def _legend(self) -> list[Label]:
        """Return names of several branches above the plot, from the right, as many as fit."""
        if len(self.landscape.paths) == 1:
            return []
        labels: list[Label] = []
        right, least = self.frame.above.right(), self.frame.above.width() * (1.0 - LEGEND_SHARE)
        for path in self.landscape.paths[::-1]:
            text = self._type.elided(path.name, 0.4 * self.frame.above.width())
            width = self._type.width(text)
            left = right - width
            if left - SAMPLE - SPACE < self.frame.above.left() + least:
                break
            box = QRectF(left, self.frame.above.top(), width, self._type.height)
            labels.append(Label(text, box, self._color(path), self._type, LEFT))
            right = left - SAMPLE - 4.0 * SPACE
        return labels

    def _draw_samples(self, painter: QPainter) -> None:
        for label in self.names:
            y, right = label.box.center().y(), label.box.left() - SPACE
            painter.setPen(QPen(label.color, LINE * self._theme.line_scale))
            painter.drawLine(QPointF(right - SAMPLE + SPACE, y), QPointF(right, y))

    def _key(self) -> list[Label]:
        """Return what the ends of the bar of colours mean, and set where that lies."""
        low, high = (short(each) for each in self.landscape.range)
        below, type_ = self.frame.below, self._type
        texts = f"{OBJECTIVE[0]}  {low}", high
        wide, thick = (side * self._theme.type_scale for side in KEY)
        if type_.width("".join(texts)) + wide + 2.0 * SPACE > KEY_SHARE * below.width():
            texts = f"J {low}", high
        left = below.left() + type_.width(texts[0]) + SPACE
        self._bar = QRectF(left, below.center().y() - thick / 2.0, wide, thick)
        first = QRectF(below.left(), below.top(), type_.width(texts[0]), below.height())
        last = QRectF(left + wide + SPACE, below.top(), type_.width(high), below.height())
        color = self._theme.exact
        return [
            Label(text, box, color, type_, LEFT)
            for text, box in zip(texts, (first, last), strict=True)
        ]


def path_names(paths: Sequence[Path]) -> str:
    """Return how many branches are drawn, in words."""
    return "1 branch" if len(paths) == 1 else f"{len(paths)} branches"
