"""Gradient ascent: how an update direction becomes a step of θ."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze

MOMENTUM = 0.9
ADAM_DECAY, ADAM_SQUARE_DECAY, ADAM_EPSILON = 0.9, 0.999, 1e-8


@dataclass(frozen=True, eq=False)
class OptimizerState:
    """What an optimiser carries on; `kind` tells whose it is, arrays are [parameters]."""

    kind: str = "none"
    count: int = 0
    velocity: np.ndarray | None = None  # running mean (Adam) or sum (momentum) of directions
    squares: np.ndarray | None = None  # running mean of squared directions (Adam)


Advance = Callable[[OptimizerState, np.ndarray, float], tuple[np.ndarray, OptimizerState]]


def advance(
    kind: str, state: OptimizerState, direction: np.ndarray, rate: float
) -> tuple[np.ndarray, OptimizerState]:
    """Return the step to add to θ, and the optimiser's next state.

    The state of another kind is not carried over: a changed optimiser begins afresh.
    """
    return _OPTIMIZERS[kind](state if state.kind == kind else OptimizerState(), direction, rate)


def _sgd(
    state: OptimizerState, direction: np.ndarray, rate: float
) -> tuple[np.ndarray, OptimizerState]:
    return rate * direction, OptimizerState("sgd")


def _momentum(
    state: OptimizerState, direction: np.ndarray, rate: float
) -> tuple[np.ndarray, OptimizerState]:
    """Polyak's heavy ball: v ← 0.9 v + ĝ, step α v."""
    before = np.zeros_like(direction) if state.velocity is None else state.velocity
    velocity = freeze(MOMENTUM * before + direction)
    return rate * velocity, OptimizerState("momentum", state.count + 1, velocity)


def _adam(
    state: OptimizerState, direction: np.ndarray, rate: float
) -> tuple[np.ndarray, OptimizerState]:
    """Kingma and Ba, "Adam", Algorithm 1, ascending."""
    zero = np.zeros_like(direction)
    before = zero if state.velocity is None else state.velocity
    squares_before = zero if state.squares is None else state.squares
    count = state.count + 1
    velocity = ADAM_DECAY * before + (1.0 - ADAM_DECAY) * direction
    squares = ADAM_SQUARE_DECAY * squares_before + (1.0 - ADAM_SQUARE_DECAY) * direction**2
    mean = velocity / (1.0 - ADAM_DECAY**count)
    mean_square = squares / (1.0 - ADAM_SQUARE_DECAY**count)
    step = rate * mean / (np.sqrt(mean_square) + ADAM_EPSILON)
    return step, OptimizerState("adam", count, freeze(velocity), freeze(squares))


_OPTIMIZERS: Mapping[str, Advance] = {"sgd": _sgd, "momentum": _momentum, "adam": _adam}
