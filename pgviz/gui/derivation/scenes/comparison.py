"""Gradients beside each other, parameter by parameter: exact ones as bars, estimates as dots."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from pgviz.gui.axes import draw_grid, labels_below
from pgviz.gui.derivation.scenes.canvas import Reading
from pgviz.gui.derivation.scenes.measure import Measure, draw_measure, read
from pgviz.gui.lettering import RIGHT, TICK_POINTS, Label, Lettering
from pgviz.gui.notation import parameter_label, short_parameter_name
from pgviz.gui.scale import Scale, finite_range
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import Pointer
from pgviz.policies.layers import Layer

THICKEST, THINNEST = 14.0, 7.0  # px in normal type, of a bar with what surrounds it
FILLED = 0.78  # of that is the bar
BETWEEN = 6.0  # px in normal type, between parameters
NAMES_SHARE = 0.24  # of the width, that the names of parameters have at most
MARGIN = 0.04  # of the values' range, at both ends


class ComparedBars:
    """The bars of the largest parameters within an area, and what they are called."""

    def __init__(
        self,
        area: QRectF,
        measures: Sequence[Measure],
        parameters: np.ndarray,
        layers: tuple[Layer, ...],
        theme: Theme,
    ) -> None:
        """`parameters` [shown] are those to be shown, from the top."""
        self.measures, self.parameters, self._theme = measures, parameters, theme
        self._type = Lettering(theme, TICK_POINTS)
        names = self._names(layers, NAMES_SHARE * area.width())
        room = max(map(self._type.width, names))
        self.plot = area.adjusted(room + 2 * SPACE, 0.0, -SPACE, -self._type.height - SPACE)
        self.scale = self._scale()
        self._ticks = self.scale.spaced_ticks(self._type.width, 4.0 * SPACE)
        self._height = self.plot.height() / len(parameters)
        self._lane = min(self._height - BETWEEN * theme.type_scale, self._widest) / len(measures)
        self.labels = self._labels(area, names, room)

    @property
    def readings(self) -> list[Reading]:
        """All digits of every row."""
        return [self._reading(row) for row in range(len(self.parameters))]

    def draw(self, painter: QPainter) -> None:
        """Draw axis and marks."""
        draw_grid(painter, self._theme, self.plot, (self.scale, self._ticks))
        for lane, measure in enumerate(self.measures):
            draw_measure(
                painter,
                self.scale,
                measure,
                self.parameters,
                self._centers(lane),
                self._thick,
                self._theme,
            )

    @property
    def _widest(self) -> float:
        return len(self.measures) * THICKEST * self._theme.type_scale

    @property
    def _thick(self) -> int:
        return max(round(FILLED * self._lane), 3)

    def _centers(self, lane: int) -> np.ndarray:
        middle = self.plot.top() + (np.arange(len(self.parameters)) + 0.5) * self._height
        return middle + (lane - (len(self.measures) - 1) / 2.0) * self._lane

    def _scale(self) -> Scale:
        shown = [measure.values[self.parameters] for measure in self.measures]
        errors = [
            each.values[self.parameters] + sign * each.error[self.parameters]
            for each in self.measures
            if each.error is not None
            for sign in (-1.0, 1.0)
        ]
        low, high = finite_range(np.zeros(1), *shown, *errors)
        margin = MARGIN * (high - low) or 1.0
        return Scale(low - margin, high + margin, self.plot.left(), self.plot.right())

    def _labels(self, area: QRectF, names: list[str], room: float) -> list[Label]:
        top = self.plot.bottom() + SPACE / 2.0
        values = labels_below(self._ticks, self.scale, top, area, self._type, self._theme)
        for row, name in enumerate(names):
            middle = self.plot.top() + (row + 0.5) * self._height
            box = QRectF(area.left(), middle - self._type.height / 2.0, room, self._type.height)
            values.append(Label(name, box, self._theme.parameter, self._type, RIGHT))
        return values

    def _names(self, layers: tuple[Layer, ...], most: float) -> list[str]:
        """Return the parameters' names, so that none takes more than `most` px."""
        ways = (
            (parameter_label(layers, index), short_parameter_name(layers, index))
            for index in self.parameters.tolist()
        )
        return [self._type.fitting(each, most) for each in ways]

    def _reading(self, row: int) -> Reading:
        parameter = int(self.parameters[row])
        top = self.plot.top() + row * self._height
        box = QRectF(0.0, top, self.plot.right(), self._height)
        lines = [f"{each.names[-1]}: {read(each, parameter)}" for each in self.measures]
        return Reading(box, "\n".join(lines), Pointer(parameter=parameter))


def rows_that_fit(height: float, measures: int, theme: Theme) -> int:
    """Return for how many parameters there is room, at least 1."""
    each = (measures * THINNEST + BETWEEN) * theme.type_scale
    axis = Lettering(theme, TICK_POINTS).height + SPACE
    return max(int((height - axis) / each), 1)
