"""One quantity over iterations: a line, perhaps a band around it."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.axes import draw_grid, labels_below, labels_beside
from pgviz.gui.curves.curve import Curve
from pgviz.gui.curves.envelope import Envelope
from pgviz.gui.curves.regions import draw_below, ground, name_below
from pgviz.gui.curves.strokes import draw_columns, draw_polyline, touching
from pgviz.gui.lettering import (
    MIDDLE,
    NAME_POINTS,
    RIGHT,
    TICK_POINTS,
    Label,
    Lettering,
    draw_labels,
    draw_set_off,
)
from pgviz.gui.scale import Scale, Tick
from pgviz.gui.theme import SPACE, Theme, mixed

SPARSE, SEPARATE = 1.5, 12.0  # px an iteration: from here on lines, and dots, can be told apart
FEWEST = 10  # iterations that the axis has room for from the beginning
THICKNESS, DOT = 1.6, 2.0  # px: of a line, and the radius of a dot
BAND, RANGE = 0.22, 0.5  # of the line's colour in the card's: spread; least to largest
APART = 0.25  # of a line's height
ITERATION = "iteration"


class CurvePlot:
    """A curve with values at its left and iterations below; a line above is left for its name."""

    def __init__(
        self,
        area: QRectF,
        curve: Curve,
        first: int,
        theme: Theme,
        head: float,
        others: Sequence[Curve] = (),
    ) -> None:
        """Show a curve that begins with iteration `first`; `head` px above it stay free.

        The axes have room for the `others` as well, which begin with the same iteration.
        """
        self.area, self.curve, self.theme = area, curve, theme
        self._type = Lettering(theme, TICK_POINTS)
        above = Lettering(theme, NAME_POINTS).height
        self.name_box = QRectF(area.left(), area.top(), area.width(), above)
        self._below = APART * self._type.height  # from the plot to the iterations
        body = area.adjusted(0.0, above, 0.0, -self._type.height - self._below)
        lows, highs = zip(*(each.extent for each in (curve, *others)), strict=True)
        self.up = Scale(min(lows), max(highs), body.bottom(), body.top() + SPACE + head)
        self._values = [] if curve.empty else _few_ticks(self.up, self._type.height)
        margin = max((self._type.width(tick.text) for tick in self._values), default=0.0) + SPACE
        self.plot = body.adjusted(margin, 0.0, -SPACE, 0.0)
        last = first + max(FEWEST, *(each.rows - 1 for each in (curve, *others)))
        self.across = Scale(first, last, self.plot.left(), self.plot.right())
        self._iterations = self.across.spaced_ticks(self._type.width, 5.0 * SPACE, whole=True)
        self.labels = self._labels()
        self.meaning = self._meaning()

    @property
    def color(self) -> QColor:
        """The colour of the quantity."""
        return getattr(self.theme, self.curve.series.role)

    @property
    def companion_color(self) -> QColor:
        """The colour of the second line's quantity."""
        assert self.curve.series.companion is not None
        return getattr(self.theme, self.curve.series.companion.role)

    def place(self, row: int, value: float) -> QPointF:
        """Return where the value of a row lies."""
        return QPointF(self.across.pixel(self.across.low + row), self.up.pixel(value))

    def draw(self, painter: QPainter) -> None:
        """Draw everything but the name and the meaning."""
        if self._has_below:
            draw_below(painter, self.plot, self._edge, self.theme)
        grid = (self.across, self._iterations), (self.up, self._values)
        draw_grid(painter, self.theme, self.plot, *grid)
        if self.curve.empty:
            self._write_why(painter)
        else:
            self._draw_curve(painter)
        draw_labels(painter, self.labels)

    def draw_meaning(self, painter: QPainter) -> None:
        """Say over all lines what the values below the edge mean."""
        if self.meaning is not None:
            draw_set_off(painter, [self.meaning], ground(self.theme))

    @property
    def _has_below(self) -> bool:
        return bool(self.curve.series.below) and not self.curve.empty

    @property
    def _edge(self) -> float:
        """Where values begin to mean something, px."""
        return float(self.up.pixel(self.curve.series.edge))

    def _meaning(self) -> Label | None:
        if not self._has_below:
            return None
        text = self.curve.series.below
        return name_below(self.plot, self._edge, text, self.theme, self._is_above)

    def _is_above(self, box: QRectF) -> bool:
        """Return whether the curve stays above a box."""
        _, lowest = self._band_ends(self.curve.line)  # px, in every column
        columns = slice(int(box.left() - self.plot.left()), int(box.right() - self.plot.left()) + 1)
        return not (lowest[columns] >= box.top()).any()

    def _labels(self) -> list[Label]:
        beside = labels_beside(
            self._values, self.up, self.plot.left(), self.area, self._type, self.theme
        )
        width = self._type.width(ITERATION)
        box = QRectF(self.area.right() - width, 0.0, width, self._type.height)
        box.moveTop(self.plot.bottom() + self._below)
        within = self.area.adjusted(0.0, 0.0, -width - 2.0 * SPACE, 0.0)
        below = labels_below(
            self._iterations, self.across, box.top(), within, self._type, self.theme
        )
        return [*beside, *below, Label(ITERATION, box, self.theme.quiet, self._type, RIGHT)]

    def _draw_curve(self, painter: QPainter) -> None:
        if self.curve.band is not None:
            color = mixed(self.color, self.theme.card, BAND)
            draw_columns(painter, self.plot.left(), *self._band_ends(self.curve.band), color)
        self._draw_line(painter, self.curve.line, self.color)
        if self.across.unit >= SEPARATE or self.curve.rows == 1:
            self._draw_dots(painter)
        if self.curve.has_companion:
            assert self.curve.companion is not None
            self._draw_line(painter, self.curve.companion, self.companion_color, smooth=True)

    def _draw_line(
        self, painter: QPainter, line: Envelope, color: QColor, *, smooth: bool = False
    ) -> None:
        """Draw a line; a `smooth` one has but a value or two in a column of pixels."""
        thickness = THICKNESS * self.theme.line_scale
        if self.across.unit >= SPARSE:
            x = self.plot.left() + self.across.unit * np.arange(self.curve.rows)
            draw_polyline(painter, x, self.up.pixel(line.lows), QPen(color, thickness))
        elif smooth:
            ends = touching(*self._pixel_ends(line), thickness)
            draw_columns(painter, self.plot.left(), *ends, color)
        else:
            self._draw_range(painter, line, color, thickness)

    def _draw_range(
        self, painter: QPainter, line: Envelope, color: QColor, thickness: float
    ) -> None:
        """Draw what lies between the least and the largest value of each column, and the mean."""
        left = self.plot.left()
        ends = touching(*self._pixel_ends(line), thickness)
        draw_columns(painter, left, *ends, mixed(color, self.theme.card, RANGE))
        means = self.up.pixel(self.curve.column_means(line, self.across.unit))
        draw_columns(painter, left, *touching(means, means, thickness), color)

    def _draw_dots(self, painter: QPainter) -> None:
        x = self.plot.left() + self.across.unit * np.arange(self.curve.rows)
        y = self.up.pixel(self.curve.line.lows)
        known, radius = np.isfinite(y), DOT * self.theme.line_scale
        painter.setBrush(self.color)
        painter.setPen(Qt.PenStyle.NoPen)
        for place in zip(x[known].tolist(), y[known].tolist(), strict=True):
            painter.drawEllipse(QPointF(*place), radius, radius)

    def _band_ends(self, band: Envelope) -> tuple[np.ndarray, np.ndarray]:
        """Return the upper and lower end of the band in every column of pixels."""
        if self.across.unit < SPARSE:
            return touching(*self._pixel_ends(band), 1.0)
        centers = np.arange(0.5, (self.curve.rows - 1) * self.across.unit) / self.across.unit
        ends = (
            np.interp(centers, np.arange(self.curve.rows), end) for end in (band.highs, band.lows)
        )
        top, bottom = (self.up.pixel(end) for end in ends)
        return top, bottom

    def _pixel_ends(self, envelope: Envelope) -> tuple[np.ndarray, np.ndarray]:
        lows, highs = self.curve.column_ends(envelope, self.across.unit)
        return self.up.pixel(highs), self.up.pixel(lows)

    def _write_why(self, painter: QPainter) -> None:
        text = self._type.fitting(self.curve.series.without, self.plot.width())
        draw_labels(painter, [Label(text, self.plot, self.theme.quiet, self._type, MIDDLE)])


def _few_ticks(scale: Scale, line: float) -> list[Tick]:
    """Return ticks apart, or if that leaves fewer than two, as near as their figures allow."""
    ticks = scale.ticks(1.2 * line)
    return ticks if len(ticks) > 1 else scale.ticks(0.9 * line)
