"""The mark of a row whose quantity is pointed at in the derivation."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from pgviz.gui.theme import SPACE

WASH = 0.14  # of the quantity's colour, over what is drawn


def mark_row(painter: QPainter, area: QRectF, color: QColor) -> None:
    """Lay a thin wash of the colour over a row, name and all."""
    wash = QColor(color)
    wash.setAlphaF(WASH)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(wash)
    painter.drawRoundedRect(area, SPACE, SPACE)
