"""What lies behind a term that is pointed at, selected, or reached by the keyboard."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.formula.terms import Term
from pgviz.gui.quantity import Quantity
from pgviz.gui.theme import SPACE, Theme

POINTED, SELECTED = 0.09, 0.16  # opacity, of ink and of the term's own colour
RING = 1.5  # px


@dataclass(frozen=True)
class Marks:
    """The quantities that are pointed at and selected, in whichever panel."""

    pointed: Quantity | None = None
    selected: Quantity | None = None

    def draw(
        self,
        painter: QPainter,
        place: QRectF,
        term: Term,
        theme: Theme,
        under_mouse: bool = False,
        reached: bool = False,
    ) -> None:
        """Draw the marks of a term around its place: transparent, so that they may lie over it."""
        own: QColor = getattr(theme, term.role)
        known = term.quantity is not None
        pointed = under_mouse or (known and term.quantity == self.pointed)
        selected = known and term.quantity == self.selected
        if pointed:
            _fill(painter, place, theme.ink, POINTED)
        if selected:
            _fill(painter, place, own, SELECTED)
        if reached:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.score, RING * theme.line_scale))
            painter.drawRoundedRect(place, SPACE, SPACE)


def _fill(painter: QPainter, place: QRectF, color: QColor, opacity: float) -> None:
    wash = QColor(color)
    wash.setAlphaF(opacity)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(wash)
    painter.drawRoundedRect(place, SPACE, SPACE)
