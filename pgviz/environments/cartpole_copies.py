"""CartPole through Gymnasium's vector class."""

from collections.abc import Callable
from typing import Any

import numpy as np
from gymnasium.envs.classic_control.cartpole import CartPoleEnv

from pgviz.environments.copies import Transition
from pgviz.environments.randomness import Draws
from pgviz.environments.world import Checkpoint, proceed


class CartPoleCopies:
    """All poles in one array; those that have ended are stepped on and ignored.

    The class resets all rows from one generator, so the first of them would depend on how many
    there are. Each row starts from a single environment's reset instead: then a trajectory stays
    when others are added, and its seed replays it alone.
    """

    most = 4096

    def __init__(self, single: CartPoleEnv, make_vector: Callable[[int], Any]) -> None:
        self._single = single
        self._make_vector = make_vector  # of CartPoleVectorEnv, whose state is declared None
        self._vector = make_vector(1)

    def reset(
        self, draws: Draws, first: int, count: int, checkpoint: Checkpoint = proceed
    ) -> np.ndarray:
        """Reset each row with its own seed."""
        if self._vector.num_envs != count:
            self._vector = self._make_vector(count)
        self._vector.reset(seed=0)  # what it draws goes to rows that are ignored
        starts = [self._start(seed) for seed in draws.seeds(first, count).tolist()]
        self._vector.state = np.stack(starts, axis=1)
        return np.array(starts, dtype=np.float32).astype(np.float64)

    def observe(self, states: np.ndarray) -> np.ndarray:
        """Return the observations, which are the states in single precision."""
        return states

    def step(
        self, step: int, rows: np.ndarray, states: np.ndarray, actions: np.ndarray
    ) -> Transition:
        """Step every row, with any action in those that are ignored."""
        pushes = np.zeros(self._vector.num_envs, dtype=np.int64)
        pushes[rows] = actions
        observations, rewards, terminated, truncated, _ = self._vector.step(pushes)
        return Transition(
            observations[rows].astype(np.float64),
            rewards[rows].astype(np.float64),
            terminated[rows],
            truncated[rows],
        )

    def seeds(self, draws: Draws, first: int, count: int) -> np.ndarray:
        """Return the seeds that `reset` uses."""
        return draws.seeds(first, count)

    def close(self) -> None:
        """Close the single environment and the vector."""
        for each in (self._single, self._vector):
            each.close()

    def _start(self, seed: int) -> np.ndarray:
        self._single.reset(seed=seed)
        assert self._single.state is not None
        return self._single.state
