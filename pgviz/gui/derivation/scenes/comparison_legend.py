"""What the bars and dots of a comparison mean."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from pgviz.gui.derivation.scenes.measure import Measure, draw_measure
from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering
from pgviz.gui.scale import Scale
from pgviz.gui.theme import SPACE, Theme


class ComparedLegend:
    """A mark, a name and a second line for every measure, one under another."""

    def __init__(self, area: QRectF, measures: Sequence[Measure], theme: Theme) -> None:
        self._measures, self._theme = measures, theme
        self._type = Lettering(theme, TICK_POINTS)
        self._tops = self._lay_out(area)
        self._symbol = 1.4 * self._type.height
        self._left = area.left()
        self.labels = [label for each in self._placed(area) for label in each]

    @property
    def bottom(self) -> float:
        """Where it ends, px."""
        return self._tops[-1]

    def draw(self, painter: QPainter) -> None:
        """Draw the marks."""
        high = self._type.height
        scale = Scale(0.0, 1.0, self._left, self._left + self._symbol - SPACE)
        for measure, top in zip(self._measures, self._tops, strict=False):
            shown = Measure(
                measure.names,
                measure.role,
                np.array([1.0 if measure.exact else 0.5]),
                measure.exact,
                np.array([0.5]) if measure.error is not None else None,
            )
            center = np.array([top + high / 2.0])
            draw_measure(
                painter, scale, shown, np.zeros(1, int), center, round(0.5 * high), self._theme
            )

    def _lay_out(self, area: QRectF) -> list[float]:
        tops = [area.top()]
        for measure in self._measures:
            lines = 2 if measure.details else 1
            tops.append(tops[-1] + lines * self._type.height + SPACE)
        return tops

    def _placed(self, area: QRectF) -> list[list[Label]]:
        left, high, type_ = area.left() + self._symbol + SPACE, self._type.height, self._type
        width = area.right() - left
        placed = []
        for measure, top in zip(self._measures, self._tops, strict=False):
            color: QColor = getattr(self._theme, measure.role)
            texts = [(measure.names, color), (measure.details, self._theme.ink)]
            placed.append(
                [
                    Label(
                        type_.fitting(ways, width),
                        QRectF(left, top + line * high, width, high),
                        shade,
                        type_,
                        LEFT,
                    )
                    for line, (ways, shade) in enumerate(texts)
                    if ways
                ]
            )
        return placed
