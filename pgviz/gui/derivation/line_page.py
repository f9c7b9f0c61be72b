"""One line with its live numbers, a sentence and its stage; or a lesson in place of the words."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pgviz.gui.derivation.callout import Callout
from pgviz.gui.derivation.captions import line_captions
from pgviz.gui.derivation.lesson_text import LessonText
from pgviz.gui.derivation.line import DerivationLine
from pgviz.gui.derivation.lines import LINES
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.offer import TrajectoryOffer
from pgviz.gui.derivation.own_line import own_line
from pgviz.gui.derivation.sentence import Sentence
from pgviz.gui.derivation.stage import Stage
from pgviz.gui.derivation.stage_stack import StageStack
from pgviz.gui.formula.captions import Caption
from pgviz.gui.formula.drawing import Drawings
from pgviz.gui.formula.terms import named_terms
from pgviz.gui.formula.view import FormulaView
from pgviz.gui.labels import dress
from pgviz.gui.quantity import Quantity
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import NOWHERE, Pointer
from pgviz.lessons.lessons import Lesson

FORMULA_SHARE = 0.24  # of the page's height, at most
ROOMY = 370.0  # px of height at a type scale of 1: from here on there is air to give
SENTENCE_POINTS, OFFER_POINTS = 10.0, 8.5


class LinePage(QWidget):
    """From top to bottom: what is written, what it says, what shows it, what it states."""

    pointed = Signal(object)  # the Pointer of the term under the mouse
    chosen = Signal(object)  # the Pointer of the term that was clicked

    def __init__(self, theme: Theme, drawings: Drawings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = self._written = LINES[0]
        self._told, self._sentence = LessonText(theme), Sentence()
        self._formula = FormulaView(theme, drawings=drawings)
        self._formula.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._offer = TrajectoryOffer()
        self.stages, self._callout = StageStack(theme), Callout(theme)
        self._lay_out()
        self._formula.pointed.connect(self._point_at)
        self._formula.clicked.connect(self._choose)
        self._offer.chosen.connect(self.chosen)
        self.stages.made.connect(self._listen)

    def look_at(self, line: DerivationLine, lesson: Lesson | None) -> None:
        """Come to a line, or to what is often misunderstood about it."""
        self._line = self._written = line
        self._formula.show_formula(line.formula, {})  # before it is seen, and may be pointed at
        self._formula.setAccessibleName(f"{line.name}: {line.title}")
        self._sentence.say(line.sentence)
        self._callout.show_identity(None)
        if lesson is not None:
            self._told.show_lesson(lesson)
        self._told.setVisible(lesson is not None)
        self._formula.setVisible(lesson is None)
        self._sentence.setVisible(lesson is None)

    def show_material(self, lesson: Lesson | None, material: Material | None) -> None:
        """Show the numbers of a material, if there is one yet."""
        self._write(material)
        self._fit()
        scene = lesson.scene if lesson else self._line.number
        self._offer.show_material(scene, material)
        self.stages.show_scene(scene, material)

    def mark(self, pointed: Quantity | None, selected: Quantity | None) -> None:
        """Mark the terms of a quantity that is pointed at anywhere, and of one that is selected."""
        self._formula.mark(pointed, selected)

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme = theme
        dress(self._sentence, theme.font(SENTENCE_POINTS), theme.ink)
        self._sentence.fit()
        self._offer.setFont(theme.font(OFFER_POINTS))
        for part in (self._told, self._formula, self.stages, self._callout):
            part.restyle(theme)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _write(self, material: Material | None) -> None:
        """Write the line as the material's estimator has it, with its numbers."""
        captions: Mapping[str, Caption] = {}
        if material is not None:
            estimator = material.iteration.hyperparameters.estimator
            self._written = own_line(self._line, estimator)
            captions = line_captions(material, self._written)
        self._formula.show_formula(self._written.formula, captions)
        self._sentence.say(self._written.sentence)

    def _listen(self, stage: Stage) -> None:
        stage.identity_changed.connect(self._callout.show_identity)

    def _point_at(self, name: str) -> None:
        self.pointed.emit(self._pointer_of(name) if name else NOWHERE)

    def _choose(self, name: str) -> None:
        if self._pointer_of(name) != NOWHERE:
            self.chosen.emit(self._pointer_of(name))

    def _pointer_of(self, name: str) -> Pointer:
        terms = named_terms(self._written.formula)
        return Pointer(quantity=next(term.quantity for term in terms if term.name == name))

    def _fit(self) -> None:
        """Give the formula as much of the height as it needs at this width, and all more air."""
        roomy = self.height() > ROOMY * self._theme.type_scale
        self._column.setSpacing(2 * SPACE if roomy else SPACE // 2)
        self._sentence.give_room(roomy=roomy)
        if not self.isVisible():
            return  # typesetting the formula can wait until it is seen
        most = round(FORMULA_SHARE * self.height())
        self._formula.setFixedHeight(self._formula.height_for(self.width(), most))

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._told)
        self._column.addWidget(self._formula)
        self._column.addWidget(self._sentence)
        self._column.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.stages, 1)
        self._column.addWidget(self._callout)
