"""The axes of the cloud: one unit is as long upwards as it is across."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from pgviz.gui.axes import draw_grid, labels_below, labels_beside
from pgviz.gui.lettering import LEFT, NAME_POINTS, RIGHT, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.scale import Scale, Tick
from pgviz.gui.theme import SPACE, Theme

LEAST_RANGE = 1e-300  # values closer together are one on any screen

Range = tuple[float, float]


class Frame:
    """A plane on the screen, with the values of its axes and their names."""

    def __init__(
        self,
        area: QRectF,
        across: Range,
        up: Range,
        names: Sequence[Sequence[str]],
        theme: Theme,
        *,
        flat: bool = False,
    ) -> None:
        """Show at least the given ranges; of the ways to name an axis the first that fits.

        A `flat` plane is a line, with no values upwards but 0.
        """
        self._theme, self._flat = theme, flat
        self._type, self._name_type = Lettering(theme, TICK_POINTS), Lettering(theme, NAME_POINTS)
        self._area = area
        self.plot = self._plot(0.0)
        for _ in range(2):  # the values need room, which changes what they are
            self.across, self.up = equal_scales(self.plot, across, up)
            self.plot = self._plot(self._room_for_values())
        self.across, self.up = equal_scales(self.plot, across, up)
        self._across_ticks = self.across.spaced_ticks(self._type.width, 3.0 * SPACE)
        self._up_ticks = self._ticks_beside()
        self.labels = [*self._values(), *self._names(names)]

    def pixels(self, points: np.ndarray) -> np.ndarray:
        """Return where points [..., 2] of the plane lie, [..., 2] px."""
        return np.stack([self.across.pixel(points[..., 0]), self.up.pixel(points[..., 1])], -1)

    def pixel(self, point: np.ndarray) -> QPointF:
        """Return where one point [2] lies."""
        return QPointF(*self.pixels(point).tolist())

    def draw(self, painter: QPainter) -> None:
        """Draw the lines at round values, the values and the names."""
        lines = (self.across, self._across_ticks), (self.up, self._up_ticks)
        draw_grid(painter, self._theme, self.plot, *lines)
        draw_labels(painter, self.labels)

    def _ticks_beside(self) -> list[Tick]:
        ticks = self.up.ticks(2.2 * self._type.height)
        return [tick for tick in ticks if tick.value == 0.0] if self._flat else ticks

    def _room_for_values(self) -> float:
        widths = [self._type.width(tick.text) for tick in self._ticks_beside()]
        return max(widths, default=0.0) + SPACE

    def _plot(self, left: float) -> QRectF:
        above, below = self._name_type.height + SPACE, self._type.height + self._name_type.height
        plot = self._area.adjusted(left, above, 0.0, -below - SPACE / 2.0)
        return QRectF(plot.left(), plot.top(), max(plot.width(), 1.0), max(plot.height(), 1.0))

    def _values(self) -> list[Label]:
        top, around = self.plot.bottom() + SPACE / 2.0, self._area
        below = labels_below(self._across_ticks, self.across, top, around, self._type, self._theme)
        left = self.plot.left()
        beside = labels_beside(self._up_ticks, self.up, left, around, self._type, self._theme)
        return below + beside

    def _names(self, names: Sequence[Sequence[str]]) -> list[Label]:
        area, type_ = self._area, self._name_type
        across, up = (type_.fitting(ways, area.width()) for ways in names)
        line = QRectF(area.left(), area.top(), area.width(), type_.height)
        foot = line.translated(0.0, area.height() - type_.height)
        quiet = self._theme.quiet
        return [Label(across, foot, quiet, type_, RIGHT), Label(up, line, quiet, type_, LEFT)]


def equal_scales(plot: QRectF, across: Range, up: Range) -> tuple[Scale, Scale]:
    """Return scales with the same unit that show both ranges in the middle of the plot."""
    widths = (max(high - low, LEAST_RANGE) for low, high in (across, up))
    unit = min(plot.width() / next(widths), plot.height() / next(widths))
    low, high = _centered(across, plot.width() / unit)
    horizontal = Scale(low, high, plot.left(), plot.right())
    low, high = _centered(up, plot.height() / unit)
    return horizontal, Scale(low, high, plot.bottom(), plot.top())


def _centered(values: Range, length: float) -> Range:
    middle = values[0] / 2.0 + values[1] / 2.0
    return middle - length / 2.0, middle + length / 2.0
