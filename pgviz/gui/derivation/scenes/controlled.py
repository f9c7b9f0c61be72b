"""A stage with a row of buttons above its picture, which set hyperparameters or draw more."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from pgviz.gui.derivation.fan.words import draws_wanted
from pgviz.gui.derivation.scenes.canvas import Canvas
from pgviz.gui.derivation.stage import Material, Stage
from pgviz.gui.format import count
from pgviz.gui.labels import dress
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import Pointer
from pgviz.training.studies.draws import MOST_KEPT

POINTS = 8.5
SOON = "from the next iteration on"


class DrawButton(QToolButton):
    """Offers as many draws of ĝ as halve the error of those there are."""

    def show_material(self, material: Material) -> None:
        """Offer the draws that come next at the shown θ."""
        self.count = draws_wanted(material.draws)
        fits = self.count * len(material.theta) <= MOST_KEPT
        self.setText(f"Draw {count(self.count)} ĝ")
        self.setEnabled(fits and not material.running)
        self.setToolTip(_why(self.count, fits=fits, running=material.running))


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


def _why(wanted: int, *, fits: bool, running: bool) -> str:
    if not fits:
        return "More draws than these can't be kept"
    if running:
        return "Pause first: the draws are made at one θ"
    return f"Sample {count(wanted)} batches anew at this θ, in the background; Esc cancels"
