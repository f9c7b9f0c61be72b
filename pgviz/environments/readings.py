"""What an environment returned, checked before it enters a batch."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from pgviz.environments.errors import shorten
from pgviz.environments.spaces import Box, Discrete, Space

Reader = Callable[[Any], Any]

NUMERIC = "biuf"  # numpy's kinds of bool, integers and floats


class BadReading(Exception):
    """A value that can't be used; `quantity` names it and `problem` says what is wrong with it."""

    def __init__(self, quantity: str, problem: str) -> None:
        self.quantity, self.problem = quantity, problem
        super().__init__(f"{quantity}: {problem}")


class Reading(NamedTuple):
    """What one step gave."""

    observation: Any  # int, or [size] float
    reward: float
    terminated: bool
    truncated: bool


def observation_reader(space: Space) -> Reader:
    """Return what turns an observation of `space` into an int from 0, or a float array of ours."""
    return _READERS[type(space)](space)


def read_reset(returned: Any, read_observation: Reader) -> Any:
    """Return the observation of what `reset` returned."""
    observation, _ = _unpack("reset", returned, ("observation", "info"))
    return read_observation(observation)


def read_step(returned: Any, read_observation: Reader) -> Reading:
    """Return what `step` returned, without its info."""
    names = ("observation", "reward", "terminated", "truncated", "info")
    observation, reward, terminated, truncated, _ = _unpack("step", returned, names)
    return Reading(
        read_observation(observation),
        _read_reward(reward),
        _read_flag("terminated", terminated),
        _read_flag("truncated", truncated),
    )


def _unpack(quantity: str, returned: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    wanted = f"where {len(names)} values are wanted: {', '.join(names)}"
    if not isinstance(returned, tuple):
        raise BadReading(quantity, f"it returned {_show(returned)}, {wanted}")
    if len(returned) != len(names):
        raise BadReading(quantity, f"it returned {len(returned)} values, {wanted}")
    return returned


def _read_reward(value: Any) -> float:
    array = _numeric("reward", value)
    if array.shape != ():
        raise BadReading("reward", f"it has shape {array.shape}, where one number is wanted")
    if not math.isfinite(array):
        raise BadReading("reward", f"it is {array}, where a finite number is wanted")
    return float(array)


def _read_flag(quantity: str, value: Any) -> bool:
    if not isinstance(value, bool | np.bool_):
        raise BadReading(quantity, f"it is {_show(value)}, neither True nor False")
    return bool(value)


def _discrete_reader(space: Discrete) -> Reader:
    last = space.start + space.n - 1

    def read(value: Any) -> int:
        array = _numeric("observation", value)
        if array.shape != () or array.dtype.kind not in "iu":
            raise BadReading("observation", f"it is {_show(value)}, not a whole number")
        if not space.start <= array <= last:
            raise BadReading("observation", f"it is {array}, outside {space.start} to {last}")
        return int(array) - space.start

    return read


def _box_reader(space: Box) -> Reader:
    shape = (space.size,)

    def read(value: Any) -> np.ndarray:
        array = _numeric("observation", value)
        if array.shape != shape:
            raise BadReading("observation", f"it has shape {array.shape}, not {shape}")
        owned = array.astype(np.float64)  # a copy: the environment may reuse its buffer
        if not np.isfinite(owned).all():
            raise BadReading("observation", f"it holds numbers that aren't finite: {_show(owned)}")
        return owned

    return read


_READERS: dict[type[Space], Callable[[Any], Reader]] = {
    Discrete: _discrete_reader,
    Box: _box_reader,
}


def _numeric(quantity: str, value: Any) -> np.ndarray:
    try:
        array = np.asarray(value)
    except ValueError:  # a ragged list
        array = np.empty(0, dtype=object)
    if array.dtype.kind not in NUMERIC:
        raise BadReading(quantity, f"it is {_show(value)}, not numbers")
    return array


def _show(value: Any) -> str:
    return shorten(repr(value), 60)
