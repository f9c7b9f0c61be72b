"""Learning: the figures of every iteration, from the first to the newest."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pgviz.gui.curves.changes import ChangeMarks, described
from pgviz.gui.curves.curve import Curve
from pgviz.gui.curves.layout import absent, share_out
from pgviz.gui.curves.plot import CurvePlot
from pgviz.gui.curves.reading import draw_name, draw_row
from pgviz.gui.curves.regions import outline
from pgviz.gui.curves.series import SERIES
from pgviz.gui.format import count, exact
from pgviz.gui.lettering import TICK_POINTS, Lettering
from pgviz.gui.painted import PaintedPanel
from pgviz.gui.quantity import Quantity
from pgviz.gui.theme import Theme
from pgviz.gui.view import NOWHERE, Pointer, View
from pgviz.training.history import Change, Columns, History

NOTHING_YET = "Press Space: every iteration adds a point to its curves."


class LearningPanel(PaintedPanel):
    """Return and J, length of ĝ, its angle to ∇J or its noise, and entropy over iterations."""

    title = "Learning"
    key = "learning"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._history: History | None = None
        self._columns: Columns = {"iteration": np.empty(0)}
        self._changes: tuple[Change, ...] = ()
        self._curves: list[Curve] = []
        self._cursor: int | None = None  # the iteration that the window shows
        self._hovered: int | None = None  # the row under the mouse
        self._knows_angle = False  # whether any iteration has one
        self._quantity: Quantity | None = None  # that is pointed at

    def show_history(self, history: History) -> None:
        """Draw all iterations so far."""
        if history is not self._history:
            self._history, self._curves = history, [Curve(series) for series in SERIES]
            self._hovered, self._knows_angle, seen = None, False, 0
        elif len(history) == self.rows:
            return
        else:
            seen = self.rows
        self._columns = history.columns
        self._knows_angle |= bool(np.isfinite(self._columns["cosine"][seen:]).any())
        self._changes = tuple(each for each in history.changes if each[0] <= self.last)
        self.refresh()

    def show_view(self, view: View) -> None:
        self._cursor = view.iteration.number
        self.update()

    def show_pointer(self, pointer: Pointer) -> None:
        """Set off the plots of a quantity; no trajectory, step or parameter is seen here."""
        if pointer.quantity != self._quantity:
            self._quantity = pointer.quantity
            self.update()

    @property
    def rows(self) -> int:
        """How many iterations are drawn."""
        return len(self._columns["iteration"])

    @property
    def first(self) -> int:
        """The first iteration's number."""
        return int(self._columns["iteration"][0])

    @property
    def last(self) -> int:
        """The newest iteration's number."""
        return int(self._columns["iteration"][-1]) if self.rows else -1

    def missing(self) -> str:
        return "" if self.rows else NOTHING_YET

    def arrange(self, area: QRectF) -> None:
        head = Lettering(self.theme, TICK_POINTS).height if self._changes else 0.0
        left_out = absent(area, self.theme.type_scale, angle=self._knows_angle)
        curves = [curve for curve in self._curves if curve.series.column not in left_out]
        areas = share_out(area, len(curves), self.theme.type_scale)
        for curve, part in zip(curves, areas, strict=True):
            curve.follow(self._columns, part.width())
        self.plots = [
            CurvePlot(part, curve, self.first, self.theme, head)
            for part, curve in zip(areas, curves, strict=True)
        ]
        self.changes = ChangeMarks(self._changes, self.plots, self.theme)
        self.subtitle_changed.emit(self._subtitle())

    def draw(self, painter: QPainter) -> None:
        for plot in self.plots:
            plot.draw(painter)
        self.changes.draw(painter)

    def draw_highlight(self, painter: QPainter) -> None:
        shown = self._row_of_cursor()
        read = shown if self._hovered is None else self._hovered
        for plot in self.plots:
            if self._hovered is not None:
                draw_row(painter, plot, self._columns, self._hovered, self.theme.faint)
            if shown is not None:
                draw_row(painter, plot, self._columns, shown, self.theme.ink)
            draw_name(painter, plot, self._columns, read, self.theme)
            if self._quantity in plot.curve.series.quantities:
                outline(painter, plot.plot, self.theme)

    def pointer_at(self, position: QPointF) -> Pointer:
        return NOWHERE

    def tip_at(self, position: QPointF) -> str:
        row = self._row_at(position)
        return "" if row is None else self._tip(row)

    def attend_to(self, position: QPointF | None) -> None:
        super().attend_to(position)
        row = None if position is None or self.words else self._row_at(position)
        if row != self._hovered:
            self._hovered = row
            self.update()

    def _row_at(self, position: QPointF) -> int | None:
        plots = [plot for plot in self.plots if plot.plot.contains(position)]
        if not plots:
            return None
        row = round(plots[0].across.value(position.x())) - self.first
        return row if row < self.rows else None

    def _row_of_cursor(self) -> int | None:
        row = -1 if self._cursor is None else self._cursor - self.first
        return row if 0 <= row < self.rows else None

    def _tip(self, row: int) -> str:
        number = int(self._columns["iteration"][row])
        steps = int(self._columns["steps"][row])
        lines = [f"iteration {count(number)}, {count(steps)} time steps"]
        for series in SERIES:
            both = (series, series.companion) if series.companion else (series,)
            lines += [f"{each.symbol} = {each.exact(self._columns, row)}" for each in both]
        lines += [f"Σ r = {exact(self._columns['mean_reward_sum'][row])} on average"]
        changed = [
            text for at, change in self._changes if at == number for text in described(change)
        ]
        return "\n".join(lines + [f"changed: {text}" for text in changed])

    def _subtitle(self) -> str:
        iterations = "1 iteration" if self.rows == 1 else f"{count(self.rows)} iterations"
        stride = max(plot.curve.stride for plot in self.plots)
        light = "light: from least to largest in a pixel"
        return iterations if stride == 1 else f"{iterations} · {light}"
