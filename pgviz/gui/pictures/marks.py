"""The marks that all pictures share: curves, the agent, and ends."""

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from pgviz.gui.theme import Theme

FEW_POINTS = 40  # a wide line takes 6 µs a point, a thin one a thirtieth
THINNEST = 0.3  # of a path's colour is left in the densest crowd


def line_pen(color: QColor, width: float = 1.0) -> QPen:
    """Return a pen of `width` px, whatever the painter's transform."""
    pen = QPen(color, width)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def paint_curve(
    painter: QPainter, path: QPainterPath, color: QColor, width: float, most: int = FEW_POINTS
) -> None:
    """Draw a line of about `width` px; one of many points as thin lines side by side."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if path.elementCount() <= most:
        painter.setPen(line_pen(color, width))
        painter.drawPath(path)
        return
    painter.setPen(line_pen(color))
    reach = (width - 1.0) / 2.0
    for dx, dy in _around(reach):
        painter.translate(dx, dy)
        painter.drawPath(path)
        painter.translate(-dx, -dy)


def thinned(color: QColor, room: float) -> QColor:
    """Return the colour of a path that has `room` px of width: the less, the less it covers."""
    thin = QColor(color)
    thin.setAlphaF(min(max(room, THINNEST), 1.0))
    return thin


def _around(reach: float) -> tuple[tuple[float, float], ...]:
    if reach < 0.4:
        return ((0.0, 0.0),)
    near = ((-reach, 0.0), (reach, 0.0), (0.0, -reach), (0.0, reach))
    return near if reach < 1.2 else (*near, *_around(reach - 1.0))


def paint_bright(painter: QPainter, path: QPainterPath, theme: Theme) -> None:
    """Draw the selected trajectory: thick, with a halo that parts it from the others."""
    width = 3.0 * theme.line_scale
    paint_curve(painter, path, theme.card, width + 2.5)
    paint_curve(painter, path, theme.weight, width)


def paint_agent(painter: QPainter, center: QPointF, theme: Theme, radius: float = 6.0) -> None:
    """Draw the agent: a disc with the card's colour around it."""
    size = radius * theme.line_scale**0.5
    painter.setPen(QPen(theme.card, 2.0))
    painter.setBrush(theme.weight)
    painter.drawEllipse(center, size, size)


def paint_ring(painter: QPainter, center: QPointF, theme: Theme, radius: float = 7.0) -> None:
    """Draw a ring around what is pointed at."""
    size = radius * theme.line_scale**0.5
    painter.setPen(QPen(theme.ink, 1.5 * theme.line_scale))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(center, size, size)


def paint_end(
    painter: QPainter, center: QPointF, color: QColor, *, terminated: bool, size: float = 3.0
) -> None:
    """Draw how a trajectory ends: a dot where the world ended it, two strokes where it was cut."""
    if terminated:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(center, size, size)
        return
    painter.setPen(line_pen(color, max(size / 2.2, 1.0)))
    slant = QPointF(size * 0.6, -size * 1.2)
    for shift in (QPointF(-size * 0.55, 0.0), QPointF(size * 0.55, 0.0)):
        painter.drawLine(QLineF(center + shift - slant, center + shift + slant))
