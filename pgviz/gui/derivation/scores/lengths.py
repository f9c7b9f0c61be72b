"""The lengths of the steps' scores: how much each could add, whatever its direction."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from pgviz.gui.derivation.scores.waterfall import ROOMY, ScoreWaterfall
from pgviz.gui.format import short
from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.steps.lines import largest_of
from pgviz.gui.theme import Theme, mixed


class Lengths:
    """Bars under a waterfall, step under step, and a line that compares their sum with its own."""

    def __init__(
        self, area: QRectF, norms: np.ndarray, total: float, above: ScoreWaterfall, theme: Theme
    ) -> None:
        """`total` is the length of the sum."""
        self._norms, self._above, self._theme = norms, above, theme
        self._type = Lettering(theme, TICK_POINTS)
        line = self._type.height
        self._heading = QRectF(area.left(), area.top(), area.width(), line)
        self.plot = area.adjusted(0.0, line, 0.0, 0.0)
        self._texts = (
            f"‖∇log π‖ of each step: they add up to {short(float(norms.sum()))}, "
            f"their vectors to one of length {short(total)}",
            f"‖∇log π‖: sum {short(float(norms.sum()))}, of the vectors {short(total)}",
            "‖∇log π‖ of each step",
            "‖∇log π‖",
        )

    @property
    def labels(self) -> list[Label]:
        """The line above the bars."""
        text = self._type.fitting(self._texts, self._heading.width())
        return [Label(text, self._heading, self._theme.quiet, self._type, LEFT)]

    def draw(self, painter: QPainter) -> None:
        """Draw a bar a step; of steps that share a pixel, the longest."""
        steps, norms = largest_of(self._norms, int(self.plot.width()))
        unit = (self.plot.height() - 1.0) / (float(self._norms.max()) or 1.0)
        color = mixed(self._theme.score, self._theme.card, 0.55)
        gap = 0.5 if self._above.step_width > ROOMY else 0.0
        for step, norm in zip(steps.tolist(), norms.tolist(), strict=True):
            column = self._above.column(step)
            height = norm * unit
            bar = QRectF(column.left(), self.plot.bottom() - height, column.width(), height)
            shown = color if step < self._above.reached else self._theme.pale(color)
            painter.fillRect(bar.adjusted(gap, 0.0, -gap, 0.0), shown)
        draw_labels(painter, self.labels)
