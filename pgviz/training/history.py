"""What is kept of every iteration of a run: its scalars, and what was changed before it."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import Scalars

Columns = Mapping[str, np.ndarray]
"""Scalars by name, [iterations] each."""

Change = tuple[int, Mapping[str, tuple[Any, Any]]]
"""An iteration, and the hyperparameters that it was the first to be made with: (before, now)."""

DTYPES = {item.name: np.dtype(item.type) for item in fields(Scalars)}
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
        self._hyperparameters = hyperparameters

    def __len__(self) -> int:
        return self._published[1]

    @property
    def columns(self) -> Columns:
        """The scalars of all iterations so far, read-only."""
        columns, count = self._published
        return {name: _read_only(column[:count]) for name, column in columns.items()}

    @property
    def changes(self) -> tuple[Change, ...]:
        """Where hyperparameters were changed, in order."""
        return tuple(self._changes)

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
        before, self._hyperparameters = self._hyperparameters, hyperparameters
        if before is not None and before != hyperparameters:
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
