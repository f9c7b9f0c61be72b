"""How fast the cursor moves by itself."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QSlider, QVBoxLayout, QWidget

from pgviz.gui.labels import dress
from pgviz.gui.theme import Theme
from pgviz.training.cursor import Granularity

FULL = float("inf")
SPEEDS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, FULL)  # moves a second
DEFAULT = 8.0
NOUNS: dict[Granularity, str] = {
    "step": "steps",
    "trajectory": "trajectories",
    "phase": "phases",
    "update": "updates",
}


class SpeedSlider(QWidget):
    """From one move a second to as fast as the machine can."""

    changed = Signal(float)  # moves a second

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._granularity: Granularity = "update"
        self._brief = False
        self._theme = theme
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, len(SPEEDS) - 1)
        self._slider.setPageStep(1)
        self._slider.setValue(SPEEDS.index(DEFAULT))
        self._slider.setAccessibleName("Speed")
        self._slider.setToolTip("Speed while it runs  (− and +)")
        self._slider.valueChanged.connect(self._moved)
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._slider)
        layout.addWidget(self._label)
        self.restyle(theme)
        self._describe()

    @property
    def speed(self) -> float:
        """Moves a second; FULL is as fast as possible."""
        return SPEEDS[self._slider.value()]

    def faster(self) -> None:
        self._slider.setValue(self._slider.value() + 1)

    def slower(self) -> None:
        self._slider.setValue(self._slider.value() - 1)

    def set_speed(self, speed: float) -> None:
        """Choose one of SPEEDS."""
        self._slider.setValue(SPEEDS.index(speed))

    def show_granularity(self, granularity: Granularity) -> None:
        """Say what is counted."""
        self._granularity = granularity
        self._describe()

    def word(self, *, brief: bool) -> None:
        """Take little room and leave out what is counted, or say it."""
        if brief != self._brief:
            self._brief = brief
            self.restyle(self._theme)
            self._describe()

    def restyle(self, theme: Theme) -> None:
        self._theme = theme
        dress(self._label, theme.font(8.5), theme.quiet)
        longest = "30 a second" if self._brief else "30 trajectories a second"
        widest = self._label.fontMetrics().horizontalAdvance(longest)
        self.setFixedSize(QSize(widest + 4, self.sizeHint().height()))

    def _moved(self) -> None:
        self._describe()
        self.changed.emit(self.speed)

    def _describe(self) -> None:
        noun = self._granularity if self.speed == 1.0 else NOUNS[self._granularity]
        counted = "" if self._brief else f" {noun}"
        full = self.speed == FULL
        self._label.setText("full speed" if full else f"{self.speed:.0f}{counted} a second")
