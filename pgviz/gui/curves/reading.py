"""The values of one iteration, read off a plot."""

import math
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from pgviz.gui.curves.plot import CurvePlot
from pgviz.gui.lettering import LEFT, NAME_POINTS, RIGHT, Label, Lettering, draw_labels
from pgviz.gui.theme import SPACE, Theme
from pgviz.training.history import Columns

DOT = 3.5  # px, the radius
VALUE = "\u2212888.8"  # at least as much room is left for a value beside the name
STRONG = QFont.Weight.DemiBold
WIDE = 400.0  # px in normal type: from here on the names of two lines are written out
SHARE, NARROW_SHARE = 0.68, 0.6  # of the width, that the first of two names has


def name_labels(
    plot: CurvePlot, columns: Columns, row: int | None, theme: Theme, *, ahead: bool = False
) -> list[Label]:
    """Return the name of a plot, and at its right the value at a row, if there is one.

    The value is pale where it is `ahead` of the cursor.
    """
    series, box = plot.curve.series, plot.name_box
    if plot.curve.has_companion:
        return _two_names(plot, columns, row, theme)
    value = series.read(columns, row) if row is not None else ""
    name, read = _name_and_value(series.names, value, box, plot.color, theme)
    return [name, replace(read, color=theme.pale_text(read.color)) if ahead else read]


def _name_and_value(
    names: Sequence[str], value: str, box: QRectF, color: QColor, theme: Theme
) -> list[Label]:
    """Return a name at the left of a box and a value at its right."""
    plain, strong = Lettering(theme, NAME_POINTS), Lettering(theme, NAME_POINTS, STRONG)
    room = box.width() - max(strong.width(value), strong.width(VALUE)) - 2.0 * SPACE
    name = Label(plain.fitting(names, room), box, color, plain, LEFT)
    return [name, Label(value, box, color, strong, RIGHT)]


def _two_names(plot: CurvePlot, columns: Columns, row: int | None, theme: Theme) -> list[Label]:
    """Return names and values of both lines, the second one's at the right."""
    series, companion, box = plot.curve.series, plot.curve.series.companion, plot.name_box
    assert companion is not None
    values = [each.read(columns, row) if row is not None else "" for each in (series, companion)]
    wide = box.width() >= WIDE * theme.type_scale
    share = (SHARE if wide else NARROW_SHARE) * box.width()
    left = QRectF(box.left(), box.top(), share, box.height())
    right = box.adjusted(share + 4.0 * SPACE, 0.0, 0.0, 0.0)
    own = _name_and_value(series.names, values[0], left, plot.color, theme)
    return own + _name_and_value(companion.names, values[1], right, plot.companion_color, theme)


def draw_name(
    painter: QPainter,
    plot: CurvePlot,
    columns: Columns,
    row: int | None,
    theme: Theme,
    *,
    ahead: bool = False,
) -> None:
    """Write the name of a plot and the value at a row, pale where it is `ahead` of the cursor."""
    draw_labels(painter, name_labels(plot, columns, row, theme, ahead=ahead))


def draw_row(painter: QPainter, plot: CurvePlot, columns: Columns, row: int, color: QColor) -> None:
    """Draw a vertical line at a row, and a dot at its value; nothing where a plot has words."""
    draw_upright(painter, plot, row, color)
    draw_dots(painter, plot, columns, row)


def draw_upright(painter: QPainter, plot: CurvePlot, row: int, color: QColor) -> None:
    """Draw a vertical line at a row; nothing where a plot has words."""
    if plot.curve.empty:
        return
    x = math.floor(plot.place(row, 0.0).x()) + 0.5  # where it is sharp
    painter.setPen(QPen(color, plot.theme.line_scale))
    painter.drawLine(QLineF(x, plot.plot.top(), x, plot.plot.bottom()))


def draw_dots(
    painter: QPainter, plot: CurvePlot, columns: Columns, row: int, *, ahead: bool = False
) -> None:
    """Draw a dot at each value of a row, pale where it is `ahead` of the cursor."""
    if plot.curve.empty:
        return
    series = plot.curve.series
    color = plot.theme.pale(plot.color) if ahead else plot.color
    _draw_dot(painter, plot, row, float(columns[series.column][row]), color)
    if series.companion is not None:
        value = float(columns[series.companion.column][row])
        _draw_dot(painter, plot, row, value, plot.companion_color)


def _draw_dot(painter: QPainter, plot: CurvePlot, row: int, value: float, color: QColor) -> None:
    if math.isfinite(value):
        painter.setPen(QPen(plot.theme.card, plot.theme.line_scale))
        painter.setBrush(color)
        radius = DOT * plot.theme.line_scale**0.5
        painter.drawEllipse(plot.place(row, value), radius, radius)
