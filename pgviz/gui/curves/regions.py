"""Parts of a plot that mean something: tinted, and named where there is room."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.theme import SPACE, Theme, mixed

TINT = 0.08  # of the colour in the card's


def draw_below(painter: QPainter, plot: QRectF, edge: float, text: str, theme: Theme) -> None:
    """Tint what lies below an edge, px, and say what it means."""
    area = QRectF(plot.left(), edge, plot.width(), plot.bottom() - edge)
    painter.fillRect(area, mixed(theme.negative, theme.card, TINT))
    type_ = Lettering(theme, TICK_POINTS)
    fits = type_.width(text) + 2.0 * SPACE <= area.width() and type_.height <= area.height()
    if fits:
        line = QRectF(area.left() + SPACE, area.bottom() - type_.height, 0.0, type_.height)
        line.setRight(area.right())
        draw_labels(painter, [Label(text, line, theme.pale_text(theme.negative), type_, LEFT)])


def outline(painter: QPainter, plot: QRectF, theme: Theme) -> None:
    """Set off a plot whose quantity is pointed at."""
    painter.setPen(QPen(theme.ink, 1.4 * theme.line_scale))
    painter.drawRect(plot)
