"""The widget that shows a formula with live numbers under its terms."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

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
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
FROM_END = {Qt.FocusReason.TabFocusReason: 0, Qt.FocusReason.BacktabFocusReason: -1}
"""Which term the keyboard comes to first."""


class FormulaView(QWidget):
    """Draws a formula as large as its width and height allow.

    Where it is given a focus policy, Tab walks through its terms and Enter clicks the one that is
    reached.
    """

    pointed = Signal(str)  # the name of the term that is pointed at, "" when that ends
    clicked = Signal(str)  # the name of the term that was clicked

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, drawings: Drawings | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawings = drawings or Drawings()
        self._formula: Formula = ()
        self._captions: Mapping[str, Caption] = {}
        self._pale: frozenset[str] = frozenset()
        self._pointed = self._reached = ""  # by the mouse; by the keyboard
        self._marks = Marks()
        self.setMouseTracking(True)
        self.setFixedHeight(0)  # until there is a formula
        self.setAccessibleName("Formula of the estimate")

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

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._formula:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_marks(painter)
            self._drawing().draw(painter, self.formula_area())
            self._draw_captions(painter)
            self._veil(painter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._name_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        name = self._name_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and name:
            self._reached = name
            self.clicked.emit(name)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self._reached:
            self.clicked.emit(self._reached)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in FROM_END:
            self._reach(FROM_END[event.reason()])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._reached = ""
        self._point_at("")

    def focusNextPrevChild(self, forward: bool) -> bool:
        names = self._names()
        place = names.index(self._reached) if self._reached in names else None
        following = None if place is None else place + (1 if forward else -1)
        if following is None or not 0 <= following < len(names):
            return super().focusNextPrevChild(forward)
        self._reach(following)
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.explanation(event.pos().toPointF()), self)
            return True
        return super().event(event)

    def explanation(self, place: QPointF) -> str:
        """Return what the term at a place means, with its exact number."""
        name = self._name_at(place)
        caption = self._captions.get(name)
        meaning = next((term.meaning for term in self._terms() if term.name == name), "")
        return f"{meaning}\n{caption.exact}" if caption and caption.exact else meaning

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

    def _name_at(self, place: QPointF) -> str:
        at_term = (name for name in self._names() if self.term_place(name).contains(place))
        below = (name for name, area in self.caption_places().items() if area.contains(place))
        return next(at_term, None) or next(below, "")

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

    def _reach(self, place: int) -> None:
        """Come to a term by the keyboard."""
        names = self._names()
        if names:
            self._reached = names[place]
            self._point_at(self._reached)
            self.update()

    def _drawing(self) -> Drawing:
        return self._drawings.of(self._formula, self._theme)

    def _point_at(self, name: str) -> None:
        if name != self._pointed:
            self._pointed = name
            self.pointed.emit(name)
            self.update()

    def _below(self) -> float:
        """How high the numbers are, with what is left free above them."""
        return BREATH + self._metrics().height()

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font(POINTS))

    def _spoken(self) -> str:
        named = [term for term in self._terms() if term.name in self._captions]
        return "; ".join(f"{term.meaning}: {self._captions[term.name].text}" for term in named)
