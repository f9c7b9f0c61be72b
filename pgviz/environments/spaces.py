"""The two kinds of space that are served, and a clear refusal of every other."""

from dataclasses import dataclass
from typing import Any

import gymnasium

from pgviz.environments.errors import UnservedSpaceError, shorten

SERVED = "Discrete, or a Box of one dimension"


@dataclass(frozen=True)
class Discrete:
    """n values, counted here from 0; the environment's own begin at `start`."""

    n: int
    names: tuple[str, ...]
    start: int = 0


@dataclass(frozen=True)
class Box:
    """Vectors of `size` numbers, each between its `low` and `high` (which may be infinite)."""

    size: int
    names: tuple[str, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


Space = Discrete | Box


def served(space: gymnasium.Space[Any] | None, role: str, names: tuple[str, ...] = ()) -> Space:
    """Return `space` as one of ours; `role` is "observation" or "action".

    Where there aren't as many names as it has values or components, they are numbered.
    Raises UnservedSpaceError, naming the space and what is served, for any other kind.
    """
    if isinstance(space, gymnasium.spaces.Discrete):
        return Discrete(int(space.n), _names(names, int(space.n)), int(space.start))
    if isinstance(space, gymnasium.spaces.Box) and len(space.shape) == 1 and space.shape[0] > 0:
        size = int(space.shape[0])
        low, high = (tuple(bound.astype(float).tolist()) for bound in (space.low, space.high))
        return Box(size, _names(names, size), low, high)
    raise UnservedSpaceError(
        f"The {role} space {shorten(str(space), 80)} is not served; "
        f"choose an environment whose {role}s are {SERVED}."
    )


def _names(names: tuple[str, ...], count: int) -> tuple[str, ...]:
    return names if len(names) == count else tuple(str(index) for index in range(count))
