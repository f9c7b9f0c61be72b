"""Other branches beside the present one: thin, pale, each with its own colour and dashes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from pgviz.gui.branching.family import Other
from pgviz.gui.curves.curve import Curve
from pgviz.gui.curves.plot import SPARSE, CurvePlot
from pgviz.gui.curves.series import Series, value
from pgviz.gui.curves.strokes import draw_columns, touching
from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.theme import SPACE, Theme, mixed

THICKNESS = 1.2  # px, of a line
PALE = 0.8  # of the colour in the card's
SAMPLE = 20  # px, of the line before a name
WIDEST = 110.0  # px of a name, in normal type
SHARE = 0.7  # of a plot's width, that names take at most


@dataclass(frozen=True)
class Style:
    """Told apart by colour-blind eyes as well: by lightness, and by dashes."""

    light: str  # on a light card
    dark: str
    dash: int  # px drawn
    period: int  # px from one dash to the next

    def color(self, theme: Theme) -> QColor:
        """Return the colour of the line."""
        return mixed(QColor(self.dark if theme.dark else self.light), theme.card, PALE)


STYLES = (
    Style("#33417a", "#b3c0ff", 8, 11),
    Style("#8a7400", "#d8cd62", 2, 5),
    Style("#0f8290", "#62d3de", 14, 18),
    Style("#7a4a2a", "#dfae8c", 5, 10),
    Style("#6a6f78", "#a9afb9", 3, 4),
)


class Ghost:
    """The curves of another branch."""

    def __init__(self, other: Other, series: Iterable[Series]) -> None:
        self.other = other
        self.style = STYLES[other.number % len(STYLES)]
        self.columns = other.history.columns
        self._curves = {each.column: Curve(_line_of(each, self.columns)) for each in series}

    def curve(self, column: str) -> Curve:
        """Return its curve in the plot of a column."""
        return self._curves[column]

    def draw(self, painter: QPainter, plot: CurvePlot) -> None:
        """Draw its line from where it parts."""
        curve = self._curves[plot.curve.series.column]
        start = int(max(self.other.parted - 1, 0) * plot.across.unit)
        y = plot.up.pixel(_values(curve, plot.across.unit)[start:])
        y[(start + np.arange(len(y))) % self.style.period >= self.style.dash] = np.nan
        ends = touching(y, y, THICKNESS * plot.theme.line_scale)
        draw_columns(painter, plot.plot.left() + start, *ends, self.style.color(plot.theme))

    def reading(self, column: str, row: int) -> str:
        """Return its name and all digits of its value at a row, if it has one of its own."""
        series = self._curves[column].series
        if not self.other.parted <= row < len(self.columns["iteration"]):
            return ""
        return f"{self.other.name}: {series.symbol} = {series.exact(self.columns, row)}"


class Legend:
    """Names at the right of a plot's head, each behind a piece of its line."""

    def __init__(self, ghosts: Sequence[Ghost], plot: CurvePlot, theme: Theme) -> None:
        self._theme, self._type = theme, Lettering(theme, TICK_POINTS)
        self.ghosts, self.labels = list(ghosts), list[Label]()
        right, least = plot.plot.right() - SPACE, plot.plot.right() - SHARE * plot.plot.width()
        for ghost in ghosts:
            label = self._label(ghost, right, plot.plot.top())
            right = label.box.left() - SAMPLE - 4.0 * SPACE
            if right < least:
                break
            self.labels.append(label)

    @property
    def boxes(self) -> list[QRectF]:
        """What the names and their lines cover."""
        return [each.box.adjusted(-SAMPLE - SPACE, 0.0, SPACE, 0.0) for each in self.labels]

    def draw(self, painter: QPainter) -> None:
        """Draw them, and nothing through them."""
        for box, ghost in zip(self.boxes, self.ghosts, strict=False):
            painter.fillRect(box, self._theme.card)
            y = np.full(SAMPLE - SPACE, box.center().y())
            y[np.arange(len(y)) % ghost.style.period >= ghost.style.dash] = np.nan
            ends = touching(y, y, 1.5 * THICKNESS * self._theme.line_scale)
            draw_columns(painter, box.left(), *ends, ghost.style.color(self._theme))
        draw_labels(painter, self.labels)

    def _label(self, ghost: Ghost, right: float, top: float) -> Label:
        text = self._type.elided(ghost.other.name, WIDEST * self._theme.type_scale)
        width = self._type.width(text)
        box = QRectF(right - width, top, width, self._type.height)
        return Label(text, box, ghost.style.color(self._theme), self._type, LEFT)


def _line_of(series: Series, columns: dict[str, np.ndarray]) -> Series:
    """Return what is drawn of a series: its second line where that is known, else its first."""
    line = replace(series, band=None, spread="", companion=None)
    second = series.companion
    if second is None or not np.isfinite(columns[second.column]).any():
        return line
    return replace(line, column=second.column, symbol=second.symbol, line=value(second.column))


def _values(curve: Curve, unit: float) -> np.ndarray:
    """Return a curve's value in each column of pixels, [columns]."""
    if unit < SPARSE:
        return curve.column_means(curve.line, unit)
    centers = np.arange(0.5, (curve.rows - 1) * unit) / unit
    return np.interp(centers, np.arange(curve.rows), curve.line.lows)
