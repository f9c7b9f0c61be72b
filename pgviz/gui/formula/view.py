"""The widget that shows a formula, tells what its terms mean, and lets them be clicked."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from pgviz.gui.formula.captions import Caption
from pgviz.gui.formula.drawing import Drawings
from pgviz.gui.formula.painted import PaintedFormula
from pgviz.gui.formula.terms import Formula
from pgviz.gui.theme import Theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
FROM_END = {Qt.FocusReason.TabFocusReason: 0, Qt.FocusReason.BacktabFocusReason: -1}
"""Which term the keyboard comes to first."""


class FormulaView(PaintedFormula):
    """A formula whose terms are within reach of the mouse.

    Where it is given a focus policy, Tab walks through its terms and Enter clicks the one that is
    reached.
    """

    pointed = Signal(str)  # the name of the term that is pointed at, "" when that ends
    clicked = Signal(str)  # the name of the term that was clicked

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, drawings: Drawings | None = None
    ) -> None:
        super().__init__(theme, parent, drawings)
        self.setMouseTracking(True)
        self.setAccessibleName("Formula of the estimate")

    def show_formula(
        self,
        formula: Formula,
        captions: Mapping[str, Caption],
        pale: frozenset[str] = frozenset(),
    ) -> None:
        is_another = formula != self._formula
        super().show_formula(formula, captions, pale)
        if is_another:  # nothing in it has been come to yet
            self._reached = ""
            self._point_at("")

    def explanation(self, place: QPointF) -> str:
        """Return what the term at a place means, with its exact number."""
        name = self._name_at(place)
        caption = self._captions.get(name)
        meaning = next((term.meaning for term in self._terms() if term.name == name), "")
        return f"{meaning}\n{caption.exact}" if caption and caption.exact else meaning

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
        before_all = -1 if forward else len(names)
        place = names.index(self._reached) if self._reached else before_all
        following = place + (1 if forward else -1)
        if not self.isVisible() or not 0 <= following < len(names):
            return super().focusNextPrevChild(forward)
        self._reach(following)
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.explanation(event.pos().toPointF()), self)
            return True
        return super().event(event)

    def _name_at(self, place: QPointF) -> str:
        at_term = (name for name in self._names() if self.term_place(name).contains(place))
        below = (name for name, area in self.caption_places().items() if area.contains(place))
        return next(at_term, None) or next(below, "")

    def _reach(self, place: int) -> None:
        """Come to a term by the keyboard."""
        names = self._names()
        if names:
            self._reached = names[place]
            self._point_at(self._reached)
            self.update()

    def _point_at(self, name: str) -> None:
        if name != self._pointed:
            self._pointed = name
            self.pointed.emit(name)
            self.update()
