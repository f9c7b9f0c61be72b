"""Gradients beside each other, parameter by parameter: exact ones as bars, estimates as dots."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.axes import draw_grid, labels_below
from pgviz.gui.derivation.scenes.canvas import Reading
from pgviz.gui.estimate.marks import draw_bars, draw_whiskers
from pgviz.gui.format import exact
from pgviz.gui.lettering import LEFT, RIGHT, TICK_POINTS, Label, Lettering
from pgviz.gui.notation import parameter_label
from pgviz.gui.quantity import Quantity
from pgviz.gui.scale import Scale, finite_range
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import Pointer
from pgviz.policies.layers import Layer

THICKEST, THINNEST = 14.0, 7.0  # px in normal type, of a bar with what surrounds it
FILLED = 0.78  # of that is the bar
BETWEEN = 6.0  # px in normal type, between parameters
NAMES_SHARE = 0.24  # of the width, that the names of parameters have at most
MARGIN = 0.04  # of the values' range, at both ends
DOT, CAP = 3.5, 3.0  # px


@dataclass(frozen=True)
class Measure:
    """A gradient [parameters], exact or with its standard error [parameters]."""

    names: tuple[str, ...]  # the longest first
    role: str  # of the theme's colours
    values: np.ndarray
    exact: bool = True
    error: np.ndarray | None = None  # of an estimate; None where it is exact, or of one trajectory
    details: tuple[str, ...] = ()  # a second line under its name, the longest first
    quantity: Quantity | None = None  # of the derivation


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
        names = [parameter_label(layers, int(index)) for index in parameters]
        room = min(max(map(self._type.width, names)), NAMES_SHARE * area.width())
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
            text = self._type.elided(name, room)
            values.append(Label(text, box, self._theme.parameter, self._type, RIGHT))
        return values

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


def read(measure: Measure, parameter: int) -> str:
    """Return the value of a parameter with all digits, and its error where it has one."""
    value = exact(measure.values[parameter])
    return value if measure.error is None else f"{value} ± {exact(measure.error[parameter])}"


def draw_measure(
    painter: QPainter,
    scale: Scale,
    measure: Measure,
    parameters: np.ndarray,
    centers: np.ndarray,
    thick: int,
    theme: Theme,
) -> None:
    """Draw bars of what is exact, dots and whiskers of an estimate, at centers [parameters], px."""
    color: QColor = getattr(theme, measure.role)
    values = measure.values[parameters]
    if measure.exact:
        painter.setBrush(color)
        draw_bars(painter, scale, values, centers, thick)
        return
    painter.setPen(QPen(color, 1.4 * theme.line_scale**0.5))
    if measure.error is not None:
        error, cap = measure.error[parameters], CAP * theme.line_scale**0.5
        draw_whiskers(painter, scale, values - error, values + error, centers, cap)
    painter.setBrush(theme.card)
    reach = DOT * theme.line_scale**0.5
    for x, y in zip(scale.pixel(values).tolist(), centers.tolist(), strict=True):
        painter.drawEllipse(QPointF(x, y), reach, reach)


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
