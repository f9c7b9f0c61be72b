"""The rounded ground of a card, painted by each of its two parts."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QWidget

from pgviz.gui.theme import RADIUS, SPACE, Theme

PADDING = 3 * SPACE


def paint_card(widget: QWidget, theme: Theme, *, top: bool) -> None:
    """Paint the upper or the lower half of a rounded card over the whole widget."""
    with QPainter(widget) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.line, 1.0))
        half = _upper_half(QRectF(widget.rect()))
        if not top:
            half = QTransform(1.0, 0.0, 0.0, -1.0, 0.0, widget.height()).map(half)
        painter.fillPath(half, theme.card)
        if theme.outlines_cards:
            painter.drawPath(half)


def _upper_half(area: QRectF) -> QPainterPath:
    """Return the outline of an area, open below; no part of it lies outside, for SVG cuts none."""
    left, right, top, round_ = area.left() + 0.5, area.right() - 0.5, area.top() + 0.5, 2.0 * RADIUS
    path = QPainterPath()
    path.moveTo(left, area.bottom())
    path.arcTo(left, top, round_, round_, 180.0, -90.0)
    path.arcTo(right - round_, top, round_, round_, 90.0, -90.0)
    path.lineTo(right, area.bottom())
    return path
