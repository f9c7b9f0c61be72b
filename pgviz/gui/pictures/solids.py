"""Parts that mechanisms are made of, in the world's units."""

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from pgviz.gui.pictures.marks import line_pen


def paint_rod(painter: QPainter, start: QPointF, end: QPointF, width: float, color: QColor) -> None:
    """Draw a rod with round ends."""
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QLineF(start, end))


def paint_disc(painter: QPainter, center: QPointF, radius: float, color: QColor) -> None:
    """Draw a disc."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(center, radius, radius)


def paint_push(painter: QPainter, start: QPointF, way: QPointF, color: QColor) -> None:
    """Draw an arrow from `start`, `way` long."""
    length = math.hypot(way.x(), way.y())
    if length < 1e-6:
        return
    tip, along = start + way, way / length
    across = QPointF(-along.y(), along.x())
    size = min(0.5 * length, 0.4 * math.sqrt(length))
    foot = tip - size * along
    painter.setPen(line_pen(color, 2.5))
    painter.drawLine(QLineF(start, foot))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([tip, foot + 0.5 * size * across, foot - 0.5 * size * across]))


def paint_torque(
    painter: QPainter, center: QPointF, radius: float, turn: float, color: QColor
) -> None:
    """Draw an arc with a head, counter-clockwise where `turn` (−1 to 1) is positive."""
    if abs(turn) < 0.02:
        return
    sweep = 250.0 * turn
    painter.setPen(line_pen(color, 2.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    square = QRectF(center.x() - radius, center.y() - radius, 2.0 * radius, 2.0 * radius)
    # Qt counts angles clockwise where y points upwards.
    painter.drawArc(square, round(-16 * (90.0 - sweep / 2.0)), round(-16 * sweep))
    _paint_arc_head(painter, center, radius, math.radians(90.0 + sweep / 2.0), turn, color)


def _paint_arc_head(
    painter: QPainter, center: QPointF, radius: float, angle: float, turn: float, color: QColor
) -> None:
    out = QPointF(math.cos(angle), math.sin(angle))
    along = math.copysign(1.0, turn) * QPointF(-out.y(), out.x())
    tip, size = center + radius * out, 0.4 * radius
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(
        QPolygonF([tip + size * along, tip + 0.5 * size * out, tip - 0.5 * size * out])
    )
