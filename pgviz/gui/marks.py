"""Iterations at which something happened, and what, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pgviz.gui.curves.changes import described
from pgviz.gui.format import count
from pgviz.gui.scale import Scale
from pgviz.training.history import History

NEAR = 3.0  # px, from which a mark draws the pointer to it
MOST_TEXTS = 5  # of marks close together, that are read at once


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


class Grip:
    """Where the mouse was pressed: a hand that trembles there drags nothing away from a mark."""

    def __init__(self) -> None:
        self._held: float | None = None

    def press(self, place: float) -> None:
        """Note where it was pressed, px."""
        self._held = place

    def drags_to(self, place: float, reach: float = NEAR) -> bool:
        """Return whether it has been more than `reach` px away since."""
        if self._held is not None and abs(place - self._held) <= reach:
            return False
        self._held = None
        return True


def near(marks: Iterable[Mark], scale: Scale, place: float, reach: float = NEAR) -> list[Mark]:
    """Return the marks within `reach` px of a place, the nearest first."""
    away = [(abs(scale.pixel(mark.iteration) - place), mark) for mark in marks]
    close = [pair for pair in away if pair[0] <= reach]
    return [mark for _, mark in sorted(close, key=lambda pair: pair[0])]


def texts_of(marks: Sequence[Mark], iteration: int) -> list[str]:
    """Return what the marks say, a line each; those of other iterations say which."""
    texts = [
        mark.text if mark.iteration == iteration else f"{count(mark.iteration)}: {mark.text}"
        for mark in marks
    ]
    more = len(texts) - MOST_TEXTS
    return [*texts[:MOST_TEXTS], *([f"and {count(more)} more close by"] if more > 0 else [])]
