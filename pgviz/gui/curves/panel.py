"""A panel of curves over all iterations, which are read together where the mouse is."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from pgviz.gui.branching.family import Other
from pgviz.gui.curves.beside import Beside
from pgviz.gui.curves.changes import ChangeMarks
from pgviz.gui.curves.curve import Curve
from pgviz.gui.curves.followed import Followed
from pgviz.gui.curves.plot import CurvePlot
from pgviz.gui.curves.reading import draw_dots, draw_name, draw_upright
from pgviz.gui.curves.regions import outline
from pgviz.gui.curves.series import Series
from pgviz.gui.curves.under import Under
from pgviz.gui.format import count
from pgviz.gui.lettering import TICK_POINTS, Lettering
from pgviz.gui.marks import Grip, Mark
from pgviz.gui.painted import PaintedPanel
from pgviz.gui.quantity import Quantity
from pgviz.gui.theme import Theme
from pgviz.gui.view import NOWHERE, Pointer
from pgviz.training.history import History

NOTHING_YET = "Press Space: every iteration adds a point to its curves."
EMPTY_BRANCH = (
    "This branch has no iteration yet: change what you like, and press Space. "
    "The cards show iteration {} of the branch that was seen before."
)


class CurvesPanel(PaintedPanel):
    """A subclass names the series, says which are shown and where, and what the mouse reads."""

    travelled = Signal(int)  # the iteration that was clicked, or dragged to
    fineness = 1  # buckets a pixel that are kept of a curve

    def __init__(
        self, series: Sequence[Series], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._run = Followed(series)
        self.beside = Beside(series)
        self._cursor: int | None = None  # the iteration that the window shows
        self._is_beside = False  # whether there are other branches
        self._hovered: int | None = None  # the row under the mouse
        self._quantity: Quantity | None = None  # that is pointed at
        self._ahead: frozenset[Quantity] = frozenset()  # that the cursor has not come to
        self._grip = Grip()
        self.plots: list[CurvePlot] = []

    def take_in(self, history: History) -> bool:
        """Take in the iterations that were added; return whether there are any, or all are new."""
        if history is not self._run.history:
            self._hovered = None
        return self._run.take_in(history)

    def take_in_others(
        self, others: Sequence[Other], compared: Other | None, marks: Sequence[Mark]
    ) -> bool:
        """Take in the other branches, the one of them to compare with, and what has happened.

        Return whether any of it is new. To be told after the history.
        """
        is_new = self.beside.take_in(others, marks) or bool(others) != self._is_beside
        self._is_beside = bool(others)
        return self.beside.compare(self._run.history, compared) or is_new

    def show_pointer(self, pointer: Pointer) -> None:
        """Set off the plots of a quantity; no trajectory, step or parameter is seen here."""
        if pointer.quantity != self._quantity:
            self._quantity = pointer.quantity
            self.update()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What has happened along the way: changes, stops, and branches that left."""
        return *self._run.marks, *self.beside.marks

    @property
    def rows(self) -> int:
        """How many iterations are drawn."""
        return self._run.rows

    def shared_out(self, area: QRectF) -> list[tuple[Curve, QRectF]]:
        """Return the curves that are shown, each with its area."""
        raise NotImplementedError

    def reading(self, row: int) -> list[str]:
        """Return what the mouse reads at a row, a line each."""
        raise NotImplementedError

    def missing(self) -> str:
        if self.rows:
            return ""
        is_empty = self._is_beside and self._cursor is not None
        return EMPTY_BRANCH.format(count(self._cursor or 0)) if is_empty else NOTHING_YET

    def arrange(self, area: QRectF) -> None:
        headed = self._run.changes or self.beside.ghosts
        head = Lettering(self.theme, TICK_POINTS).height if headed else 0.0
        self.plots = [self._plot(curve, part, head) for curve, part in self.shared_out(area)]
        taken = self.beside.arrange(self.plots, self.theme)
        events = [mark.iteration for mark in self.beside.marks]
        self.changes = ChangeMarks(self._run.changes, self._every_plot, self.theme, taken, events)

    def draw(self, painter: QPainter) -> None:
        for plot in self.plots:
            plot.draw(painter)
        self.changes.draw(painter)
        self.beside.draw(painter)

    def draw_highlight(self, painter: QPainter) -> None:
        shown = self._row_of_cursor()
        read = shown if self._hovered is None else self._hovered
        self._draw_uprights(painter, {self._hovered: self.theme.faint, shown: self.theme.ink})
        for plot in self.plots:
            for row in {self._hovered, shown} - {None}:
                ahead = self._is_ahead(plot, row)
                draw_dots(painter, plot, self._run.columns, row, ahead=ahead)
            ahead = self._is_ahead(plot, read)
            draw_name(painter, plot, self._run.columns, read, self.theme, ahead=ahead)
            if self._quantity in plot.curve.series.quantities:
                outline(painter, plot.plot, self.theme)
        self.beside.draw_reading(painter, None if read is None else self._run.first + read)

    def pointer_at(self, position: QPointF) -> Pointer:
        return NOWHERE

    def tip_at(self, position: QPointF) -> str:
        under = self._under(position)
        if under is None:
            return ""
        own = [] if under.row is None else self.reading(under.row)
        difference = self.beside.tip_at(position)
        read = [difference] if difference else [*own, *self._others_at(under)]
        return "\n".join([*read, *under.happened])

    def attend_to(self, position: QPointF | None) -> None:
        super().attend_to(position)
        under = None if position is None else self._under(position)
        row = None if under is None else under.row
        if row != self._hovered:
            self._hovered = row
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        under = self._under(event.position())
        self._grip.press(event.position().x())
        self._travel(event, None if under is None else under.row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        under = self._under(event.position())
        if under is not None and self._grip.drags_to(event.position().x()):
            self._travel(event, under.dragged_row)

    def _draw_uprights(self, painter: QPainter, rows: Mapping[int | None, QColor]) -> None:
        """Draw a line at each row through all plots, and none through words."""
        places = [row for row in rows if row is not None]
        for plot in self.plots:
            for row in places:
                draw_upright(painter, plot, row, rows[row])
            plot.draw_meaning(painter)
        crossed = [plot.place(row, 0.0).x() for plot in self.plots for row in places]
        self.changes.draw_over(painter, crossed)
        self.beside.legend.draw(painter)

    def _is_ahead(self, plot: CurvePlot, row: int | None) -> bool:
        """Return whether a row's value is one that the cursor has not come to."""
        ahead = self._ahead.intersection(plot.curve.series.quantities)
        return bool(ahead) and row == self._row_of_cursor()

    def _travel(self, event: QMouseEvent, row: int | None) -> None:
        if row is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.travelled.emit(self._run.first + row)

    def _plot(self, curve: Curve, area: QRectF, head: float) -> CurvePlot:
        most = self.fineness * area.width()
        curve.follow(self._run.columns, most)
        others = self.beside.curves(curve.series.column, most)
        return CurvePlot(area, curve, self._run.first, self.theme, head, others)

    @property
    def _every_plot(self) -> list[CurvePlot]:
        return [*self.plots, *self.beside.plots]

    def _under(self, position: QPointF) -> Under | None:
        """Return what lies under the mouse, if that is in a plot."""
        if self.words:
            return None
        plot = next((each for each in self._every_plot if each.plot.contains(position)), None)
        if plot is None:
            return None
        return Under(plot, position.x(), self.marks, self._run.first, self.rows)

    def _others_at(self, under: Under) -> list[str]:
        """Return what other branches have there, a line each."""
        return self.beside.reading(under.plot.curve.series.column, under.number - self._run.first)

    def _row_of_cursor(self) -> int | None:
        row = -1 if self._cursor is None else self._cursor - self._run.first
        return row if 0 <= row < self.rows else None
