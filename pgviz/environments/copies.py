"""Many copies of an environment stepped together: what the sampler asks of each kind of world."""

from typing import NamedTuple, Protocol

import numpy as np

from pgviz.environments.randomness import Draws
from pgviz.environments.world import Checkpoint, proceed


class Transition(NamedTuple):
    """What one vector step gave, a row for each copy that was stepped."""

    states: np.ndarray  # [rows] or [rows, size], after the step
    rewards: np.ndarray  # [rows]
    terminated: np.ndarray  # [rows] bool
    truncated: np.ndarray | None = None  # [rows] bool; None where only a time limit cuts

    @property
    def ended(self) -> np.ndarray:
        """Which of the copies came to an end, [rows] bool."""
        return self.terminated if self.truncated is None else self.terminated | self.truncated


class Copies(Protocol):
    """Copies that stand side by side, row i for trajectory first + i.

    A state is what is known of a copy: all of it where we make its steps ourselves, the
    observation elsewhere.
    """

    most: int  # how many are stepped together; larger batches come in chunks

    def reset(
        self, draws: Draws, first: int, count: int, checkpoint: Checkpoint = proceed
    ) -> np.ndarray:
        """Start trajectories first … first + count and return their states [count, ...].

        Copies that are no quicker than their environments call `checkpoint` between two of them,
        now and in every step; what it raises passes through.
        """
        ...

    def observe(self, states: np.ndarray) -> np.ndarray:
        """Return what the policy sees of each state."""
        ...

    def step(
        self, step: int, rows: np.ndarray, states: np.ndarray, actions: np.ndarray
    ) -> Transition:
        """Take `actions` in the copies `rows`, whose states are `states`; leave the others."""
        ...

    def seeds(self, draws: Draws, first: int, count: int) -> np.ndarray | None:
        """Return the seeds a single environment replays the trajectories from, if there are any."""
        ...

    def close(self) -> None:
        """Release what the copies hold."""
        ...
