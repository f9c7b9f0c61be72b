"""Actions on their way to an environment."""

from typing import Any

import gymnasium
import numpy as np


def for_environment(space: gymnasium.Space[Any], actions: np.ndarray) -> list[Any]:
    """Return one action of `space` for each row of a policy's: counted from its start, or clipped.

    A batch keeps what the policy sampled; only the environment sees the clipped one.
    """
    if isinstance(space, gymnasium.spaces.Box):
        clipped = np.clip(actions, space.low, space.high)
        with np.errstate(over="ignore"):  # what an unbounded space can't hold becomes infinite
            return list(clipped.astype(space.dtype))
    assert isinstance(space, gymnasium.spaces.Discrete)
    return (actions + int(space.start)).tolist()
