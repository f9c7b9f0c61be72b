"""Acrobot as Gymnasium has it: two links of length 1, hanging at angles 0."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from pgviz.gui.pictures.marks import line_pen
from pgviz.gui.pictures.solids import paint_disc, paint_rod, paint_torque
from pgviz.gui.theme import Theme

PIVOT = QPointF(0.0, 0.0)
GOAL = 1.0  # the height that the tip is to reach
TORQUES = (-1.0, 0.0, 1.0)  # of the actions


class Acrobot:
    """State: cos θ1, sin θ1, cos θ2, sin θ2, and two angular velocities."""

    bounds = QRectF(-2.2, -2.2, 4.4, 4.4)

    def paint_scenery(self, painter: QPainter, theme: Theme) -> None:
        painter.setPen(line_pen(theme.estimate, 1.5))
        painter.drawLine(QLineF(-2.1, GOAL, 2.1, GOAL))

    def paint_body(self, painter: QPainter, state: np.ndarray, theme: Theme) -> None:
        elbow, tip = links(state)
        paint_rod(painter, PIVOT, elbow, 0.16, theme.weight)
        paint_rod(painter, elbow, tip, 0.12, theme.weight)
        for joint, radius in ((PIVOT, 0.07), (elbow, 0.06)):
            paint_disc(painter, joint, radius, theme.ink)

    def paint_ghost(self, painter: QPainter, state: np.ndarray, color: QColor) -> None:
        elbow, tip = links(state)
        painter.setPen(line_pen(color, 1.5))
        painter.drawLines([QLineF(PIVOT, elbow), QLineF(elbow, tip)])

    def paint_action(
        self, painter: QPainter, state: np.ndarray, action: np.ndarray | int, theme: Theme
    ) -> None:
        elbow, _ = links(state)
        paint_torque(painter, elbow, 0.38, TORQUES[int(action)], theme.score)


def links(state: np.ndarray) -> tuple[QPointF, QPointF]:
    """Return where the elbow and the tip are, from the angles' cosines and sines."""
    cos1, sin1, cos2, sin2 = state[:4].tolist()
    elbow = QPointF(sin1, -cos1)
    cos12, sin12 = cos1 * cos2 - sin1 * sin2, sin1 * cos2 + cos1 * sin2
    return elbow, elbow + QPointF(sin12, -cos12)
