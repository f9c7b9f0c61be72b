"""How far the present branch is from another one, iteration by iteration."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from pgviz.gui.branching.family import Other
from pgviz.gui.curves.curve import FINE, Curve
from pgviz.gui.curves.plot import CurvePlot
from pgviz.gui.curves.reading import draw_name, draw_row
from pgviz.gui.curves.series import Series, value
from pgviz.gui.format import count
from pgviz.gui.theme import Theme
from pgviz.training.history import Columns, History

DIFFERENCE = "difference"
KINDS = {"objective": ("J(θ)", "exact"), "mean_return": ("mean R(τ)", "weight")}


class Difference:
    """The exact J where both branches know it, otherwise the mean return, from where they part."""

    def __init__(self, history: History, other: Other) -> None:
        self.history, self.other = history, other
        self._kind = _kind(history.columns, other)
        self._curve = Curve(_series(self._kind, other.name))
        self.columns: Columns = {}
        self.plot: CurvePlot | None = None

    def arrange(self, area: QRectF, theme: Theme) -> None:
        """Work out where everything lies, with what was added since."""
        self.columns = self._difference()
        self._curve.follow(self.columns, FINE * area.width())
        self.plot = CurvePlot(area, self._curve, self.other.parted, theme, 0.0)

    def draw(self, painter: QPainter) -> None:
        """Draw the curve, and where there would be no difference."""
        assert self.plot is not None
        self.plot.draw(painter)
        if not self._curve.empty:
            y, area = self.plot.up.pixel(0.0), self.plot.plot
            painter.setPen(QPen(self.plot.theme.quiet, self.plot.theme.line_scale))
            painter.drawLine(QLineF(area.left(), y, area.right(), y))

    def draw_reading(self, painter: QPainter, iteration: int | None) -> None:
        """Write the name, and the value at an iteration or else the newest."""
        assert self.plot is not None
        theme, row = self.plot.theme, self._row(iteration)
        if row is not None:
            draw_row(painter, self.plot, self.columns, row, theme.faint)
        newest = self._curve.rows - 1 if self._curve.rows else None
        draw_name(painter, self.plot, self.columns, newest if row is None else row, theme)

    def tip_at(self, position: QPointF) -> str:
        """Return the exact value under the mouse; empty if there is none."""
        if self.plot is None or not self.plot.plot.contains(position):
            return ""
        row = self._row(round(self.plot.across.value(position.x())))
        if row is None:
            return ""
        series = self._curve.series
        number = count(self.other.parted + row)
        return f"iteration {number}\n{series.symbol} = {series.exact(self.columns, row)}"

    def _row(self, iteration: int | None) -> int | None:
        row = -1 if iteration is None else iteration - self.other.parted
        return row if 0 <= row < self._curve.rows else None

    def _difference(self) -> Columns:
        mine = self.history.columns[self._kind][self.other.parted :]
        others = self.other.history.columns[self._kind][self.other.parted :]
        rows = min(len(mine), len(others))
        numbers = self.other.parted + np.arange(rows)
        with np.errstate(invalid="ignore"):  # ∞ − ∞ is drawn as a gap
            return {"iteration": numbers, DIFFERENCE: mine[:rows] - others[:rows]}


def _kind(columns: Columns, other: Other) -> str:
    both = columns["objective"], other.history.columns["objective"]
    known = all(np.isfinite(each).any() for each in both)
    return "objective" if known else "mean_return"


def _series(kind: str, name: str) -> Series:
    symbol, role = KINDS[kind]
    names = (f"{symbol}: this branch − “{name}”", f"{symbol} − “{name}”", f"difference of {symbol}")
    without = ("No iteration yet that both have on their own.", "none yet")
    line = value(DIFFERENCE)
    return Series(DIFFERENCE, names, names[0], role, line, from_zero=True, without=without)
