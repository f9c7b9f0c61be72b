"""The iterations that a panel has taken in, and the curves that it keeps of them."""

from collections.abc import Sequence

import numpy as np

from pgviz.gui.curves.curve import Curve
from pgviz.gui.curves.series import Series
from pgviz.gui.marks import Mark, change_marks
from pgviz.training.history import Change, Columns, History


class Followed:
    """A history as far as it has been seen."""

    def __init__(self, series: Sequence[Series]) -> None:
        self._series = series
        self.history: History | None = None
        self.columns: Columns = {"iteration": np.empty(0)}
        self.changes: tuple[Change, ...] = ()
        self.marks: tuple[Mark, ...] = ()  # of the changes
        self._begin()

    def take_in(self, history: History) -> bool:
        """Take in the iterations that were added; return whether there are any, or all are new."""
        if history is not self.history:
            self.history = history
            self._begin()
        elif len(history) == self.rows:
            return False
        self.columns = history.columns
        self.changes = tuple(each for each in history.changes if each[0] <= self.last)
        if len(self.marks) != len(self.changes):
            self.marks = change_marks(history)
        return True

    @property
    def rows(self) -> int:
        """How many iterations there are."""
        return len(self.columns["iteration"])

    @property
    def first(self) -> int:
        """The first iteration's number."""
        return int(self.columns["iteration"][0])

    @property
    def last(self) -> int:
        """The newest iteration's number, or −1."""
        return int(self.columns["iteration"][-1]) if self.rows else -1

    def _begin(self) -> None:
        self.curves = [Curve(each) for each in self._series]
        self.marks = ()
