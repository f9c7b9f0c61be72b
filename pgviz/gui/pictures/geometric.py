"""Geometric: the chain of staying and ending, and beside it how long each trajectory stayed."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from pgviz.gui.format import short
from pgviz.gui.pictures.axes import Axes, fit_axes, paint_axes
from pgviz.gui.pictures.marks import line_pen
from pgviz.gui.pictures.path_picture import PathPicture
from pgviz.gui.pictures.policy_arrows import action_probabilities
from pgviz.gui.pictures.scene import Places, Scene
from pgviz.gui.pictures.steady import SteadyRange
from pgviz.gui.pictures.strands import Strands
from pgviz.gui.pictures.writing import LEFT, SMALL, line_height, paint_text
from pgviz.gui.theme import Theme

END, STAY = 0, 1  # the actions
CHAIN_SHARE = 0.36  # of the width


class GeometricPicture(PathPicture):
    """A line a trajectory: one unit to the right for every step."""

    def __init__(self) -> None:
        super().__init__()
        self._axes = Axes.over(QRectF(), (0.0, 1.0), (0.0, 1.0))
        self._longest, self._rows = SteadyRange(), 0

    def prepare(self, scene: Scene, area: QRectF) -> None:
        until = self._longest.follow(scene.batch, 0.0, float(scene.batch.lengths.max()))[1]
        right = area.adjusted(area.width() * CHAIN_SHARE, 0.0, 0.0, 0.0)
        self._rows = self.drawn(scene)
        # The selected one has a line of its own where it isn't among the first.
        rows = self._rows + (scene.selected >= self._rows)
        self._axes = fit_axes(scene.theme, right, (0.0, until * 1.04), (rows + 0.5, 0.5))

    def paint_world(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        paint_axes(painter, self._axes, scene.theme, ("time step t", "trajectory"))
        chain = QRectF(area)
        chain.setWidth(area.width() * CHAIN_SHARE - 8.0)
        _paint_chain(painter, chain, scene)

    def strands(self, scene: Scene, places: Places) -> Strands:
        lines = np.minimum(places.trajectories, self._rows) + 1.0
        return Strands.through(places, self._axes.points(places.times, lines))


def _paint_chain(painter: QPainter, area: QRectF, scene: Scene) -> None:
    theme, line = scene.theme, line_height(scene.theme)
    # Above the states there is the loop, 3 radii high; below them there are two lines.
    radius = max(min(1.5 * line, area.width() / 7.0, (area.height() - 2.0 * line) / 4.6), 1.0)
    y = min(area.center().y() + radius, area.bottom() - 2.0 * line - radius)
    on = QPointF(area.left() + radius + 2.0, y)
    ended = QPointF(area.right() - radius - 2.0, y)
    probabilities = action_probabilities(scene, np.zeros(1, int))[0]
    _paint_loop(painter, on, radius, float(probabilities[STAY]), theme)
    _paint_edge(painter, on, ended, radius, float(probabilities[END]), theme)
    painter.setFont(theme.font(SMALL))
    for center, name in ((on, "on"), (ended, "end")):
        painter.setPen(QPen(theme.dynamics, 1.2))
        painter.setBrush(theme.card)
        painter.drawEllipse(center, radius, radius)
        box = QRectF(center.x() - radius, center.y() - radius, 2.0 * radius, 2.0 * radius)
        paint_text(painter, box, name, theme.ink)
    _paint_chain_labels(painter, area, (on, ended), radius, probabilities, theme)


def _paint_loop(
    painter: QPainter, center: QPointF, radius: float, probability: float, theme: Theme
) -> None:
    loop = QPainterPath(center + QPointF(-0.5, -0.8) * radius)
    loop.cubicTo(
        center + QPointF(-1.2, -3.4) * radius,
        center + QPointF(1.2, -3.4) * radius,
        center + QPointF(0.5, -0.8) * radius,
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(line_pen(theme.score, _width(probability, theme)))
    painter.drawPath(loop)


def _paint_edge(
    painter: QPainter, start: QPointF, end: QPointF, radius: float, probability: float, theme: Theme
) -> None:
    painter.setPen(line_pen(theme.score, _width(probability, theme)))
    tip = end - QPointF(radius + 3.0, 0.0)
    painter.drawLine(QLineF(start + QPointF(radius, 0.0), tip))
    painter.setPen(line_pen(theme.score, 1.5))
    for y in (-4.0, 4.0):
        painter.drawLine(QLineF(tip, tip + QPointF(-5.0, y)))


def _paint_chain_labels(
    painter: QPainter,
    area: QRectF,
    nodes: tuple[QPointF, QPointF],
    radius: float,
    probabilities: np.ndarray,
    theme: Theme,
) -> None:
    line = line_height(theme)
    left, right = nodes
    stay = QRectF(left.x() + 0.9 * radius, left.y() - 2.9 * radius, area.width(), line)
    paint_text(painter, stay, "stay  +1", theme.ink, LEFT)
    paint_text(
        painter,
        stay.translated(0.0, line),
        f"π {short(probabilities[STAY])}",
        theme.score,
        LEFT,
    )
    below = QRectF(left.x(), left.y() + radius, right.x() - left.x(), line)
    paint_text(painter, below, "end  0", theme.ink)
    paint_text(painter, below.translated(0.0, line), f"π {short(probabilities[END])}", theme.score)


def _width(probability: float, theme: Theme) -> float:
    return 1.0 + 6.0 * probability * theme.line_scale**0.5
