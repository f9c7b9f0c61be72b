"""What a network sees of an observation."""

import numpy as np

from pgviz.environments.spaces import Discrete, Space


def network_inputs(space: Space, observations: np.ndarray) -> np.ndarray:
    """Return the inputs, [rows, inputs]: a Box as it is, one of n as a row of the unit matrix."""
    if isinstance(space, Discrete):
        return np.eye(space.n)[observations]
    return observations
