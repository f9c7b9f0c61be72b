"""Parts of a plot that mean something: tinted, and named where there is room."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering
from pgviz.gui.theme import SPACE, Theme, mixed

TINT = 0.08  # of the colour in the card's


PLACES = (0.0, 1.0, 0.5)  # of the width, where the words may stand: the first that is free


def ground(theme: Theme) -> QColor:
    """Return the tint."""
    return mixed(theme.negative, theme.card, TINT)


def draw_below(painter: QPainter, plot: QRectF, edge: float, theme: Theme) -> None:
    """Tint what lies below an edge, px."""
    area = QRectF(plot.left(), edge, plot.width(), plot.bottom() - edge)
    painter.fillRect(area, ground(theme))


def name_below(
    plot: QRectF, edge: float, text: str, theme: Theme, is_free: Callable[[QRectF], bool]
) -> Label | None:
    """Return what to say below an edge, px, where it is free if it can be; None without room."""
    type_ = Lettering(theme, TICK_POINTS)
    width, height = type_.width(text), type_.height
    spare = plot.width() - width - 2.0 * SPACE
    if spare < 0.0 or height > plot.bottom() - edge:
        return None
    first = QRectF(plot.left() + SPACE, plot.bottom() - height, width, height)
    places = [first.translated(share * spare, 0.0) for share in PLACES]
    place = next(filter(is_free, places), first)
    return Label(text, place, theme.pale_text(theme.negative), type_, LEFT)


def outline(painter: QPainter, plot: QRectF, theme: Theme) -> None:
    """Set off a plot whose quantity is pointed at."""
    painter.setPen(QPen(theme.ink, 1.4 * theme.line_scale))
    painter.drawRect(plot)
