"""The derivation of the policy gradient, line by line, on the policy that is learning now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pgviz.gui.derivation.callout import Callout
from pgviz.gui.derivation.captions import line_captions
from pgviz.gui.derivation.chain import ChainView
from pgviz.gui.derivation.lesson_text import LessonText
from pgviz.gui.derivation.line_buttons import LineButtons
from pgviz.gui.derivation.lines import LINES, DerivationLine
from pgviz.gui.derivation.listings import Listings
from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.sentence import Sentence
from pgviz.gui.derivation.stage import Stage
from pgviz.gui.derivation.stage_stack import StageStack
from pgviz.gui.derivation.stages import Scene
from pgviz.gui.formula.drawing import Drawings
from pgviz.gui.formula.terms import terms_of
from pgviz.gui.formula.view import FormulaView
from pgviz.gui.labels import dress
from pgviz.gui.notation import parameter_label, trajectory_name
from pgviz.gui.panel import Panel
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import NOWHERE, Pointer, View
from pgviz.lessons.lessons import Lesson
from pgviz.training.history import History

FORMULA_SHARE = 0.24  # of the panel's height, at most
ROOMY = 400.0  # px of height at a type scale of 1: from here on there is air to give
SENTENCE_POINTS, BUTTON_POINTS = 10.0, 8.5


class DerivationPanel(Panel):
    """One line with its live numbers, a sentence, and a picture of what it says; or all ten."""

    title = "Derivation"
    key = "derivation"

    line_changed = Signal(int)
    horizon_wanted = Signal(int)  # the horizon that the user wants, in steps
    draws_wanted = Signal(int)  # so many draws of ĝ at the shown θ
    wanted = Signal(str, object)  # a hyperparameter's key, and the value that the user wants

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._view: View | None = None
        self._nudge = Nudge()
        self._listings = Listings()
        self._pointer = NOWHERE
        self._line = LINES[-1]
        self._lesson: Lesson | None = None
        drawings = Drawings()
        self._buttons, self._sentence, self._told = LineButtons(), Sentence(), LessonText(theme)
        self._formula = FormulaView(theme, drawings=drawings)
        self._stages, self._callout = StageStack(theme), Callout(theme)
        self._chain, self._pages = ChainView(theme, drawings), QStackedWidget()
        self._page = QWidget()
        self._lay_out()
        self._connect()
        self.restyle(theme)
        self.show_line(self._line.number)

    @property
    def line(self) -> DerivationLine:
        """The line that is looked at."""
        return self._line

    @property
    def shows_chain(self) -> bool:
        """Whether all lines are shown at once."""
        return self._pages.currentWidget() is self._chain

    @property
    def lesson(self) -> Lesson | None:
        """The lesson that is looked at, if it is none of the lines."""
        return self._lesson

    def show_lesson(self, lesson: Lesson) -> None:
        """Look at what is often misunderstood about a line."""
        self._lesson = lesson
        self._told.show_lesson(lesson)
        self.show_chain(False)
        self._look_at(lesson.line)

    def show_line(self, number: int) -> None:
        """Look at a line, by its number."""
        self._lesson = None
        self._look_at(number)

    def _look_at(self, number: int) -> None:
        self._line = LINES[number - 1]
        self._buttons.show_line(number)
        self._chain.show_line(number)
        self._sentence.setText(self._line.sentence)
        self._callout.show_identity(None)
        self._show()
        self.line_changed.emit(number)

    def next_line(self) -> None:
        """Look at the line that follows from this one; the last one stays."""
        self.show_line(min(self._line.number + 1, len(LINES)))

    def previous_line(self) -> None:
        """Look at the line that this one follows from; the first one stays."""
        self.show_line(max(self._line.number - 1, 1))

    def toggle_chain(self) -> None:
        """Show all lines at once, or the one that is looked at."""
        self.show_chain(not self.shows_chain)

    def show_chain(self, shown: bool) -> None:
        """Show all lines at once if so wanted."""
        self._pages.setCurrentIndex(int(shown))
        self._buttons.show_chain(shown)
        self._show()

    def show_view(self, view: View) -> None:
        self._view = view
        self._show()

    def show_history(self, history: History) -> None:
        """Give the pictures that need them all iterations so far."""
        self._stages.show_history(history)

    def show_pointer(self, pointer: Pointer) -> None:
        self._pointer = pointer
        self._mark()
        self._stages.show_pointer(pointer)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._buttons.setFont(theme.font(BUTTON_POINTS))
        dress(self._sentence, theme.font(SENTENCE_POINTS), theme.ink)
        self._sentence.fit()
        for part in (self._told, self._formula, self._stages, self._callout, self._chain):
            part.restyle(theme)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _show(self) -> None:
        self._mark()
        material = self._material()
        self.subtitle_changed.emit(self._subtitle())
        if not self.shows_chain:
            self._page_of_lesson(self._lesson is not None)
            captions = line_captions(material, self._line) if material else {}
            self._formula.show_formula(self._line.formula, captions)
            self._fit()
            self._stages.show_scene(self._scene, material)

    @property
    def _scene(self) -> Scene:
        return self._lesson.scene if self._lesson else self._line.number

    def _page_of_lesson(self, shown: bool) -> None:
        """Tell the lesson in place of the line, or the line."""
        self._told.setVisible(shown)
        self._formula.setVisible(not shown)
        self._sentence.setVisible(not shown)

    def _material(self) -> Material | None:
        return self._view and Material.of(self._view, self._nudge, self._listings)

    def _mark(self) -> None:
        selected = self._view.selected.quantity if self._view else None
        self._formula.mark(self._pointer.quantity, selected)
        self._chain.mark(self._pointer.quantity, selected)

    def _subtitle(self) -> str:
        line = f"{self._line.name} of L{len(LINES)} · {self._line.title}"
        if self._lesson is not None and not self.shows_chain:
            return f"often misunderstood · {self._line.name}"
        if self.shows_chain or self._view is None:
            return line
        parameter, told = self._view.selected.parameter, f"numbers of {self._trajectory}"
        if parameter is not None:
            told += f", along {parameter_label(self._view.policy.layers, parameter)}"
        return f"{line} · {told}"

    @property
    def _trajectory(self) -> str:
        return trajectory_name(self._view.trajectory) if self._view else ""

    def _take_nudge(self, nudge: Nudge) -> None:
        self._nudge = nudge
        self._show()

    def _choose_line(self, number: int) -> None:
        self.show_line(number)
        self.show_chain(False)

    def _point_at(self, name: str) -> None:
        self.pointed.emit(self._pointer_of(name) if name else NOWHERE)

    def _choose(self, name: str) -> None:
        if self._pointer_of(name) != NOWHERE:
            self.chosen.emit(self._pointer_of(name))

    def _pointer_of(self, name: str) -> Pointer:
        term = next(term for term in terms_of(self._line.formula) if term.name == name)
        return Pointer(quantity=term.quantity)

    def _fit(self) -> None:
        """Give the formula as much of the height as it needs at this width, and all more air."""
        roomy = self.height() > ROOMY * self.theme.type_scale
        self._page.layout().setSpacing(2 * SPACE if roomy else SPACE)
        most = round(FORMULA_SHARE * self.height())
        self._formula.setFixedHeight(self._formula.height_for(self.width(), most))

    def _connect(self) -> None:
        self._buttons.chosen.connect(self._choose_line)
        self._buttons.chain_wanted.connect(self.show_chain)
        self._formula.pointed.connect(self._point_at)
        self._formula.clicked.connect(self._choose)
        self._chain.pointed.connect(self.pointed)
        self._chain.chosen.connect(self.chosen)
        self._chain.line_chosen.connect(self._choose_line)
        self._stages.made.connect(self._connect_stage)

    def _connect_stage(self, stage: Stage) -> None:
        stage.pointed.connect(self.pointed)
        stage.chosen.connect(self.chosen)
        stage.horizon_wanted.connect(self.horizon_wanted)
        stage.draws_wanted.connect(self.draws_wanted)
        stage.wanted.connect(self.wanted)
        stage.nudged.connect(self._take_nudge)
        stage.identity_changed.connect(self._callout.show_identity)

    def _lay_out(self) -> None:
        self._formula.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        parts = self._told, self._formula, self._sentence, self._stages, self._callout
        _fill(self._page, parts, self._stages)
        self._pages.addWidget(self._page)
        self._pages.addWidget(self._chain)
        _fill(self, (self._buttons, self._pages), self._pages)


def _fill(widget: QWidget, parts: tuple[QWidget, ...], growing: QWidget) -> None:
    """Lay parts out one under another, of which one takes the room that is left."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE)
    for part in parts:
        column.addWidget(part, int(part is growing))
