"""Worlds in which something happens at a known step; every episode is one step long."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gymnasium

FATEFUL = 5  # counted from 1


class OneStep(gymnasium.Env[int, int]):
    """Action 1 pays 1, action 0 nothing."""

    observation_space = gymnasium.spaces.Discrete(1)
    action_space = gymnasium.spaces.Discrete(2)

    def __init__(self) -> None:
        self._steps = 0

    def reset(self, *, seed: int | None = None, options: Any = None) -> tuple[int, dict[str, Any]]:
        return 0, {}

    def step(self, action: int) -> tuple[int, float, bool, bool, dict[str, Any]]:
        self._steps += 1
        if self._steps == FATEFUL:
            self.fate()
        return 0, float(action), True, False, {}

    def fate(self) -> None:
        raise NotImplementedError


class Signalling(OneStep):
    """Sends its own process a signal."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def fate(self) -> None:
        os.kill(os.getpid(), self._number)


class Failing(OneStep):
    """Raises an error."""

    def fate(self) -> None:
        raise RuntimeError("out of order")


@contextmanager
def registered(environment: type[OneStep]) -> Iterator[str]:
    """Register it with Gymnasium for the length of a `with` block."""
    id = f"{environment.__name__}-v0"
    gymnasium.register(id, environment)
    try:
        yield id
    finally:
        del gymnasium.registry[id]
