"""What is drawn beside the present branch: the others, how far it is from one, other seeds."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from pgviz.gui.branching.family import Other
from pgviz.gui.curves.curve import Curve
from pgviz.gui.curves.difference import Difference
from pgviz.gui.curves.events import draw_events
from pgviz.gui.curves.ghosts import Ghost, Legend
from pgviz.gui.curves.luck import COLUMN, Luck
from pgviz.gui.curves.plot import CurvePlot
from pgviz.gui.curves.series import Series
from pgviz.gui.marks import Mark
from pgviz.gui.theme import Theme
from pgviz.training.history import History
from pgviz.training.studies.seeds import SeedRuns


class Beside:
    """Ghosts of other branches, the difference from one of them, other seeds, and events."""

    def __init__(self, series: Sequence[Series]) -> None:
        self._series = series
        self.ghosts: list[Ghost] = []
        self.marks: Sequence[Mark] = ()
        self.difference: Difference | None = None
        self.luck: Luck | None = None

    @property
    def plots(self) -> list[CurvePlot]:
        """The plots of its own: that of the difference, once it is arranged."""
        plot = None if self.difference is None else self.difference.plot
        return [] if plot is None else [plot]

    def take_in(self, others: Sequence[Other], marks: Sequence[Mark]) -> bool:
        """Take in other branches and what has happened; return whether any of it is new."""
        seen = [other for other in others if len(other.history) > other.parted]
        known = [ghost.other for ghost in self.ghosts], tuple(self.marks)
        if seen != known[0]:
            self.ghosts = [Ghost(other, self._series) for other in seen]
        self.marks = marks
        return (seen, tuple(marks)) != known

    def compare(self, history: History | None, other: Other | None) -> bool:
        """Compare a branch with another one, or no more; return whether that is new."""
        if history is None or other is None:
            is_new, self.difference = self.difference is not None, None
            return is_new
        known = self.difference
        if known is not None and known.history is history and known.other == other:
            return False
        self.difference = Difference(history, other)
        return True

    def take_luck(self, runs: SeedRuns | None) -> bool:
        """Take in runs of other seeds, or none; return whether that is new."""
        if runs is (self.luck and self.luck.runs):
            return False
        self.luck = None if runs is None else Luck(runs)
        return True

    def curves(self, column: str, most: float) -> list[Curve]:
        """Return the others' curves for a column's plot, in at most `most` buckets."""
        curves = [ghost.curve(column) for ghost in self.ghosts]
        for ghost, curve in zip(self.ghosts, curves, strict=True):
            curve.follow(ghost.columns, most)
        return [*curves, self.luck.follow(most)] if self.luck and column == COLUMN else curves

    def arrange(self, plots: Sequence[CurvePlot], theme: Theme) -> list[QRectF]:
        """Work out where names stand in the first plot; return what they cover."""
        self._plots, self._theme = plots, theme
        self.legend = Legend(self.ghosts, plots[0], theme)
        return self.legend.boxes

    def draw(self, painter: QPainter) -> None:
        """Draw all of it but the names and what is read off."""
        if self.difference is not None:
            self.difference.draw(painter)
        for plot in self._plots:
            if self.luck is not None and plot.curve.series.column == COLUMN:
                self.luck.draw(painter, plot)
            for ghost in self.ghosts:
                ghost.draw(painter, plot)
        draw_events(painter, [*self._plots, *self.plots], self.marks, self._theme)

    def draw_reading(self, painter: QPainter, iteration: int | None) -> None:
        """Write what the difference is at an iteration."""
        if self.difference is not None:
            self.difference.draw_reading(painter, iteration)

    def reading(self, column: str, row: int) -> list[str]:
        """Return what the others have at a row of a column's plot, a line each."""
        read = (ghost.reading(column, row) for ghost in self.ghosts)
        return [text for text in read if text]

    def tip_at(self, position: QPointF) -> str:
        """Return the exact difference under the mouse; empty if there is none."""
        return "" if self.difference is None else self.difference.tip_at(position)
