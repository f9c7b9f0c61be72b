"""MountainCar as Gymnasium has it: a car in a valley whose height is sin 3x."""

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from pgviz.gui.pictures.marks import line_pen
from pgviz.gui.pictures.solids import paint_disc, paint_push
from pgviz.gui.theme import Theme, mixed

LEFT, RIGHT = -1.2, 0.6
WHEEL = 0.035


class MountainCar:
    """State: position, velocity. `pushes` are those of listed actions; a vector is one itself."""

    bounds = QRectF(LEFT - 0.05, -0.02, RIGHT - LEFT + 0.1, 1.36)
    pushes = (-1.0, 0.0, 1.0)

    def __init__(self, goal: float) -> None:
        self._goal = goal
        xs = np.linspace(LEFT, RIGHT, 60).tolist()
        self._hill = QPolygonF([QPointF(x, height(x)) for x in xs])

    def paint_scenery(self, painter: QPainter, theme: Theme) -> None:
        ground = QPolygonF([*self._hill, QPointF(RIGHT, 0.0), QPointF(LEFT, 0.0)])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(theme.dynamics, theme.card, 0.1))
        painter.drawPolygon(ground)
        painter.setPen(line_pen(theme.dynamics, 1.5))
        painter.drawPolyline(self._hill)
        self._paint_flag(painter, theme)

    def paint_body(self, painter: QPainter, state: np.ndarray, theme: Theme) -> None:
        painter.save()
        self._to_car(painter, float(state[0]))
        painter.setPen(line_pen(theme.card, 1.0))
        painter.setBrush(theme.weight)
        painter.drawRoundedRect(QRectF(-0.1, WHEEL, 0.2, 0.08), 0.02, 0.02)
        for x in (-0.055, 0.055):
            paint_disc(painter, QPointF(x, WHEEL), WHEEL, theme.ink)
        painter.restore()

    def paint_ghost(self, painter: QPainter, state: np.ndarray, color: QColor) -> None:
        x = float(state[0])
        paint_disc(painter, QPointF(x, height(x) + WHEEL), WHEEL, color)

    def paint_action(
        self, painter: QPainter, state: np.ndarray, action: np.ndarray | int, theme: Theme
    ) -> None:
        push = self.pushes[action] if isinstance(action, int) else float(action[0])
        painter.save()
        self._to_car(painter, float(state[0]))
        start = QPointF(math.copysign(0.12, push), 0.075)
        paint_push(painter, start, QPointF(0.2 * push, 0.0), theme.score)
        painter.restore()

    def _to_car(self, painter: QPainter, x: float) -> None:
        painter.translate(x, height(x))
        painter.rotate(math.degrees(math.atan(3.0 * 0.45 * math.cos(3.0 * x))))

    def _paint_flag(self, painter: QPainter, theme: Theme) -> None:
        foot = QPointF(self._goal, height(self._goal))
        top = foot + QPointF(0.0, 0.24)
        painter.setPen(line_pen(theme.estimate, 1.5))
        painter.drawLine(QLineF(foot, top))
        painter.setBrush(theme.estimate)
        painter.drawPolygon([top, top + QPointF(-0.12, -0.05), top + QPointF(0.0, -0.1)])


def height(x: float) -> float:
    """Return how high the hill is at x, as Gymnasium draws it."""
    return 0.45 * math.sin(3.0 * x) + 0.55
