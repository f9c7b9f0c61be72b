"""Small type in the pictures: measured before it is written."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from pgviz.gui.theme import Theme

SMALL, TINY = 8.5, 8.0  # pt
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
LEFT, RIGHT, CENTER = (
    int(side | _MIDDLE)
    for side in (
        Qt.AlignmentFlag.AlignLeft,
        Qt.AlignmentFlag.AlignRight,
        Qt.AlignmentFlag.AlignHCenter,
    )
)


def fitting(candidates: Iterable[str], font: QFont, width: float) -> str:
    """Return the first text that is at most `width` px wide, or none."""
    metrics = QFontMetricsF(font)
    return next((text for text in candidates if metrics.horizontalAdvance(text) <= width), "")


def paint_text(
    painter: QPainter,
    area: QRectF,
    text: str,
    color: QColor,
    side: int = CENTER,
) -> None:
    """Write one line in the painter's font; it is never cut, so measure it first."""
    painter.setPen(color)
    painter.drawText(area, side, text)


def paint_backed_text(painter: QPainter, area: QRectF, text: str, theme: Theme) -> None:
    """Write one line on a patch of the card's colour, so that paths below it don't disturb."""
    painter.setPen(theme.ink)  # without a pen a text has no extent
    patch = painter.boundingRect(area, CENTER, text)
    backing = QColor(theme.card)
    backing.setAlphaF(0.72)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(backing)
    painter.drawRoundedRect(patch.adjusted(-2.0, 0.5, 2.0, -0.5), 2.0, 2.0)
    paint_text(painter, area, text, theme.ink)


def line_height(theme: Theme, points: float = SMALL) -> float:
    """Return the height of a line of type, px."""
    return QFontMetricsF(theme.font(points)).height()
