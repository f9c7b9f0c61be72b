"""The row of controls that nudges θ: how far, and along what."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.nudge.direction_chooser import DirectionChooser
from pgviz.gui.derivation.nudge.epsilon_slider import EpsilonSlider
from pgviz.gui.format import signed
from pgviz.gui.icons import icon
from pgviz.gui.labels import dress
from pgviz.gui.slider import FINENESS
from pgviz.gui.theme import SPACE, Theme

POINTS = 9.0
NUDGED = "θ becomes θ + ε d: a step of length ε along d, the direction that is chosen beside it"
STRETCH = 2  # how much wider than the direction the slider may become


class NudgeControls(QWidget):
    """ε, its value, the direction, and the way back."""

    nudged = Signal(object)  # the Nudge that the user wants
    parameter_chosen = Signal(int)  # to be selected

    def __init__(self, theme: Theme, *, moves: bool = True) -> None:
        """Without `moves` there is the direction alone."""
        super().__init__()
        self._nudge = Nudge()
        self.slider, self._value = EpsilonSlider(), QLabel()
        self._name = QLabel("nudge  ε" if moves else "one component of the scores:")
        self.direction, self.reset = DirectionChooser(theme), QToolButton()
        self._name.setToolTip(NUDGED)
        self._value.setToolTip(NUDGED)
        self.reset.setToolTip("Take θ back: ε = 0")
        self.reset.setAccessibleName("Take θ back")
        self._lay_out(moves=moves)
        self.slider.valueChanged.connect(self._slide)
        self.direction.chosen.connect(self._turn)
        self.reset.clicked.connect(self.slider.center)
        self.restyle(theme)

    def show_material(self, material: Material) -> None:
        """Show the nudge of a material."""
        self._nudge = nudge = material.nudge
        along = None if nudge.along_estimate else material.selected.parameter
        has_estimate = bool(material.iteration.estimate.gradient.any())
        self.direction.show_direction(material.policy.layers, along, has_estimate=has_estimate)
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(round(FINENESS * nudge.epsilon))
        self.slider.blockSignals(blocked)
        self._value.setText(signed(nudge.epsilon))
        self.reset.setEnabled(nudge.epsilon != 0.0)

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        font = theme.font(POINTS)
        dress(self._name, font, theme.parameter)
        dress(self._value, font, theme.ink)
        self._value.setFixedWidth(self._value.fontMetrics().horizontalAdvance("−0.0888") + SPACE)
        self.direction.setFont(font)
        self.direction.restyle(theme)
        self.slider.restyle(theme)
        self.reset.setIcon(icon("rotate-ccw", theme.quiet))
        size = round(13 * theme.type_scale)
        self.reset.setIconSize(QSize(size, size))

    def _slide(self, value: int) -> None:
        self.nudged.emit(Nudge(self._nudge.along_estimate, value / FINENESS))

    def _turn(self, parameter: int | None) -> None:
        if parameter is not None:
            self.parameter_chosen.emit(parameter)
        self.nudged.emit(Nudge(parameter is None, self._nudge.epsilon))

    def _lay_out(self, *, moves: bool) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        self.direction.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for widget in (self._name, self.slider, self._value, self.direction, self.reset):
            row.addWidget(widget, STRETCH if widget is self.slider else 0)
        row.setStretchFactor(self.direction, 1)
        if not moves:
            row.addStretch(STRETCH)
            for widget in (self.slider, self._value, self.reset):
                widget.hide()
