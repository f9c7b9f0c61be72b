"""What the pictures of L7 and L8 share: a row a part of log P(τ;θ), and an axis below them."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF

from pgviz.gui.derivation.nudge.parts import Part, logarithms
from pgviz.gui.derivation.nudge.picture import PartsPicture, inset
from pgviz.gui.derivation.nudge.sheet import Column, lay_out
from pgviz.gui.lettering import TICK_POINTS, Lettering
from pgviz.gui.scale import finite_range
from pgviz.gui.smooth_range import SmoothRange
from pgviz.gui.theme import Theme


class LogarithmsPicture(PartsPicture):
    """A subclass says which columns of numbers it has, and draws a chart beside them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._range = SmoothRange()

    def columns(self, parts: Sequence[Part]) -> list[Column]:
        """Return the numbers that stand in the rows."""
        raise NotImplementedError

    def arrange(self, area: QRectF) -> None:
        self.parts = logarithms(self.material, self.slopes)
        below = Lettering(self.theme, TICK_POINTS).height
        rows = inset(area).adjusted(0.0, 0.0, 0.0, -below)
        shown = self.columns(self.parts)
        self.sheet = lay_out(rows, self.named(), shown, self.theme, plotted=True)

    def span_of(
        self, values: Sequence[float], *, follow: bool, least: tuple[float, float]
    ) -> tuple[float, float]:
        """Return a range that holds 0 and the values, `least` where that is all.

        With `follow` it grows at once and shrinks slowly; else it is taken as it is.
        """
        if not follow:
            self._range.reset()
        self._range.follow(*finite_range(np.array([0.0, *values])))
        low, high = self._range.low, self._range.high
        return (low, high) if low < high else least
