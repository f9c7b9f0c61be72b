"""What lies under the mouse in a plot over iterations."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pgviz.gui.curves.plot import CurvePlot
from pgviz.gui.marks import Mark, near, texts_of


@dataclass(frozen=True, eq=False)
class Under:
    """A place of a plot whose panel has `rows` iterations from `first` on."""

    plot: CurvePlot
    x: float  # px
    marks: Sequence[Mark]
    first: int
    rows: int

    @cached_property
    def number(self) -> int:
        """The iteration: that of a mark, if one is near. There may be none of this number yet."""
        return self._close[0].iteration if self._close else self._plain

    @property
    def row(self) -> int | None:
        """The iteration's row, if there is one."""
        return self._existing(self.number)

    @property
    def dragged_row(self) -> int | None:
        """The row that no mark draws to itself, if there is one."""
        return self._existing(self._plain)

    @property
    def happened(self) -> list[str]:
        """What has happened there, a line each."""
        if self.row is None:
            return []
        here = [mark for mark in self.marks if mark.iteration == self.number]
        return texts_of([*here, *(mark for mark in self._close if mark not in here)], self.number)

    @cached_property
    def _close(self) -> list[Mark]:
        return near(self.marks, self.plot.across, self.x)

    @property
    def _plain(self) -> int:
        return round(self.plot.across.value(self.x))

    def _existing(self, number: int) -> int | None:
        row = number - self.first
        return row if 0 <= row < self.rows else None
