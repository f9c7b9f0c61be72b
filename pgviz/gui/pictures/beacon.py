"""Beacon: the plane with the beacon, the paths to it, and where the policy pushes."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from pgviz.gui.pictures.axes import Axes
from pgviz.gui.pictures.marks import line_pen
from pgviz.gui.pictures.path_picture import PathPicture
from pgviz.gui.pictures.scene import Places, Scene
from pgviz.gui.pictures.strands import Strands
from pgviz.gui.pictures.writing import TINY, line_height, paint_backed_text
from pgviz.gui.points import joined_path
from pgviz.gui.theme import mixed

ARENA = (-1.0, 1.0)
RADIUS = 0.1  # of the beacon, where its arguments don't say
ARROWS = np.linspace(-0.875, 0.875, 8)  # along each axis
LEAST_LINES = 12  # of type: the arena's height from which on the beacon is named in it
EDGE = 8.0  # px around the arena
LONGEST = 0.09  # of the arena's width: the arrow of the hardest push


class BeaconPicture(PathPicture):
    """The arena from above, and an arrow of the mean push μ(s) for a point at rest."""

    legend = (("score", "arrows: mean push μ(s) at rest"),)
    longest_stride = 5
    square = True

    def __init__(self) -> None:
        super().__init__()
        self._axes = Axes.over(QRectF(), ARENA, ARENA)

    def prepare(self, scene: Scene, area: QRectF) -> None:
        # The agent's disc and the marks of ends reach beyond the wall that they lie at.
        side = min(area.width(), area.height()) - 2.0 * EDGE * scene.theme.line_scale**0.5
        square = QRectF(0.0, 0.0, side, side)
        square.moveCenter(area.center())
        self._axes = Axes.over(square, ARENA, ARENA)

    def paint_world(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        theme = scene.theme
        painter.setPen(QPen(theme.line, 1.0))
        painter.setBrush(mixed(theme.background, theme.card, 0.7))
        painter.drawRect(self._axes.area)
        self._paint_push(painter, scene)
        radius = float(scene.view.world.spec.arguments.get("radius", RADIUS))
        size = radius * self._axes.area.width() / 2.0
        painter.setPen(line_pen(theme.estimate, 1.5 * theme.line_scale**0.5))
        painter.setBrush(mixed(theme.estimate, theme.card, 0.3))
        painter.drawEllipse(self._axes.point(0.0, 0.0), size, size)

    def paint_labels(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        theme = scene.theme
        self._paint_starts(painter, scene)
        height = line_height(theme, TINY)
        if self._axes.area.height() < LEAST_LINES * height:
            return
        painter.setFont(theme.font(TINY))
        center = self._axes.point(0.0, 0.0)
        place = QRectF(
            center.x() - 50.0, center.y() + 0.05 * self._axes.area.height(), 100.0, height
        )
        paint_backed_text(painter, place, "beacon", theme)

    def strands(self, scene: Scene, places: Places) -> Strands:
        batch = scene.batch
        observed = places.look_up(batch, batch.observations, batch.last_observations)
        return Strands.through(places, self._axes.points(observed[:, 0], observed[:, 1]))

    def _paint_starts(self, painter: QPainter, scene: Scene) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scene.theme.dynamics)
        for row in np.flatnonzero(self._strands.times == 0):
            painter.drawEllipse(QPointF(*self._strands.points[row].tolist()), 2.0, 2.0)

    def _paint_push(self, painter: QPainter, scene: Scene) -> None:
        places, pushes = _pushes(scene)
        starts = self._axes.points(*places.T)
        ways = pushes * (1.0, -1.0) * (LONGEST * self._axes.area.width())
        color = mixed(scene.theme.score, scene.theme.card, 0.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(line_pen(color))
        painter.drawPath(_arrows(starts - ways / 2.0, ways))


def _pushes(scene: Scene) -> tuple[np.ndarray, np.ndarray]:
    """Return places [n, 2] and the mean push there at rest [n, 2], clipped to its bounds."""
    places = np.stack(np.meshgrid(ARROWS, ARROWS), axis=-1).reshape(-1, 2)
    at_rest = np.hstack([places, np.zeros_like(places)])
    view = scene.view
    return places, np.clip(view.policy.mean(view.iteration.before.theta, at_rest), -1.0, 1.0)


def _arrows(starts: np.ndarray, ways: np.ndarray) -> QPainterPath:
    """Return an arrow from each start [n, 2], its head a third of its way [n, 2] long."""
    tips, across = starts + ways, ways @ np.array([[0.0, 1.0], [-1.0, 0.0]])
    foot = tips - ways / 3.0
    points = np.stack([starts, tips, foot + across / 6.0, tips, foot - across / 6.0], axis=1)
    joined = np.tile([True, True, True, True, False], len(starts))
    x, y = np.ascontiguousarray(points.reshape(-1, 2).T)
    return joined_path(x, y, joined)
