"""Pendulum as Gymnasium has it: upright at angle 0, angles counter-clockwise."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from pgviz.gui.pictures.marks import line_pen
from pgviz.gui.pictures.solids import paint_disc, paint_rod, paint_torque
from pgviz.gui.theme import Theme, mixed

MOST_TORQUE = 2.0
PIVOT = QPointF(0.0, 0.0)


class Pendulum:
    """State: cos θ, sin θ, angular velocity."""

    bounds = QRectF(-1.25, -1.25, 2.5, 2.5)

    def paint_scenery(self, painter: QPainter, theme: Theme) -> None:
        painter.setPen(line_pen(theme.line, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(PIVOT, 1.0, 1.0)
        painter.setPen(line_pen(theme.estimate, 2.0))
        painter.drawLine(QLineF(0.0, 1.06, 0.0, 1.18))  # where it is to stand

    def paint_body(self, painter: QPainter, state: np.ndarray, theme: Theme) -> None:
        paint_rod(painter, PIVOT, _tip(state), 0.14, theme.weight)
        paint_disc(painter, PIVOT, 0.05, theme.ink)
        paint_disc(painter, _tip(state), 0.05, mixed(theme.card, theme.weight, 0.7))

    def paint_ghost(self, painter: QPainter, state: np.ndarray, color: QColor) -> None:
        painter.setPen(line_pen(color, 1.5))
        painter.drawLine(QLineF(PIVOT, _tip(state)))

    def paint_action(
        self, painter: QPainter, state: np.ndarray, action: np.ndarray | int, theme: Theme
    ) -> None:
        turn = float(np.asarray(action).ravel()[0]) / MOST_TORQUE
        paint_torque(painter, PIVOT, 0.42, turn, theme.score)


def _tip(state: np.ndarray) -> QPointF:
    return QPointF(-float(state[1]), float(state[0]))
