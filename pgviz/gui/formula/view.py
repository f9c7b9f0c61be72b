"""The widget that shows a formula with live numbers under its terms."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from pgviz.gui.formula.captions import Caption
from pgviz.gui.formula.drawing import Drawing, Drawings, caption_places
from pgviz.gui.formula.terms import Formula, terms_of
from pgviz.gui.theme import SPACE, Theme, mixed

POINTS = 8.5  # of the numbers
VEIL = 0.7  # how much of the card covers a pale term
LARGEST = 1.15  # of the size it is typeset in, at a type scale of 1


class FormulaView(QWidget):
    """Draws a formula as large as its width and height allow."""

    pointed = Signal(str)  # the name of the term under the mouse, "" when it leaves
    clicked = Signal(str)  # the name of the term that was clicked

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawings = Drawings()
        self._formula: Formula = ()
        self._captions: Mapping[str, Caption] = {}
        self._pale: frozenset[str] = frozenset()
        self._pointed = ""
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

    def height_for(self, width: int, most: int) -> int:
        """Return the height wanted at a width, of at most so many pixels."""
        if not self._formula:
            return 0
        box = self._drawing().box
        scale = min(width / box.width(), LARGEST * self._theme.type_scale)
        return round(min(scale * box.height() + self._metrics().height(), float(most)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._formula:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_pointed(painter)
        self._drawing().draw(painter, self._area())
        self._draw_captions(painter)
        self._veil(painter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._name_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        name = self._name_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and name:
            self.clicked.emit(name)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at("")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.explanation(event.pos().toPointF()), self)
            return True
        return super().event(event)

    def explanation(self, place: QPointF) -> str:
        """Return what the term at a place means, with its exact number."""
        name = self._name_at(place)
        caption = self._captions.get(name)
        meaning = next(
            (term.meaning for term in terms_of(self._formula) if name and term.name == name), ""
        )
        return f"{meaning}\n{caption.exact}" if caption and caption.exact else meaning

    def term_place(self, name: str) -> QRectF:
        """Return where a term stands, in pixels of the widget; empty where there is none."""
        return self._drawing().place(name, self._area())

    def caption_places(self) -> dict[str, QRectF]:
        """Return where the numbers are written, none over another."""
        metrics, top = self._metrics(), self._area().bottom()
        names = [term.name for term in terms_of(self._formula) if term.name]
        middles = {name: self.term_place(name).center().x() for name in names}
        width_of = metrics.horizontalAdvance
        lefts = caption_places(self._captions, middles, width_of, self.width())
        return {
            name: QRectF(left, top, width_of(self._captions[name].text), metrics.height())
            for name, left in lefts.items()
        }

    def _draw_pointed(self, painter: QPainter) -> None:
        place = self.term_place(self._pointed)
        if not place.isEmpty():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(self._theme.ink, self._theme.card, 0.08))
            painter.drawRoundedRect(place.adjusted(-2.0, -2.0, 2.0, 2.0), SPACE, SPACE)

    def _draw_captions(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font(POINTS))
        roles = {term.name: term.role for term in terms_of(self._formula)}
        for name, place in self.caption_places().items():
            role = "quiet" if roles[name] == "ink" else roles[name]
            painter.setPen(getattr(self._theme, role))
            side = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
            painter.drawText(place, side, self._captions[name].text)

    def _veil(self, painter: QPainter) -> None:
        """Cover what has not been computed yet with the card's colour, so that it is pale."""
        veil = QColor(self._theme.card)
        veil.setAlphaF(VEIL)
        captions = self.caption_places()
        for name in self._pale:
            for place in (self.term_place(name), captions.get(name, QRectF())):
                painter.fillRect(place.adjusted(-1.0, -1.0, 1.0, 1.0), veil)

    def _area(self) -> QRectF:
        box = self._drawing().box
        room = max(self.height() - self._metrics().height(), 1.0)
        scale = min(room / box.height(), self.width() / box.width())
        return QRectF(0.0, 0.0, scale * box.width(), scale * box.height())

    def _name_at(self, place: QPointF) -> str:
        names = [term.name for term in terms_of(self._formula) if term.name]
        at_term = (name for name in names if self.term_place(name).contains(place))
        below = (name for name, area in self.caption_places().items() if area.contains(place))
        return next(at_term, None) or next(below, "")

    def _drawing(self) -> Drawing:
        return self._drawings.of(self._formula, self._theme)

    def _point_at(self, name: str) -> None:
        if name != self._pointed:
            self._pointed = name
            self.pointed.emit(name)
            self.update()

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font(POINTS))

    def _spoken(self) -> str:
        named = [term for term in terms_of(self._formula) if term.name in self._captions]
        return "; ".join(f"{term.meaning}: {self._captions[term.name].text}" for term in named)
