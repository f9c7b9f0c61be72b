"""Steps and weights that the contestants of `scores` share: the same numbers for each of them."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

INPUTS, ACTIONS = 4, 2
TRAJECTORIES, HORIZON = 8, 500


@dataclass(frozen=True)
class Steps:
    """Steps of trajectories of equal length, and a network of tanh units."""

    observations: np.ndarray  # [steps, inputs]
    actions: np.ndarray  # [steps] int
    weights: np.ndarray  # [steps] of both signs: what multiplies each score in ĝ
    theta: np.ndarray  # [parameters] layer by layer, output by output, each with its bias last
    sizes: tuple[int, ...]  # inputs, hidden units, actions

    @property
    def trajectories(self) -> int:
        return TRAJECTORIES

    @property
    def matrices(self) -> list[np.ndarray]:
        """The weights and biases of each layer, [outputs, inputs + 1]."""
        shapes = [(outputs, inputs + 1) for inputs, outputs in pairwise(self.sizes)]
        ends = np.cumsum([rows * columns for rows, columns in shapes])[:-1]
        parts = np.split(self.theta, ends)
        return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]


def make_steps(hidden: list[int], horizon: int) -> Steps:
    """Return the steps, 8 trajectories of them, for a network with these hidden layers."""
    generator = np.random.default_rng(1)
    count, sizes = TRAJECTORIES * horizon, (INPUTS, *hidden, ACTIONS)
    parameters = sum(outputs * (inputs + 1) for inputs, outputs in pairwise(sizes))
    return Steps(
        observations=generator.standard_normal((count, INPUTS)),
        actions=generator.integers(ACTIONS, size=count),
        weights=generator.standard_normal(count) / TRAJECTORIES,
        theta=generator.standard_normal(parameters) / 8.0,
        sizes=sizes,
    )
