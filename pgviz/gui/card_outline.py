"""The rounded ground of a card, painted by each of its two parts."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from pgviz.gui.theme import RADIUS, SPACE, Theme

PADDING = 3 * SPACE


def paint_card(widget: QWidget, theme: Theme, *, top: bool) -> None:
    """Paint the upper or the lower half of a rounded card over the whole widget."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    # The half of the outline that belongs to the other part lies outside of the widget.
    area.adjust(0.0, 0.0 if top else -2.0 * RADIUS, 0.0, 2.0 * RADIUS if top else 0.0)
    outline = QPainterPath()
    outline.addRoundedRect(area, RADIUS, RADIUS)
    painter.setPen(QPen(theme.line, 1.0))
    painter.fillPath(outline, theme.card)
    painter.drawPath(outline)
