"""A slider with a name before it, its value after it, and the way back to where it began."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from pgviz.gui.format import short
from pgviz.gui.icons import icon
from pgviz.gui.labels import dress
from pgviz.gui.slider import FINENESS, Slider
from pgviz.gui.theme import SPACE, Theme

POINTS = 9.0
ICON = 13.0  # px
WIDEST = "−0.08888"


class LabelledSlider(QWidget):
    """Chooses a number; a double click, or the button, takes it back to its home."""

    moved = Signal(float)  # to where the user has moved it

    def __init__(self, name: str, meaning: str, role: str, theme: Theme) -> None:
        """`meaning` says in words what is chosen, `role` is the theme's colour of its name."""
        super().__init__()
        self._role, self._low, self._high = role, 0.0, 1.0
        self._value = self._home = 0.0
        self.slider, self.reset = Slider(), QToolButton()
        self._name, self._number = QLabel(name), QLabel()
        self.slider.setAccessibleName(meaning)
        self.slider.setToolTip(f"{meaning}: drag, or use the arrow keys")
        self.reset.setAccessibleName("Take it back")
        self._lay_out()
        self.slider.valueChanged.connect(self._slide)
        self.slider.double_clicked.connect(self.go_home)
        self.reset.clicked.connect(self.go_home)
        self.restyle(theme)

    @property
    def value(self) -> float:
        """The number that is chosen."""
        return self._value

    def show_value(self, value: float, low: float, high: float, home: float) -> None:
        """Show a number between two others, one of which it goes home to; nothing is emitted."""
        self._value, self._low, self._high, self._home = value, low, high, home
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(round(FINENESS * (value - low) / (high - low)))
        self.slider.blockSignals(blocked)
        self._number.setText(short(value))
        self.reset.setToolTip(f"Take it back to {short(home)}")
        self.reset.setEnabled(value != home)

    def add(self, widget: QWidget) -> None:
        """Put one more control at the end of the row."""
        self.layout().addWidget(widget)

    def go_home(self) -> None:
        """Take the number back."""
        self.moved.emit(self._home)

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        dress(self._name, theme.font(POINTS), getattr(theme, self._role))
        dress(self._number, theme.font(POINTS), theme.ink)
        self._number.setFixedWidth(self._number.fontMetrics().horizontalAdvance(WIDEST) + SPACE)
        self.slider.restyle(theme)
        self.reset.setIcon(icon("rotate-ccw", theme.quiet))
        size = round(ICON * theme.type_scale)
        self.reset.setIconSize(QSize(size, size))

    def _slide(self, mark: int) -> None:
        self.moved.emit(self._low + (self._high - self._low) * mark / FINENESS)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        for widget in (self._name, self.slider, self._number, self.reset):
            row.addWidget(widget, int(widget is self.slider))
