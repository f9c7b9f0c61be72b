"""A formula with live numbers under its terms, as it is drawn."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pgviz.gui.formula.captions import Caption
from pgviz.gui.formula.drawing import Drawing, Drawings
from pgviz.gui.formula.marks import Marks
from pgviz.gui.formula.placing import caption_places
from pgviz.gui.formula.terms import Formula, Term, named_terms, written_below
from pgviz.gui.quantity import Quantity
from pgviz.gui.theme import SPACE, Theme

POINTS = 8.5  # of the numbers
VEIL = 0.7  # how much of the card covers a pale term
LARGEST = 1.15  # of the size it is typeset in, at a type scale of 1
BREATH = SPACE  # px above the formula, and between it and the numbers


class PaintedFormula(QWidget):
    """Draws a formula as large as its width and height allow."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, drawings: Drawings | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawings = drawings or Drawings()
        self._formula: Formula = ()
        self._captions: Mapping[str, Caption] = {}
        self._pale: frozenset[str] = frozenset()
        self._pointed = self._reached = ""  # names of terms: by the mouse, by the keyboard
        self._marks = Marks()
        self.setFixedHeight(0)  # until there is a formula

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme = theme
        self.update()

    def show_formula(
        self,
        formula: Formula,
        captions: Mapping[str, Caption],
        pale: frozenset[str] = frozenset(),
    ) -> None:
        """Show a formula, captions under the terms of these names, and some terms pale."""
        if (formula, captions, pale) != (self._formula, self._captions, self._pale):
            self._formula, self._captions, self._pale = formula, captions, pale
            self.setAccessibleDescription(self._spoken())
            self.update()

    def mark(self, pointed: Quantity | None, selected: Quantity | None) -> None:
        """Mark the terms of a quantity that is pointed at anywhere, and of one that is selected."""
        marks = Marks(pointed, selected)
        if marks != self._marks:
            self._marks = marks
            self.update()

    def height_for(self, width: int, most: int) -> int:
        """Return the height wanted at a width, of at most so many pixels."""
        if not self._formula:
            return 0
        box = self._drawing().box
        scale = min(width / box.width(), LARGEST * self._theme.type_scale)
        return round(min(scale * box.height() + self._below() + BREATH, float(most)))

    def formula_area(self) -> QRectF:
        """Return where the formula stands, in pixels of the widget."""
        box = self._drawing().box
        room = max(self.height() - self._below() - BREATH, 1.0)
        scale = min(room / box.height(), self.width() / box.width())
        return QRectF(0.0, BREATH, scale * box.width(), scale * box.height())

    def term_place(self, name: str) -> QRectF:
        """Return where a term stands, in pixels of the widget; empty where there is none."""
        return self._drawing().place(name, self.formula_area())

    def caption_places(self) -> dict[str, QRectF]:
        """Return where the numbers are written, none over another."""
        metrics, top = self._metrics(), self.formula_area().bottom() + BREATH
        middles = {name: self.term_place(name).center().x() for name in self._names()}
        widths = {name: metrics.horizontalAdvance(text) for name, text in self._written().items()}
        return {
            name: QRectF(left, top, widths[name], metrics.height())
            for name, left in caption_places(widths, middles, self.width()).items()
        }

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._formula:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_marks(painter)
            self._drawing().draw(painter, self.formula_area())
            self._draw_captions(painter)
            self._veil(painter)

    def _draw_marks(self, painter: QPainter) -> None:
        inside = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        for term in self._terms():
            under_mouse, reached = term.name == self._pointed, self._is_reached(term.name)
            place = self.term_place(term.name).adjusted(-2.0, -2.0, 2.0, 2.0) & inside
            self._marks.draw(painter, place, term, self._theme, under_mouse, reached)

    def _draw_captions(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font(POINTS))
        roles, written = {term.name: term.role for term in self._terms()}, self._written()
        for name, place in self.caption_places().items():
            role = "quiet" if roles[name] == "ink" else roles[name]
            painter.setPen(getattr(self._theme, role))
            side = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
            painter.drawText(place, side, written[name])

    def _veil(self, painter: QPainter) -> None:
        """Cover what has not been computed yet with the card's colour, so that it is pale."""
        veil = QColor(self._theme.card)
        veil.setAlphaF(VEIL)
        captions = self.caption_places()
        for name in self._pale:
            for place in (self.term_place(name), captions.get(name, QRectF())):
                painter.fillRect(place.adjusted(-1.0, -1.0, 1.0, 1.0), veil)

    def _terms(self) -> tuple[Term, ...]:
        return named_terms(self._formula)

    def _names(self) -> list[str]:
        return [term.name for term in self._terms()]

    def _written(self) -> dict[str, str]:
        """Return what is written below, by the term's name."""
        return written_below(
            self._formula, {name: caption.text for name, caption in self._captions.items()}
        )

    def _is_reached(self, name: str) -> bool:
        return self.hasFocus() and name == self._reached

    def _drawing(self) -> Drawing:
        return self._drawings.of(self._formula, self._theme)

    def _below(self) -> float:
        """How high the numbers are, with what is left free above them."""
        return BREATH + self._metrics().height()

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font(POINTS))

    def _spoken(self) -> str:
        named = [term for term in self._terms() if term.name in self._captions]
        return "; ".join(f"{term.meaning}: {self._captions[term.name].text}" for term in named)
