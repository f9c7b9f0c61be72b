"""What is kept of every iteration of a run: its scalars, and what was changed before it."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from pgviz.training.breakpoints import Breakpoint
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import Scalars

Columns = Mapping[str, np.ndarray]
"""Scalars by name, [iterations] each."""

Change = tuple[int, Mapping[str, tuple[Any, Any]]]
"""An iteration, and the hyperparameters that it was the first to be made with: (before, now)."""

Setting = tuple[int, Hyperparameters]
"""An iteration, and what it and those after it were made with."""

DTYPES = {item.name: np.dtype(item.type) for item in fields(Scalars)}
Stop = tuple[int, Breakpoint]
"""An iteration, and the breakpoint that struck at it."""

CAPACITY = 1024  # iterations, to begin with


def columns_of(scalars: Sequence[Scalars]) -> Columns:
    """Return the scalars of several iterations as compact arrays."""
    return {
        name: np.array([getattr(each, name) for each in scalars], dtype)
        for name, dtype in DTYPES.items()
    }


class History:
    """Written by one thread and read by any, without a lock.

    What is published is never written to again: rows are added behind it, or to larger arrays.
    """

    def __init__(self, hyperparameters: Hyperparameters | None = None) -> None:
        """`hyperparameters` are those that the run began with."""
        self._published = _allocate(CAPACITY), 0
        self._changes: list[Change] = []
        self._stops: list[Stop] = []
        self._settings: list[Setting] = [] if hyperparameters is None else [(0, hyperparameters)]

    def __len__(self) -> int:
        return self._published[1]

    @property
    def columns(self) -> Columns:
        """The scalars of all iterations so far, read-only."""
        columns, count = self._published
        return {name: _read_only(column[:count]) for name, column in columns.items()}

    @property
    def size(self) -> int:
        """How many bytes the scalars take, with the room for more."""
        return sum(column.nbytes for column in self._published[0].values())

    @property
    def changes(self) -> tuple[Change, ...]:
        """Where hyperparameters were changed, in order."""
        return tuple(self._changes)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """All hyperparameters that iterations were made with, in order."""
        return tuple(self._settings)

    def hyperparameters_at(self, iteration: int) -> Hyperparameters:
        """Return what an iteration of the run was made with."""
        made_with = [now for at, now in self._settings if at <= iteration]
        return made_with[-1]

    def until(self, iteration: int) -> "History":
        """Return the history before an iteration, to be gone on with."""
        columns, count = self._published
        count = min(count, iteration - int(columns["iteration"][0])) if count else 0
        past = History()
        past._published = {name: column[:count].copy() for name, column in columns.items()}, count
        past._settings = [each for each in self._settings if each[0] < iteration]
        past._changes = [each for each in self._changes if each[0] < iteration]
        past._stops = [each for each in self._stops if each[0] < iteration]
        return past

    @property
    def stops(self) -> tuple[Stop, ...]:
        """Where breakpoints have struck, in order."""
        return tuple(self._stops)

    def note_stop(self, iteration: int, breakpoint: Breakpoint) -> None:
        """Keep that a breakpoint has struck at an iteration that was appended."""
        self._stops.append((iteration, breakpoint))

    def append(self, rows: Columns, hyperparameters: Hyperparameters) -> None:
        """Add the iterations that follow, all made with the same hyperparameters."""
        columns, count = self._published
        end = count + len(rows["iteration"])
        if end > len(columns["iteration"]):
            columns = _grown(columns, count, end)
        for name, column in columns.items():
            column[count:end] = rows[name]
        self._note_change(int(rows["iteration"][0]), hyperparameters)
        self._published = columns, end

    def _note_change(self, iteration: int, hyperparameters: Hyperparameters) -> None:
        before = self._settings[-1][1] if self._settings else None
        if before == hyperparameters:
            return
        self._settings.append((iteration, hyperparameters))
        if before is not None:
            self._changes.append((iteration, before.differences(hyperparameters)))


def _allocate(capacity: int) -> Columns:
    return {name: np.empty(capacity, dtype) for name, dtype in DTYPES.items()}


def _grown(columns: Columns, count: int, needed: int) -> Columns:
    # Doubling makes the copying of a million iterations cost no more than adding them.
    grown = _allocate(max(needed, 2 * len(columns["iteration"])))
    for name, column in columns.items():
        grown[name][:count] = column[:count]
    return grown


def _read_only(view: np.ndarray) -> np.ndarray:
    view.flags.writeable = False
    return view
