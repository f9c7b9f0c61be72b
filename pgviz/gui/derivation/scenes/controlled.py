"""A stage with a row of buttons above its picture, which set hyperparameters or draw more."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from pgviz.gui.derivation.draw_button import DrawButton
from pgviz.gui.derivation.scenes.canvas import Canvas
from pgviz.gui.derivation.stage import Material, Stage
from pgviz.gui.labels import dress
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import Pointer

POINTS = 8.5
SOON = "from the next iteration on"


class ControlledStage(Stage):
    """A subclass makes the picture, adds its buttons and shows in them what is set."""

    def __init__(self, picture: Canvas, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.picture, self.hint, self.draw_button = picture, QLabel(), DrawButton()
        self._buttons: list[QToolButton] = [self.draw_button]
        self._row = QHBoxLayout()
        self._row.setSpacing(SPACE)
        self._row.addWidget(self.hint)
        self._row.addStretch(1)
        self._row.addWidget(self.draw_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(self._row)
        column.addWidget(picture, 1)
        self.draw_button.clicked.connect(self._want_draws)
        picture.pointed.connect(self.pointed)
        picture.chosen.connect(self.chosen)

    def add(self, button: QToolButton) -> QToolButton:
        """Add a button to those at the left, behind the others."""
        self._row.insertWidget(self._row.indexOf(self.hint) + len(self._buttons), button)
        self._buttons.append(button)
        return button

    def show_material(self, material: Material) -> None:
        self.picture.show_material(material)
        self.draw_button.show_material(material)
        self.show_controls(material)

    def show_controls(self, material: Material) -> None:
        """Show in the buttons what is set."""
        raise NotImplementedError

    def show_pointer(self, pointer: Pointer) -> None:
        self.picture.show_pointer(pointer)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.picture.restyle(theme)
        dress(self.hint, theme.font(POINTS), theme.quiet)
        for button in self._buttons:
            button.setFont(theme.font(POINTS))

    def _want_draws(self) -> None:
        self.draws_wanted.emit(self.draw_button.count)
