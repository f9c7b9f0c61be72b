"""What is looked at: an iteration, a place in its making, and a selection."""

from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QObject, Signal

from pgviz.gui.view import Pointer
from pgviz.training import cursor as places
from pgviz.training.cursor import Cursor, Granularity
from pgviz.training.iteration import Iteration

Entry = Literal["step", "beginning", "end"]
"""Where an iteration is entered."""


class Focus(QObject):
    """Moves within one iteration; a step or a trajectory that the cursor visits is selected."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.granularity: Granularity = "update"
        self.iteration: Iteration | None = None
        self.cursor: Cursor | None = None
        self.selected = Pointer(0)

    def clear(self) -> None:
        """Look at nothing, until the next iteration comes."""
        self.iteration = self.cursor = None
        self.selected = Pointer(0)

    def enter(self, iteration: Iteration, entry: Entry) -> None:
        """Look at an iteration: where a step leads into it, at its beginning, or at its end."""
        self.iteration = iteration
        if entry == "step":
            self._move(places.first_stop(iteration.number, iteration.batch, self.granularity))
        elif entry == "beginning":
            self.to_beginning()
        else:
            self.to_end()

    def forward(self) -> bool:
        """Move the cursor one step; return False, unmoved, at the end of the iteration."""
        if self.iteration is None or self.cursor is None:
            return False
        following = places.forward(self.cursor, self.iteration.batch, self.granularity)
        if following is not None:
            self._move(following)
        return following is not None

    def back(self) -> bool:
        """Move the cursor one step back; return False, unmoved, at the iteration's first stop."""
        if self.iteration is None or self.cursor is None:
            return False
        before = places.back(self.cursor, self.iteration.batch, self.granularity)
        if before is not None:
            self._move(before)
        return before is not None

    def visit(self, cursor: Cursor) -> None:
        """Move the cursor to a place of the iteration, or to the nearest that it has."""
        if self.iteration is not None:
            self._move(places.nearest(cursor, self.iteration.batch))

    def to_beginning(self) -> None:
        """Move the cursor to the first step of the iteration."""
        if self.iteration is not None:
            self._move(places.beginning(self.iteration.number))

    def to_end(self) -> None:
        """Move the cursor to the end of the iteration."""
        if self.iteration is not None:
            self._move(places.end(self.iteration.number, self.iteration.batch))

    def select(self, pointer: Pointer) -> None:
        """Select what was clicked; a trajectory without a step selects no step of it."""
        before, kept = self.selected, pointer.parameter
        if kept is None and (pointer.trajectory is not None or pointer.quantity is not None):
            kept = before.parameter
        if pointer.trajectory is None:  # a parameter or a term alone: the step stays
            pointer = replace(pointer, trajectory=before.trajectory, step=before.step)
        pointer = replace(pointer, parameter=kept)
        self._select(pointer)

    def previous_trajectory(self) -> None:
        self._select_trajectory(-1)

    def next_trajectory(self) -> None:
        self._select_trajectory(1)

    def earlier_step(self) -> None:
        self._select_step(-1)

    def later_step(self) -> None:
        self._select_step(1)

    def unselect_step(self) -> None:
        """Select the trajectory as a whole."""
        self._select(Pointer(self.selected.trajectory))

    def _move(self, cursor: Cursor) -> None:
        self.cursor = cursor
        selected = self.selected
        if cursor.phase != "update" and self.granularity in ("step", "trajectory"):
            selected = replace(selected, trajectory=cursor.trajectory, step=cursor.step)
        self._select(selected)

    def _select_trajectory(self, way: int) -> None:
        if self.iteration is not None:
            trajectory = ((self.selected.trajectory or 0) + way) % self.iteration.batch.size
            self._select(replace(self.selected, trajectory=trajectory))

    def _select_step(self, way: int) -> None:
        if self.iteration is not None:
            length = int(self.iteration.batch.lengths[self.selected.trajectory or 0])
            before = self.selected.step
            from_none = -1 if way > 0 else 0  # the first step forward, the last one back
            step = ((from_none if before is None else before) + way) % length
            self._select(replace(self.selected, step=step))

    def _select(self, pointer: Pointer) -> None:
        if self.iteration is not None:
            self.selected = existing(pointer, self.iteration)
            self.changed.emit()


def existing(pointer: Pointer, iteration: Iteration) -> Pointer:
    """Return the pointer with what the iteration has of it; there is always a trajectory."""
    trajectory = min(pointer.trajectory or 0, iteration.batch.size - 1)
    known = pointer.step is not None and pointer.step < iteration.batch.lengths[trajectory]
    parameters = len(iteration.before.theta)
    named = pointer.parameter is not None and pointer.parameter < parameters
    return Pointer(
        trajectory,
        pointer.step if known else None,
        pointer.parameter if named else None,
        pointer.quantity,
    )
