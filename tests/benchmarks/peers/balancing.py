"""A policy that balances CartPole's pole for 500 steps: 4 inputs, 32 tanh units, 2 logits.

It is θ after 40 iterations of the scenario "cartpole", which `pgviz train --scenario cartpole
--iterations 40 --json FILE` makes again.
"""

from pathlib import Path

import numpy as np

SIZES = (4, 32, 2)


def theta() -> np.ndarray:
    """Return θ as pgviz lays it out, [226]: in a layer output by output, each with its bias."""
    return np.load(Path(__file__).with_name("balancing.npy"))


def layers() -> list[tuple[np.ndarray, np.ndarray]]:
    """Return weights [outputs, inputs] and biases [outputs] of each layer, in single precision."""
    split = SIZES[1] * (SIZES[0] + 1)
    hidden, output = np.split(theta().astype(np.float32), [split])
    matrices = hidden.reshape(SIZES[1], -1), output.reshape(SIZES[2], -1)
    return [(matrix[:, :-1].copy(), matrix[:, -1].copy()) for matrix in matrices]
