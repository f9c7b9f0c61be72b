"""A stage with the controls of the nudge above its picture."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pgviz.gui.derivation.identity import Identity
from pgviz.gui.derivation.nudge.controls import NudgeControls
from pgviz.gui.derivation.nudge.picture import NudgePicture
from pgviz.gui.derivation.stage import Material, Nudge, Stage
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import Pointer


class NudgeStage(Stage):
    """A subclass names its picture, and states its line's identity."""

    picture_type: type[NudgePicture]
    moves = True  # whether ε does anything here, and not only the direction

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.controls = NudgeControls(theme, moves=self.moves)
        self.picture = self.picture_type(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.controls)
        column.addWidget(self.picture, 1)
        self.controls.nudged.connect(self.nudged)
        self.controls.parameter_chosen.connect(self._choose_parameter)
        self.picture.pointed.connect(self.pointed)
        self.picture.chosen.connect(self.chosen)
        self.picture.epsilon_wanted.connect(self._move_to)

    def show_material(self, material: Material) -> None:
        self.controls.show_material(material)
        self.picture.show_material(material)
        self.identity_changed.emit(None if self.picture.words else self.identity(material))

    def show_pointer(self, pointer: Pointer) -> None:
        self.picture.show_pointer(pointer)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.controls.restyle(theme)
        self.picture.restyle(theme)

    def identity(self, material: Material) -> Identity | None:
        """Return both sides of the line's identity; None where they can't be told."""
        raise NotImplementedError

    def _choose_parameter(self, parameter: int) -> None:
        self.chosen.emit(Pointer(parameter=parameter))

    def _move_to(self, epsilon: float) -> None:
        nudge: Nudge = self.picture.material.nudge
        self.nudged.emit(Nudge(nudge.along_estimate, epsilon))
