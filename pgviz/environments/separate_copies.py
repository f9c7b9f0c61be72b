"""Single environments stepped in lockstep, so that the policy still acts for all at once."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import Any

import gymnasium
import numpy as np

from pgviz.environments.actions import for_environment
from pgviz.environments.copies import Transition
from pgviz.environments.errors import IterationFailed, PgvizError, describe
from pgviz.environments.lifecycle import close_environment
from pgviz.environments.randomness import Draws
from pgviz.environments.readings import (
    BadReading,
    Reading,
    observation_reader,
    read_reset,
    read_step,
)
from pgviz.environments.spaces import Space
from pgviz.environments.world import Checkpoint, proceed

Environment = gymnasium.Env[Any, Any]


class SeparateCopies:
    """Copies made when first needed and kept for the next batch.

    Whatever goes wrong in one of them becomes an IterationFailed that names its trajectory; then
    all are given up, and the next batch has fresh ones.
    """

    most = 64

    def __init__(
        self, make: Callable[[], Environment], observations: Space, actions: gymnasium.Space[Any]
    ) -> None:
        self._make = make
        self._read_observation = observation_reader(observations)
        self._actions = actions
        self._environments: list[Environment] = []
        self._first = 0
        self._checkpoint: Checkpoint = proceed

    def reset(
        self, draws: Draws, first: int, count: int, checkpoint: Checkpoint = proceed
    ) -> np.ndarray:
        """Reset each copy with its own seed."""
        self._first, self._checkpoint = first, checkpoint
        seeds = draws.seeds(first, count).tolist()
        return np.array([self._reset(row, seed) for row, seed in enumerate(seeds)])

    def observe(self, states: np.ndarray) -> np.ndarray:
        """Return the observations, which are all that is known of a state."""
        return states

    def step(
        self, step: int, rows: np.ndarray, states: np.ndarray, actions: np.ndarray
    ) -> Transition:
        """Step the copies one after the other."""
        taken = zip(rows.tolist(), for_environment(self._actions, actions), strict=True)
        readings = [self._step(row, step, action) for row, action in taken]
        return Transition(*(np.array(column) for column in zip(*readings, strict=True)))

    def seeds(self, draws: Draws, first: int, count: int) -> np.ndarray:
        """Return the seeds that `reset` uses."""
        return draws.seeds(first, count)

    def close(self) -> None:
        """Close the copies; the next batch makes fresh ones."""
        with ExitStack() as closing:  # which closes the rest even if one can't be
            while self._environments:
                closing.callback(close_environment, self._environments.pop())

    def _reset(self, row: int, seed: int) -> Any:
        self._checkpoint()
        try:
            if row == len(self._environments):
                self._environments.append(self._make())
            return read_reset(self._environments[row].reset(seed=seed), self._read_observation)
        except BaseException as error:
            raise self._failure(error, row, None) from error

    def _step(self, row: int, step: int, action: Any) -> Reading:
        self._checkpoint()
        try:
            return read_step(self._environments[row].step(action), self._read_observation)
        # An environment's SystemExit or KeyboardInterrupt is its own fault, not our end.
        except BaseException as error:
            raise self._failure(error, row, step) from error

    def _failure(self, error: BaseException, row: int, step: int | None) -> IterationFailed:
        self._give_up()
        place = self._first + row, step
        if isinstance(error, BadReading):
            return IterationFailed(error.quantity, error.problem, *place)
        if isinstance(error, PgvizError):
            return IterationFailed("environment", str(error), *place)
        when = " when it was reset" if step is None else ""
        return IterationFailed("environment", f"it raised {describe(error)}{when}", *place)

    def _give_up(self) -> None:
        while self._environments:
            # What is wrong has been found; that it can't be closed either adds nothing.
            with suppress(BaseException):
                self._environments.pop().close()
