"""Dotted lines through plots where the run was stopped, or a branch left."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QPainter, QPen

from pgviz.gui.curves.plot import CurvePlot
from pgviz.gui.marks import Mark
from pgviz.gui.theme import Theme


def draw_events(
    painter: QPainter, plots: Sequence[CurvePlot], marks: Sequence[Mark], theme: Theme
) -> None:
    """Draw a line for each mark through every plot, one where several share a pixel."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for plot in plots:
        within = [mark for mark in marks if plot.across.low <= mark.iteration <= plot.across.high]
        places = {round(plot.across.pixel(mark.iteration)): mark.role for mark in within}
        for x, role in places.items():
            painter.setPen(QPen(getattr(theme, role), theme.line_scale, Qt.PenStyle.DotLine))
            painter.drawLine(QLineF(x, plot.plot.top(), x, plot.plot.bottom()))
    painter.restore()
