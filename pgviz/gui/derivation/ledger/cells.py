"""What the cells of the table show at a θ."""

from collections.abc import Callable, Mapping

import numpy as np

from pgviz.gui.derivation.ledger import words
from pgviz.gui.derivation.ledger.cell import Cell
from pgviz.gui.derivation.ledger.columns import DRAWN, LENGTH, TRAJECTORY, Column
from pgviz.gui.derivation.ledger.ledger import Ledger
from pgviz.gui.format import count, short
from pgviz.gui.scale import finite_range
from pgviz.gui.smooth_range import SmoothRange


class Cells:
    """Makes a cell when it is looked at; the ranges of its bars don't jump while running."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._ranges = {column.title: SmoothRange() for column in columns if column.bar}
        self._spans: dict[str, tuple[float, float]] = {}
        self._columns = columns
        self._texts: dict[int, str] = {}  # of the trajectories that were seen
        self._ledger: Ledger | None = None

    def show(self, ledger: Ledger, *, running: bool) -> None:
        """Take the numbers of another θ."""
        if self._ledger is None or ledger.listed.listing is not self._ledger.listed.listing:
            self._texts.clear()
        self._ledger = ledger
        for column in self._columns:
            if column.bar:
                self._spans[column.title] = self._span(column, ledger, running=running)

    def cell(self, column: Column, trajectory: int) -> Cell:
        """Return what a column shows of a listed trajectory."""
        assert self._ledger is not None
        if column is TRAJECTORY:
            return Cell(self._text(trajectory), left=True)
        if column.title in SPECIAL:
            return SPECIAL[column.title](self._ledger, trajectory)
        value = float(column.values(self._ledger)[trajectory])
        span = self._spans[column.title]
        return Cell(short(value), column.role, value, span, quantity=column.quantity)

    def _span(self, column: Column, ledger: Ledger, *, running: bool) -> tuple[float, float]:
        values, range_ = column.values(ledger), self._ranges[column.title]
        if not running:
            range_.reset()
        return range_.follow(*finite_range(values, np.zeros(1)))

    def _text(self, trajectory: int) -> str:
        assert self._ledger is not None
        if trajectory not in self._texts:
            batch = self._ledger.listed.listing.batch
            self._texts[trajectory] = words.trajectory_text(self._ledger.mdp, batch, trajectory)
        return self._texts[trajectory]


def _drawn(ledger: Ledger, trajectory: int) -> Cell:
    times = int(ledger.counts[trajectory])
    return Cell(f"● {count(times)}" if times else "", DRAWN.role, strong=True)


def _length(ledger: Ledger, trajectory: int) -> Cell:
    return Cell(words.length_text(ledger.listed.listing.batch, trajectory))


SPECIAL: Mapping[str, Callable[[Ledger, int], Cell]] = {
    DRAWN.title: _drawn,
    LENGTH.title: _length,
}


def total_cell(column: Column, ledger: Ledger) -> Cell:
    """Return what a column adds up to."""
    if column is TRAJECTORY:
        return Cell("Σ of all", left=True)
    return _sum_cell(column, column.total(ledger))


def rest_cell(column: Column, ledger: Ledger) -> Cell:
    """Return what is not listed of a column."""
    if column is TRAJECTORY:
        return Cell(words.rest_name(ledger.listed.listing), left=True)
    return _sum_cell(column, None if column.rest is None else column.rest_of(ledger))


def _sum_cell(column: Column, value: float | None) -> Cell:
    if value is None:
        return Cell("", column.role, quantity=column.quantity)
    text = count(int(value)) if column is DRAWN else short(value)
    return Cell(text, column.role, strong=True, quantity=column.quantity)
