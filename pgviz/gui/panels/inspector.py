"""Where ĝ comes from: its formula, and the arithmetic of what is selected, with numbers."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pgviz.gui.arithmetic.levels import Level, level_of, line_reached, make_page, step_of
from pgviz.gui.arithmetic.lines import Line, Page
from pgviz.gui.derivation.listings import Listings
from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.formula.captions import captions, not_reached
from pgviz.gui.formula.terms import estimator_formula
from pgviz.gui.formula.view import FormulaView
from pgviz.gui.level_buttons import LevelButtons
from pgviz.gui.page.view import PageView
from pgviz.gui.panel import Panel
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.topics.pages import TOPICS
from pgviz.gui.view import NOWHERE, Pointer, View

FORMULA_SHARE = 0.3  # of the panel's height, at most
BUTTON_POINTS = 8.5


class InspectorPanel(Panel):
    """The formula with live numbers, one sentence, and a table of the arithmetic."""

    title = "Where ĝ comes from"
    key = "inspector"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._view: View | None = None
        self._page: Page | None = None
        self._pointer = NOWHERE
        self._level: Level | None = None  # of the page, if it is none of a term
        self._wanted: Level | None = None  # chosen by hand, until the window moves on
        self._formula, self._levels = FormulaView(theme), LevelButtons()
        self._text = PageView(theme)
        self._listings = Listings()
        self._lay_out()
        self._levels.chosen.connect(self._choose)
        self._text.viewport().installEventFilter(self)
        self.restyle(theme)

    def show_view(self, view: View) -> None:
        if self._view is not None and _moved(self._view, view):
            self._wanted = None
        self._view = view
        self._show(view)

    def show_pointer(self, pointer: Pointer) -> None:
        self._pointer = pointer
        if self._view is not None:
            self._show_formula(self._view)
            self.subtitle_changed.emit(self._subtitle(self._view))

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._formula.restyle(theme)
        self._levels.setFont(theme.font(BUTTON_POINTS))
        self._text.restyle(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter and self._page is not None:
            self.pointed.emit(self._page.pointer)
        elif event.type() == QEvent.Type.Leave:
            self.pointed.emit(NOWHERE)
        return False

    def _show(self, view: View) -> None:
        quantity = None if self._wanted else view.selected.quantity
        level = None if quantity else self._wanted or level_of(view)
        self._page = make_page(view, level) if level else self._topic(view)
        self._level = level
        self._levels.show_level(level)
        self._show_formula(view)
        self._fit()
        self._text.show_page(self._page, self._reached)
        self.subtitle_changed.emit(self._subtitle(view))

    def _subtitle(self, view: View) -> str:
        """Return what the page is about; of two steps, which of them stands where."""
        about, above = self._page and self._page.pointer.step, self._step(view)
        if about is not None and above is not None and above != about:
            return f"in the formula t = {above}, below it t = {about}"
        return SUBTITLES[self._level] if self._level else "a term of the derivation"

    def _topic(self, view: View) -> Page:
        """Return the page of the term that was clicked in the derivation."""
        assert view.selected.quantity is not None
        return TOPICS[view.selected.quantity](Material.of(view, Nudge(), self._listings))

    def _show_formula(self, view: View) -> None:
        estimator = view.iteration.hyperparameters.estimator
        numbers = captions(view, self._step(view))
        self._formula.show_formula(estimator_formula(estimator), numbers, not_reached(view))

    def _step(self, view: View) -> int | None:
        """Return the step whose numbers stand in the formula: the one pointed at comes first."""
        pointed = self._pointer
        if pointed.step is not None and pointed.trajectory in (None, view.trajectory):
            length = int(view.iteration.batch.lengths[view.trajectory])
            return min(pointed.step, length - 1)
        return step_of(view)

    def _reached(self, line: Line) -> bool:
        assert self._view is not None
        assert self._page is not None
        return line_reached(self._view, self._page, line)

    def _choose(self, level: Level) -> None:
        self._wanted = level
        if self._view is not None:
            self._show(self._view)

    def _fit(self) -> None:
        """Give the formula as much of the height as it needs at this width."""
        most = round(FORMULA_SHARE * self.height())
        self._formula.setFixedHeight(self._formula.height_for(self.width(), most))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._formula)
        column.addWidget(self._levels)
        column.addWidget(self._text, 1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self._text)


SUBTITLES = {
    "step": "the score and the weight of one step",
    "trajectory": "the sum over the steps of a trajectory",
    "average": "the average over trajectories",
    "update": "from ĝ to the next θ",
}


def _moved(before: View, after: View) -> bool:
    """Return whether another thing is looked at, so that the level follows again."""
    return (before.selected, before.cursor.phase) != (after.selected, after.cursor.phase)
