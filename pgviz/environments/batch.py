"""The trajectories of one iteration."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True, eq=False)
class Batch:
    """m trajectories with their steps laid end to end; trajectory i is offsets[i]:offsets[i+1].

    All arrays are read-only. A trajectory ends either by `terminated` (the environment's own end)
    or by `truncated` (a time limit: the horizon's or the environment's), never by both or none.
    """

    observations: np.ndarray  # [steps] int for Discrete, [steps, size] float for Box
    actions: np.ndarray  # [steps] int for Discrete, [steps, size] float for Box, before clipping
    rewards: np.ndarray  # [steps]
    offsets: np.ndarray  # [trajectories + 1] int
    terminated: np.ndarray  # [trajectories] bool
    truncated: np.ndarray  # [trajectories] bool
    last_observations: np.ndarray  # [trajectories] or [trajectories, size]: that of s_T
    reset_seeds: np.ndarray | None  # [trajectories] int; what replays a trajectory, where it can
    states: np.ndarray | None  # [steps] int, on a tabular world: what lies behind an observation
    last_states: np.ndarray | None  # [trajectories] int: s_T

    @property
    def size(self) -> int:
        """m, the number of trajectories."""
        return len(self.offsets) - 1

    @property
    def steps(self) -> int:
        """The number of steps of all trajectories together."""
        return len(self.rewards)

    @cached_property
    def lengths(self) -> np.ndarray:
        """T of every trajectory, [trajectories] int."""
        return freeze(np.diff(self.offsets))

    @cached_property
    def trajectory_of(self) -> np.ndarray:
        """Which trajectory each step belongs to, [steps] int."""
        return freeze(np.repeat(np.arange(self.size), self.lengths))

    @cached_property
    def times(self) -> np.ndarray:
        """t of every step, counted from 0 in its trajectory, [steps] int."""
        return freeze(np.arange(self.steps) - np.repeat(self.offsets[:-1], self.lengths))

    def slice(self, trajectory: int) -> slice:
        """Return where the steps of one trajectory lie."""
        return slice(int(self.offsets[trajectory]), int(self.offsets[trajectory + 1]))

    def total(self, per_step: np.ndarray) -> np.ndarray:
        """Return Σ_t of a quantity over each trajectory, [trajectories, ...]."""
        return np.add.reduceat(per_step, self.offsets[:-1], axis=0)


def freeze(array: np.ndarray) -> np.ndarray:
    """Return `array` itself, made read-only: what crosses a thread can't be changed."""
    array.flags.writeable = False
    return array
