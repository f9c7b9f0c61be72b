"""The derivation of the policy gradient, line by line, on the policy that is learning now."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from pgviz.gui.derivation.identity import Identity
from pgviz.gui.derivation.line_buttons import LineButtons
from pgviz.gui.derivation.lines import LINES, DerivationLine
from pgviz.gui.derivation.listings import Listings
from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.stage import Stage
from pgviz.gui.derivation.stages import STAGES
from pgviz.gui.elided_label import ElidedLabel
from pgviz.gui.formula.terms import terms_of
from pgviz.gui.formula.view import FormulaView
from pgviz.gui.labels import dress
from pgviz.gui.panel import Panel
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import NOWHERE, Pointer, View

FORMULA_SHARE = 0.24  # of the panel's height, at most
SENTENCE_POINTS, IDENTITY_POINTS, BUTTON_POINTS = 10.0, 8.5, 8.5


class DerivationPanel(Panel):
    """One line with its live numbers, a sentence, and a picture of what the line says."""

    title = "Derivation"
    key = "derivation"

    line_changed = Signal(int)
    horizon_wanted = Signal(int)  # the horizon that the user wants, in steps
    draws_wanted = Signal(int)  # so many draws of ĝ at the shown θ

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._view: View | None = None
        self._nudge = Nudge()
        self._listings = Listings()
        self._line = LINES[-1]
        self._buttons, self._formula = LineButtons(), FormulaView(theme)
        self._sentence, self._identity = ElidedLabel(), ElidedLabel()
        self._stages: dict[int, Stage] = {}  # made when their line is first looked at
        self._stack = QStackedLayout()
        self._lay_out()
        self._buttons.chosen.connect(self.show_line)
        self._formula.pointed.connect(self._point_at)
        self._formula.clicked.connect(self._choose)
        self.restyle(theme)
        self.show_line(self._line.number)

    @property
    def line(self) -> DerivationLine:
        """The line that is looked at."""
        return self._line

    def show_line(self, number: int) -> None:
        """Look at a line, by its number."""
        self._line = LINES[number - 1]
        self._buttons.show_line(number)
        self._sentence.setText(self._line.sentence)
        self._identity.setText("")
        self._show_stage()
        self._show()
        self.subtitle_changed.emit(f"{self._line.name} of L{len(LINES)} · {self._line.title}")
        self.line_changed.emit(number)

    def next_line(self) -> None:
        """Look at the line that follows from this one; the last one stays."""
        self.show_line(min(self._line.number + 1, len(LINES)))

    def previous_line(self) -> None:
        """Look at the line that this one follows from; the first one stays."""
        self.show_line(max(self._line.number - 1, 1))

    def show_view(self, view: View) -> None:
        self._view = view
        self._show()

    def show_pointer(self, pointer: Pointer) -> None:
        stage = self._stages.get(self._line.number)
        if stage is not None:
            stage.show_pointer(pointer)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._formula.restyle(theme)
        self._buttons.setFont(theme.font(BUTTON_POINTS))
        dress(self._sentence, theme.font(SENTENCE_POINTS), theme.ink)
        dress(self._identity, theme.font(IDENTITY_POINTS), theme.quiet)
        for stage in self._stages.values():
            stage.restyle(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _show(self) -> None:
        if self._view is None:
            return
        self._formula.show_formula(self._line.formula, {})
        self._fit()
        stage = self._stages.get(self._line.number)
        if stage is not None:
            stage.show_view(Material.of(self._view, self._nudge, self._listings))

    def _show_stage(self) -> None:
        number = self._line.number
        if number not in self._stages and number in STAGES:
            stage = self._stages[number] = STAGES[number](self.theme)
            stage.pointed.connect(self.pointed)
            stage.chosen.connect(self.chosen)
            stage.horizon_wanted.connect(self.horizon_wanted)
            stage.draws_wanted.connect(self.draws_wanted)
            stage.nudged.connect(self._take_nudge)
            stage.identity_changed.connect(self._show_identity)
            self._stack.addWidget(stage)
        if number in self._stages:
            self._stack.setCurrentWidget(self._stages[number])

    def _take_nudge(self, nudge: Nudge) -> None:
        self._nudge = nudge
        self._show()

    def _show_identity(self, identity: Identity | None) -> None:
        self._identity.setText(f"{identity.mark} {identity.text}" if identity else "")

    def _point_at(self, name: str) -> None:
        self.pointed.emit(self._pointer(name) if name else NOWHERE)

    def _choose(self, name: str) -> None:
        self.chosen.emit(self._pointer(name))

    def _pointer(self, name: str) -> Pointer:
        term = next(term for term in terms_of(self._line.formula) if term.name == name)
        return Pointer(quantity=term.quantity)

    def _fit(self) -> None:
        """Give the formula as much of the height as it needs at this width."""
        most = round(FORMULA_SHARE * self.height())
        self._formula.setFixedHeight(self._formula.height_for(self.width(), most))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._buttons)
        column.addWidget(self._formula)
        column.addWidget(self._sentence)
        column.addLayout(self._stack, 1)
        column.addWidget(self._identity)
