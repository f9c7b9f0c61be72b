"""The variance with the whole return and with future rewards alone, one above the other."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from pgviz.estimation.past_rewards import Spread
from pgviz.gui.derivation.scenes.key import hatching
from pgviz.gui.format import exact, short
from pgviz.gui.lettering import LEFT, RIGHT, TICK_POINTS, Label, Lettering
from pgviz.gui.theme import SPACE, Theme

THICK = 0.62  # of a row's height, that its bar takes
HIGHEST = 1.6  # lines of type, of a row
NAMES = ("weight R(τ)", "R(τ)"), ("future only", "future")


class VarianceBars:
    """Two bars; of the longer one the part that the past adds is hatched."""

    def __init__(self, area: QRectF, spread: Spread, theme: Theme) -> None:
        self.spread, self._theme = spread, theme
        type_ = Lettering(theme, TICK_POINTS)
        height = min(area.height() / 2.0, HIGHEST * type_.height)
        names = [type_.fitting(ways, 0.35 * area.width()) for ways in NAMES]
        values = spread.whole, spread.future
        left = max(map(type_.width, names)) + 3.0 * SPACE
        right = max(type_.width(short(value)) for value in values) + 2.0 * SPACE
        unit = (area.width() - left - right) / (max(values) or 1.0)
        self.labels: list[Label] = []
        self._bars: list[QRectF] = []
        for index, (name, value) in enumerate(zip(names, values, strict=True)):
            row = QRectF(area.left(), area.top() + index * height, area.width(), height)
            top = row.top() + (1.0 - THICK) / 2.0 * height
            self._bars.append(QRectF(row.left() + left, top, unit * value, THICK * height))
            self.labels.append(Label(name, row, theme.quiet, type_, LEFT))
            self.labels.append(Label(short(value), row, theme.ink, type_, RIGHT))

    @property
    def details(self) -> str:
        """Both variances and the share, all digits."""
        over = "all trajectories, exactly" if self.spread.exact else "this batch"
        lines = [
            f"Σ Var over all parameters, of one trajectory's gradient, over {over}",
            f"weighed by R(τ): {exact(self.spread.whole)}",
            f"weighed by future rewards: {exact(self.spread.future)}",
            f"what the past adds: {exact(100.0 * self.spread.share)} %",
        ]
        return "\n".join(lines)

    def draw(self, painter: QPainter) -> None:
        """Draw the bars."""
        theme = self._theme
        whole, future = self._bars
        painter.setPen(QPen(theme.quiet, 1.0))
        painter.setBrush(hatching(theme))
        painter.drawRect(whole)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(theme.weight))
        painter.drawRect(future)
        alike = QRectF(whole)
        alike.setWidth(min(whole.width(), future.width()))
        painter.drawRect(alike)
