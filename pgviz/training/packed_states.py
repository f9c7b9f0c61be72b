"""States of training in as few bytes as hold them: the past of a run is made of many."""

import pickle
from typing import Any

import numpy as np

from pgviz.estimation.value import ValueFit
from pgviz.training.optimizers import OptimizerState
from pgviz.training.state import TrainerState


def pack_state(state: TrainerState) -> bytes:
    """Return a state in bytes: in a tenth of the time, and without the names, that `pack` takes."""
    optimizer, value = state.optimizer, state.value
    numbers = state.iteration, state.seed, optimizer.kind, optimizer.count
    arrays = state.theta, optimizer.velocity, optimizer.squares, value.moments, value.targets
    return pickle.dumps((*numbers, *map(_pack_array, arrays)), protocol=5)


def unpack_state(packed: bytes) -> TrainerState:
    """Return the state that `pack_state` has packed, read-only."""
    iteration, seed, kind, count, *arrays = pickle.loads(packed)
    theta, velocity, squares, moments, targets = map(_unpack_array, arrays)
    optimizer = OptimizerState(kind, count, velocity, squares)
    return TrainerState(iteration, theta, optimizer, ValueFit(moments, targets), seed)


def _pack_array(array: np.ndarray | None) -> Any:
    if array is None:
        return None
    return array.tobytes() if array.ndim == 1 else (array.tobytes(), array.shape)


def _unpack_array(packed: Any) -> Any:
    if packed is None:
        return None
    numbers, shape = packed if isinstance(packed, tuple) else (packed, -1)
    return np.frombuffer(numbers).reshape(shape)
