"""What a network sees of an observation."""

import numpy as np

from pgviz.environments.spaces import Discrete, Space


def network_inputs(space: Space, observations: np.ndarray) -> np.ndarray:
    """Return the inputs, [rows, inputs]: a Box as it is; one of n one-hot."""
    if isinstance(space, Discrete):
        inputs = np.zeros((len(observations), space.n))
        inputs[np.arange(len(observations)), observations] = 1.0
        return inputs
    return observations
