"""The derivation of the policy gradient, line by line, on the policy that is learning now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pgviz.gui.derivation.chain import ChainView
from pgviz.gui.derivation.line import DerivationLine
from pgviz.gui.derivation.line_buttons import LineButtons
from pgviz.gui.derivation.line_page import LinePage
from pgviz.gui.derivation.lines import LINES
from pgviz.gui.derivation.listings import Listings
from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.stage import Stage
from pgviz.gui.formula.drawing import Drawings
from pgviz.gui.notation import parameter_label, trajectory_name
from pgviz.gui.panel import Panel
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import NOWHERE, Pointer, View
from pgviz.lessons.lessons import Lesson
from pgviz.training.history import History

BUTTON_POINTS = 8.5


class DerivationPanel(Panel):
    """One line with its live numbers, a sentence, and a picture of what it says; or all ten."""

    title = "Derivation"
    key = "derivation"

    line_changed = Signal(int)
    horizon_wanted = Signal(int)  # the horizon that the user wants, in steps
    draws_wanted = Signal(int)  # so many draws of ĝ at the shown θ
    wanted = Signal(str, object)  # a hyperparameter's key, and the value that the user wants
    environment_wanted = Signal(object)  # the EnvironmentSpec of the world to learn in
    travelled = Signal(int)  # the iteration that was clicked

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._view: View | None = None
        self._nudge = Nudge()
        self._listings = Listings()
        self._pointer = NOWHERE
        self._line = LINES[0]
        self._lesson: Lesson | None = None
        self._drawings = drawings = Drawings()
        self._buttons, self._pages = LineButtons(), QStackedWidget()
        self._page, self._chain = LinePage(theme, drawings), ChainView(theme, drawings)
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

    def prepare(self) -> None:
        """Typeset the line that is looked at before it is seen."""
        self._drawings.prepare(self._line.formula)

    def show_lesson(self, lesson: Lesson) -> None:
        """Look at what is often misunderstood about a line."""
        self._lesson = lesson
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
        self._page.look_at(self._line, self._lesson)
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

    def settle(self) -> None:
        self._chain.settle()

    def show_history(self, history: History) -> None:
        """Give the pictures that need them all iterations so far."""
        self._page.stages.show_history(history)

    def show_pointer(self, pointer: Pointer) -> None:
        self._pointer = pointer
        self._mark()
        self._page.stages.show_pointer(pointer)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._buttons.setFont(theme.font(BUTTON_POINTS))
        self._page.restyle(theme)
        self._chain.restyle(theme)

    def _show(self) -> None:
        self._mark()
        material = self._material()
        self.subtitle_changed.emit(self._subtitle())
        if not self.shows_chain:
            self._page.show_material(self._lesson, material)

    def _material(self) -> Material | None:
        return self._view and Material.of(self._view, self._nudge, self._listings)

    def _mark(self) -> None:
        selected = self._view.selected.quantity if self._view else None
        self._page.mark(self._pointer.quantity, selected)
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

    def _connect(self) -> None:
        self._buttons.chosen.connect(self._choose_line)
        self._buttons.chain_wanted.connect(self.show_chain)
        self._page.pointed.connect(self.pointed)
        self._page.chosen.connect(self.chosen)
        self._chain.pointed.connect(self.pointed)
        self._chain.chosen.connect(self.chosen)
        self._chain.line_chosen.connect(self._choose_line)
        self._page.stages.made.connect(self._connect_stage)

    def _connect_stage(self, stage: Stage) -> None:
        stage.pointed.connect(self.pointed)
        stage.chosen.connect(self.chosen)
        stage.horizon_wanted.connect(self.horizon_wanted)
        stage.draws_wanted.connect(self.draws_wanted)
        stage.wanted.connect(self.wanted)
        stage.environment_wanted.connect(self.environment_wanted)
        stage.travelled.connect(self.travelled)
        stage.nudged.connect(self._take_nudge)

    def _lay_out(self) -> None:
        self._pages.addWidget(self._page)
        self._pages.addWidget(self._chain)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._buttons)
        column.addWidget(self._pages, 1)
