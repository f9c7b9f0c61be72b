"""The few figures one always wants, large: a value in its quantity's colour over its name."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pgviz.gui.format import count, exact, short
from pgviz.gui.labels import dress
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import View
from pgviz.training.cursor import PHASES
from pgviz.training.iteration import Scalars

NOISE = (
    "How far ĝ stands out of its noise, squared: ‖ĝ‖² over the squared standard error of ĝ, "
    "‖ĝ‖² / (tr Cov(gᵢ) / m). About 1 is nothing but noise. = "
)
NO_NOISE = "The trajectory gradients have no spread to compare ĝ with."
VALUE_POINTS, NAME_POINTS = 14.0, 8.5


class Figure(QWidget):
    """One value; its width is that of the longest text it may show, so that nothing jumps."""

    def __init__(self, name: str, role: str, longest: str, theme: Theme) -> None:
        super().__init__()
        self._role, self._longest = role, longest
        self._value, self._name = QLabel("–"), QLabel(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for label in (self._value, self._name):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            layout.addWidget(label)
        self.restyle(theme)

    def show_name(self, name: str) -> None:
        """Call the figure something else."""
        self._name.setText(name)

    def show_value(self, text: str, tip: str) -> None:
        """Show `text`; `tip` has all digits."""
        self._value.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(f"{self._name.text()}: {text}")

    @property
    def text(self) -> str:
        """What is shown."""
        return self._value.text()

    def restyle(self, theme: Theme) -> None:
        color: QColor = getattr(theme, self._role)
        large = theme.font(VALUE_POINTS, QFont.Weight.DemiBold)
        dress(self._value, large, color)
        dress(self._name, theme.font(NAME_POINTS), theme.quiet)
        width = QFontMetrics(large).horizontalAdvance(self._longest)
        self._value.setMinimumWidth(width)


class Figures(QWidget):
    """Iteration, mean return and its spread, length of ĝ, signal to noise."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._iteration = Figure("iteration", "ink", "99\u202f999", theme)
        self._return = Figure("mean return ± spread", "weight", "−0.999 ± 0.999", theme)
        self._norm = Figure("length of ĝ", "estimate", "0.0999", theme)
        self._noise = Figure("signal / noise", "estimate", "0.0999", theme)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4 * SPACE)
        for figure in self.all:
            layout.addWidget(figure)

    @property
    def all(self) -> tuple[Figure, ...]:
        """The figures from left to right."""
        return self._iteration, self._return, self._norm, self._noise

    def show_view(self, view: View) -> None:
        """Show the figures of an iteration, and how far its making has come."""
        scalars, phase = view.iteration.scalars, view.cursor.phase
        number = f"{PHASES.index(phase) + 1} of {len(PHASES)}: {phase}"
        self._iteration.show_name("iteration" if phase == PHASES[-1] else number)
        self._iteration.show_value(count(scalars.iteration), f"iteration {scalars.iteration}")
        self._show_return(scalars, view.iteration.batch.size)
        self._norm.show_value(short(scalars.gradient_norm), f"‖ĝ‖ = {exact(scalars.gradient_norm)}")
        noise = scalars.signal_to_noise
        self._noise.show_value(
            short(noise, 2), NO_NOISE if math.isnan(noise) else NOISE + exact(noise)
        )

    def _show_return(self, scalars: Scalars, trajectories: int) -> None:
        mean, spread = scalars.mean_return, scalars.std_return
        if trajectories == 1:
            self._return.show_value(short(mean), f"R(τ) of the one trajectory {exact(mean)}")
            return
        tip = f"mean R(τ) {exact(mean)}, standard deviation over the trajectories {exact(spread)}"
        self._return.show_value(f"{short(mean)} ± {short(spread, 2)}", tip)

    def restyle(self, theme: Theme) -> None:
        for figure in self.all:
            figure.restyle(theme)

    def fit(self, width: int) -> None:
        """Show as many figures, from the left, as `width` px hold; the first always."""
        used = 0
        for index, figure in enumerate(self.all):
            used += figure.minimumSizeHint().width() + self.layout().spacing()
            figure.setVisible(index < 1 or used <= width)
