"""What the worlds have in common whose steps are our own: Gymnasium's physics, in arrays."""

from typing import Any

import gymnasium
import numpy as np

from pgviz.environments.randomness import Draws
from pgviz.environments.world import Checkpoint, proceed


class SeededCopies:
    """Each row starts from a single environment's reset: its seed replays the trajectory alone."""

    most = 4096

    def __init__(self, single: gymnasium.Env[Any, Any]) -> None:
        self._single = single

    def reset(
        self, draws: Draws, first: int, count: int, checkpoint: Checkpoint = proceed
    ) -> np.ndarray:
        """Reset the single environment with each row's seed."""
        return np.array([self._start(seed) for seed in self.seeds(draws, first, count).tolist()])

    def seeds(self, draws: Draws, first: int, count: int) -> np.ndarray:
        """Return the seeds that `reset` uses."""
        return draws.seeds(first, count)

    def close(self) -> None:
        """Close the single environment."""
        self._single.close()

    def _start(self, seed: int) -> np.ndarray:
        """Return the first state as the rows hold it."""
        observation, _ = self._single.reset(seed=seed)
        inner: Any = self._single.unwrapped
        return np.concatenate([observation, inner.state], dtype=np.float64)
