"""An environment that counts its steps, and misbehaves where and how it is told to."""

from collections.abc import Callable
from typing import Any

import gymnasium
import numpy as np

LENGTH = 5  # steps of an episode
ALWAYS = -1  # in place of a seed: every trajectory is faulty
RESET = -1  # in place of a step

Fault = Callable[[Any], Any]
"""From what the call would have returned to what it returns."""


class Counting(gymnasium.Env[Any, Any]):
    """Observes (step, 0) in one buffer that is reused; five steps of reward 1.

    `fault` befalls the episode that was reset with `seed`, when `step` steps have been taken.
    """

    metadata = {"render_modes": []}  # noqa: RUF012 - Gymnasium's own attribute of a class

    def __init__(self, fault: Fault | None = None, seed: int = ALWAYS, step: int = RESET) -> None:
        self.observation_space = gymnasium.spaces.Box(-np.inf, np.inf, (2,), np.float64)
        self.action_space = gymnasium.spaces.Discrete(2)
        self._fault, self._faulty_seed, self._faulty_step = fault, seed, step
        self._buffer = np.zeros(2)

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> Any:
        self._seed, self._step = seed, 0
        return self._returned((self._observation(), {}), RESET)

    def step(self, action: Any) -> Any:
        step, self._step = self._step, self._step + 1
        ended = self._step == LENGTH
        return self._returned((self._observation(), 1.0, ended, False, {}), step)

    def _observation(self) -> Any:
        self._buffer[:] = self._step, 0.0
        return self._buffer

    def _returned(self, values: Any, step: int) -> Any:
        struck = self._faulty_seed in (ALWAYS, self._seed) and step == self._faulty_step
        return self._fault(values) if self._fault and struck else values


class CountingDiscretely(Counting):
    """Observes the step, counted from 3 and so with a first value that isn't 0."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.observation_space = gymnasium.spaces.Discrete(LENGTH + 1, start=3)

    def _observation(self) -> Any:
        return self._step + 3


class Clinging(Counting):
    """Can't be closed after it has been reset."""

    def close(self) -> None:
        if hasattr(self, "_step"):
            raise ValueError("stuck")


for id, entry_point in (
    ("test/Clinging-v0", Clinging),
    ("test/Counting-v0", Counting),
    ("test/CountingDiscretely-v0", CountingDiscretely),
):
    if id not in gymnasium.registry:
        gymnasium.register(id, entry_point)
