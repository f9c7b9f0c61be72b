"""The values of one iteration, read off a plot."""

import math

from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from pgviz.gui.curves.plot import CurvePlot
from pgviz.gui.lettering import LEFT, NAME_POINTS, RIGHT, Label, Lettering, draw_labels
from pgviz.gui.theme import SPACE, Theme
from pgviz.training.history import Columns

DOT = 3.5  # px, the radius
VALUE = "\u2212888.8"  # at least as much room is left for a value beside the name


def name_labels(plot: CurvePlot, columns: Columns, row: int | None, theme: Theme) -> list[Label]:
    """Return the name of a plot, and at its right the value at a row, if there is one."""
    series, box = plot.curve.series, plot.name_box
    plain = Lettering(theme, NAME_POINTS)
    value = series.read(columns, row) if row is not None else ""
    strong = Lettering(theme, NAME_POINTS, QFont.Weight.DemiBold)
    room = box.width() - max(strong.width(value), strong.width(VALUE)) - 2.0 * SPACE
    name = Label(plain.fitting(series.names, room), box, plot.color, plain, LEFT)
    return [name, Label(value, box, plot.color, strong, RIGHT)]


def draw_name(
    painter: QPainter, plot: CurvePlot, columns: Columns, row: int | None, theme: Theme
) -> None:
    """Write the name of a plot and the value at a row."""
    draw_labels(painter, name_labels(plot, columns, row, theme))


def draw_row(painter: QPainter, plot: CurvePlot, columns: Columns, row: int, color: QColor) -> None:
    """Draw a vertical line at a row, and a dot at its value; nothing where a plot has words."""
    if plot.curve.empty:
        return
    value = float(columns[plot.curve.series.column][row])
    place = plot.place(row, value)
    x = math.floor(place.x()) + 0.5  # where it is sharp
    painter.setPen(QPen(color, plot.theme.line_scale))
    painter.drawLine(QLineF(x, plot.plot.top(), x, plot.plot.bottom()))
    if math.isfinite(value):
        painter.setPen(QPen(plot.theme.card, plot.theme.line_scale))
        painter.setBrush(plot.color)
        radius = DOT * plot.theme.line_scale**0.5
        painter.drawEllipse(place, radius, radius)
