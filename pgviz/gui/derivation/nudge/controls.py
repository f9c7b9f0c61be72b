"""The row of controls that nudges θ: how far, and along what."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.drop_down import DropDown
from pgviz.gui.format import signed
from pgviz.gui.icons import icon
from pgviz.gui.keyboard import keeps
from pgviz.gui.labels import dress
from pgviz.gui.notation import parameter_label
from pgviz.gui.theme import SPACE, Theme
from pgviz.policies.layers import Layer

FINENESS = 1000  # of the slider: marks for an ε of 1
POINTS = 9.0
STRETCH = 2  # how much wider than the direction the slider may become
HANDLE = 20  # px, the slider's height: the style sheet's handle fits in
ALONG_ESTIMATE, NOWHERE = "along ĝ", "along ĝ = 0"
KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


class EpsilonSlider(QSlider):
    """From −1 to 1; a double click takes it back to 0, and the keys that move it are its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(-FINENESS, FINENESS)
        self.setSingleStep(FINENESS // 100)
        self.setPageStep(FINENESS // 10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(HANDLE)
        self.setAccessibleName("ε: how far θ is nudged")
        self.setToolTip("Drag, or use the arrow keys; a double click takes θ back")

    def event(self, event: QEvent) -> bool:
        return keeps(event, *KEYS) or super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.center()

    def center(self) -> None:
        """Go to 0."""
        self.setValue(0)

    def restyle(self, theme: Theme) -> None:
        """Take on another theme: the groove looks the same on both sides of 0."""
        color = theme.line.name()
        self.setStyleSheet(f"QSlider::sub-page:horizontal {{ background: {color}; }}")


class DirectionChooser(DropDown):
    """ĝ, or a parameter of θ, found by typing a part of its name."""

    chosen = Signal(object)  # the index of a parameter, None for ĝ

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._layers: tuple[Layer, ...] = ()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(9)
        self.setAccessibleName("Direction in which θ is nudged")
        self.setToolTip("Along what θ is nudged: type a part of a parameter's name to find it")
        completer = self.completer()
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.activated.connect(self._choose)
        self.lineEdit().returnPressed.connect(self._choose_found)
        self.lineEdit().editingFinished.connect(self._put_back)

    def show_direction(
        self, layers: tuple[Layer, ...], parameter: int | None, *, has_estimate: bool
    ) -> None:
        """Offer the parameters of a policy, and show which direction is taken."""
        if layers != self._layers:
            self._layers = layers
            self._fill(layers[-1].span.stop)
        self.setItemText(0, ALONG_ESTIMATE if has_estimate else NOWHERE)
        if not self.lineEdit().isModified():  # nothing is being typed
            self.setCurrentIndex(0 if parameter is None else parameter + 1)
            self.lineEdit().setCursorPosition(0)  # its beginning is in sight

    def _fill(self, size: int) -> None:
        self.clear()
        names = [parameter_label(self._layers, index) for index in range(size)]
        self.addItems([ALONG_ESTIMATE, *(f"along {name}" for name in names)])

    def _choose(self, index: int) -> None:
        self.lineEdit().setModified(False)
        self.chosen.emit(index - 1 if index else None)

    def _choose_found(self) -> None:
        """Choose what was typed a part of, where that is one direction only."""
        completer = self.completer()
        if self.findText(self.currentText()) < 0 and completer.completionCount() == 1:
            index = self.findText(completer.currentCompletion())
            self.setCurrentIndex(index)
            self._choose(index)

    def _put_back(self) -> None:
        """Show the direction that is taken, where what was typed is none."""
        if self.findText(self.currentText()) < 0:
            self.setEditText(self.itemText(self.currentIndex()))
        self.lineEdit().setModified(False)


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
