"""A place in the making of an iteration, and the ways to step from it.

The phases follow each other in the order of the formula. In `sample`, `score`, `weight` and `sum`
the places are the steps of all trajectories, one trajectory after the other; in `average` they
are the trajectories; `update` is one place, the iteration's end.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from pgviz.environments.batch import Batch

Phase = Literal["sample", "score", "weight", "sum", "average", "update"]
Granularity = Literal["step", "trajectory", "phase", "update"]

PHASES: tuple[Phase, ...] = ("sample", "score", "weight", "sum", "average", "update")
GRANULARITIES: tuple[Granularity, ...] = ("step", "trajectory", "phase", "update")
STEP_PHASES = PHASES[:4]


@dataclass(frozen=True)
class Cursor:
    """What has been done so far: all phases before `phase`, and in it all up to this place."""

    iteration: int
    phase: Phase
    trajectory: int
    step: int

    def reached_steps(self, batch: Batch, phase: Phase) -> int:
        """Return how many steps, in the batch's order, `phase` has reached."""
        if PHASES.index(phase) < PHASES.index(self.phase):
            return batch.steps
        if phase != self.phase or phase not in STEP_PHASES:
            return 0
        return int(batch.offsets[self.trajectory]) + self.step + 1

    def reached_trajectories(self, batch: Batch) -> int:
        """Return how many trajectories the average has taken in."""
        if self.phase == "average":
            return self.trajectory + 1
        return batch.size if self.phase == "update" else 0


def beginning(iteration: int) -> Cursor:
    """Return the first place of an iteration: its first step, just sampled."""
    return Cursor(iteration, "sample", 0, 0)


def end(iteration: int, batch: Batch) -> Cursor:
    """Return the last place of an iteration: θ is updated."""
    return _cursor(iteration, batch, _places(batch) - 1)


def nearest(cursor: Cursor, batch: Batch) -> Cursor:
    """Return the place of the iteration that is nearest to one which it may not have."""
    trajectory = min(cursor.trajectory, batch.size - 1)
    step = min(cursor.step, int(batch.lengths[trajectory]) - 1)
    existing = replace(cursor, trajectory=trajectory, step=step)
    return _cursor(cursor.iteration, batch, _place(existing, batch))


def first_stop(iteration: int, batch: Batch, granularity: Granularity) -> Cursor:
    """Return where a step forward from the iteration before lands in this one."""
    return _cursor(iteration, batch, int(_stops(batch, granularity)[0]))


def forward(cursor: Cursor, batch: Batch, granularity: Granularity) -> Cursor | None:
    """Return the next place of this granularity; None past the iteration's end."""
    stops = _stops(batch, granularity)
    after = int(np.searchsorted(stops, _place(cursor, batch), side="right"))
    return _cursor(cursor.iteration, batch, int(stops[after])) if after < len(stops) else None


def back(cursor: Cursor, batch: Batch, granularity: Granularity) -> Cursor | None:
    """Return the place before of this granularity; None where it is in the iteration before."""
    stops = _stops(batch, granularity)
    before = int(np.searchsorted(stops, _place(cursor, batch), side="left")) - 1
    return _cursor(cursor.iteration, batch, int(stops[before])) if before >= 0 else None


def _places(batch: Batch) -> int:
    return len(STEP_PHASES) * batch.steps + batch.size + 1


def _place(cursor: Cursor, batch: Batch) -> int:
    phase = PHASES.index(cursor.phase)
    if cursor.phase in STEP_PHASES:
        return phase * batch.steps + int(batch.offsets[cursor.trajectory]) + cursor.step
    if cursor.phase == "average":
        return len(STEP_PHASES) * batch.steps + cursor.trajectory
    return _places(batch) - 1


def _cursor(iteration: int, batch: Batch, place: int) -> Cursor:
    phase, flat = divmod(place, batch.steps)
    if phase < len(STEP_PHASES):
        trajectory = int(batch.trajectory_of[flat])
        return Cursor(iteration, PHASES[phase], trajectory, int(batch.times[flat]))
    last = place == _places(batch) - 1
    trajectory = batch.size - 1 if last else place - len(STEP_PHASES) * batch.steps
    step = int(batch.lengths[trajectory]) - 1
    return Cursor(iteration, "update" if last else "average", trajectory, step)


def _stops(batch: Batch, granularity: Granularity) -> np.ndarray:
    steps, averages = len(STEP_PHASES) * batch.steps, batch.size
    if granularity == "step":
        return np.arange(_places(batch))
    if granularity == "update":
        return np.array([_places(batch) - 1])
    in_phase = batch.offsets[1:] - 1 if granularity == "trajectory" else [batch.steps - 1]
    in_average = np.arange(averages) if granularity == "trajectory" else [averages - 1]
    phases = [phase * batch.steps + np.asarray(in_phase) for phase in range(len(STEP_PHASES))]
    return np.concatenate([*phases, steps + np.asarray(in_average), [_places(batch) - 1]])
