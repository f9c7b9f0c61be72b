"""The whole chain at a glance: ten lines one under another, like a page of a textbook."""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from pgviz.gui.derivation.chain_rows import NOTE_POINTS, NUMBER_POINTS, Row, chain_rows
from pgviz.gui.derivation.lines import LINES
from pgviz.gui.formula.drawing import Drawings
from pgviz.gui.formula.marks import Marks
from pgviz.gui.formula.terms import Term, named_terms
from pgviz.gui.formula.view import ENTER
from pgviz.gui.painted import PaintedPanel
from pgviz.gui.quantity import Quantity
from pgviz.gui.theme import SPACE, Theme, mixed
from pgviz.gui.view import NOWHERE, Pointer

CURRENT, HOVERED, CHANGED = 0.10, 0.04, 0.11  # how much of the colour is in the ground of a row
BAR = 3.0  # px: what marks the line that is looked at
WORDED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ChainView(PaintedPanel):
    """Each line with its number and what happens in it; a click on one goes to it.

    Formulas that haven't been seen yet are typeset one a turn of the event loop.
    """

    line_chosen = Signal(int)

    def __init__(self, theme: Theme, drawings: Drawings, parent: QWidget | None = None) -> None:
        self._drawings = drawings
        super().__init__(theme, parent)
        self._rows: tuple[Row, ...] = ()
        self._number = 1
        self._hovered = 0
        self._marks = Marks()
        self._typesetting = QTimer(self)
        self._typesetting.timeout.connect(self._typeset_one)
        self.setAccessibleName("The ten lines of the derivation")

    @property
    def rows(self) -> tuple[Row, ...]:
        """Where the lines stand; none until they are typeset."""
        return () if self.words else self._rows

    def show_line(self, number: int) -> None:
        """Mark the line that is looked at."""
        self._number = number
        self.update()

    def settle(self) -> None:
        while self._typesetting.isActive():
            self._typeset_one()

    def mark(self, pointed: Quantity | None, selected: Quantity | None) -> None:
        """Mark the terms of a quantity that is pointed at anywhere, and of one that is selected."""
        marks = Marks(pointed, selected)
        if marks != self._marks:
            self._marks = marks
            self.update()

    def missing(self) -> str:
        done = sum(self._drawings.is_ready(line.formula) for line in LINES)
        return "" if done == len(LINES) else f"Typesetting line {done + 1} of {len(LINES)} …"

    def arrange(self, area: QRectF) -> None:
        drawings = [self._drawings.of(line.formula, self.theme) for line in LINES]
        self._rows = chain_rows(LINES, drawings, area, self.theme)

    def draw(self, painter: QPainter) -> None:
        for row in self._rows:
            self._draw_changes(painter, row)
            row.drawing.draw(painter, row.formula)
            painter.setPen(self.theme.quiet)
            painter.setFont(self.theme.font(NUMBER_POINTS, QFont.Weight.DemiBold))
            painter.drawText(row.number, WORDED, row.line.name)
            painter.setFont(self.theme.font(NOTE_POINTS))
            painter.drawText(row.note, WORDED | Qt.TextFlag.TextWordWrap, row.line.title)

    def draw_highlight(self, painter: QPainter) -> None:
        self._tint(painter, self._hovered, HOVERED)
        self._tint(painter, self._number, CURRENT)
        self._draw_bar(painter)
        for row in self._rows:
            for term in named_terms(row.line.formula):
                self._marks.draw(painter, row.place(term), term, self.theme)

    def pointer_at(self, position: QPointF) -> Pointer:
        term = self._term_at(position)
        return NOWHERE if term is None else Pointer(quantity=term.quantity)

    def tip_at(self, position: QPointF) -> str:
        term, row = self._term_at(position), self._row_at(position)
        if term is not None:
            return term.meaning
        return "" if row is None else f"{row.line.name}: {row.line.sentence}"

    def attend_to(self, position: QPointF | None) -> None:
        super().attend_to(position)
        row = None if position is None or self.words else self._row_at(position)
        self._hovered = row.line.number if row else 0
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and row is not None:
            pointer = self.pointer_at(event.position())
            if pointer == NOWHERE:
                self.line_chosen.emit(row.line.number)
            else:
                self.chosen.emit(pointer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.line_chosen.emit(self._number)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._typesetting.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._typesetting.stop()

    def _typeset_one(self) -> None:
        waiting = [line for line in LINES if not self._drawings.is_ready(line.formula)]
        if waiting:
            self._drawings.prepare(waiting[0].formula)
        if len(waiting) <= 1:
            self._typesetting.stop()
        self.refresh()

    def _row_at(self, position: QPointF) -> Row | None:
        return next((row for row in self.rows if row.area.contains(position)), None)

    def _term_at(self, position: QPointF) -> Term | None:
        row = self._row_at(position)
        term = row.term_at(position) if row else None
        return term if term is not None and term.quantity is not None else None

    def _draw_changes(self, painter: QPainter, row: Row) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(self.theme.parameter, self.theme.card, CHANGED))
        for place in row.changes:
            painter.drawRoundedRect(place.adjusted(-1.0, -1.0, 1.0, 1.0), SPACE, SPACE)

    def _tint(self, painter: QPainter, number: int, share: float) -> None:
        row = next((row for row in self._rows if row.line.number == number), None)
        if row is not None:
            wash = QColor(self.theme.score)
            wash.setAlphaF(share)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(wash)
            painter.drawRoundedRect(row.area, SPACE, SPACE)

    def _draw_bar(self, painter: QPainter) -> None:
        area = self._rows[self._number - 1].area
        bar = QRectF(area.left(), area.top(), BAR * self.theme.line_scale, area.height())
        painter.fillRect(bar, self.theme.score)
