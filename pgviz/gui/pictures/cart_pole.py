"""CartPole as Gymnasium has it: a pole of length 1 on a cart, upright at angle 0."""

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from pgviz.gui.pictures.marks import line_pen
from pgviz.gui.pictures.solids import paint_disc, paint_push, paint_rod
from pgviz.gui.theme import Theme, mixed

TRACK, POLE = 2.4, 1.0  # where the cart leaves the track, and the pole's length
CART = QRectF(-0.25, -0.15, 0.5, 0.3)
FALLEN = math.radians(12.0)


class CartPole:
    """State: position, velocity, angle, angular velocity."""

    bounds = QRectF(-2.75, -0.42, 5.5, 1.84)

    def paint_scenery(self, painter: QPainter, theme: Theme) -> None:
        painter.setPen(line_pen(theme.faint, 1.2))
        painter.drawLine(QLineF(-TRACK, CART.top(), TRACK, CART.top()))
        for end in (-TRACK, TRACK):
            painter.drawLine(QLineF(end, CART.top() - 0.12, end, CART.top() + 0.12))

    def paint_body(self, painter: QPainter, state: np.ndarray, theme: Theme) -> None:
        cart = QPointF(state[0], 0.0)
        painter.setPen(line_pen(theme.line, 1.0))
        for angle in (-FALLEN, FALLEN):
            painter.drawLine(QLineF(cart, _tip(cart, angle)))
        painter.setPen(line_pen(theme.ink, 1.2))
        painter.setBrush(mixed(theme.dynamics, theme.card, 0.35))
        painter.drawRoundedRect(CART.translated(cart), 0.06, 0.06)
        paint_rod(painter, cart, _tip(cart, state[2]), 0.1, theme.weight)
        paint_disc(painter, cart, 0.07, theme.ink)

    def paint_ghost(self, painter: QPainter, state: np.ndarray, color: QColor) -> None:
        cart = QPointF(state[0], 0.0)
        painter.setPen(line_pen(color, 1.5))
        painter.drawLine(QLineF(cart, _tip(cart, state[2])))

    def paint_action(
        self, painter: QPainter, state: np.ndarray, action: np.ndarray | int, theme: Theme
    ) -> None:
        side = 1.0 if int(action) == 1 else -1.0
        start = QPointF(state[0] + side * (CART.width() / 2.0 + 0.05), 0.0)
        paint_push(painter, start, QPointF(0.42 * side, 0.0), theme.score)


def _tip(cart: QPointF, angle: float) -> QPointF:
    return cart + POLE * QPointF(math.sin(angle), math.cos(angle))
