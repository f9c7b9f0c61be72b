"""Iterations at which something happened, and what, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from pgviz.gui.curves.changes import described
from pgviz.training.history import History


@dataclass(frozen=True)
class Mark:
    """An iteration at which something happened."""

    iteration: int
    role: str  # of the theme's colour
    text: str


def change_marks(history: History) -> tuple[Mark, ...]:
    """Return where hyperparameters were changed."""
    return tuple(
        Mark(iteration, "parameter", f"changed: {', '.join(described(change))}")
        for iteration, change in history.changes
        if iteration < len(history)
    )


def event_marks(history: History, forks: Iterable[tuple[int, str]]) -> tuple[Mark, ...]:
    """Return where breakpoints have stopped the run, and where branches left: (iteration, name)."""
    stops = [Mark(at, "ink", f"stopped: {each.text}") for at, each in history.stops]
    left = [Mark(at, "dynamics", f"branch “{name}” left here") for at, name in forks]
    return tuple(mark for mark in (*stops, *left) if mark.iteration < len(history))
