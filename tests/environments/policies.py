"""Small policies to sample with, written out anew so that no policy of ours is needed."""

from collections.abc import Callable

import numpy as np

Act = Callable[[np.ndarray, np.ndarray], np.ndarray]


def table(observations: int, actions: int, seed: int = 0) -> Act:
    """Return a random softmax table that acts by inverse CDF."""
    weights = np.exp(np.random.default_rng(seed).normal(size=(observations, actions)))
    sums = np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)
    sums[:, -1] = 1.0

    def act(observed: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
        return np.argmax(sums[observed] > uniforms[:, :1], axis=1)

    return act


def uniform_actions(actions: int) -> Act:
    """Return the policy that takes every action with the same probability."""

    def act(observed: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
        return (uniforms[:, 0] * actions).astype(np.int64)

    return act


def pushes(reach: float) -> Act:
    """Return continuous actions uniform in ±reach, one for each uniform."""

    def act(observed: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
        return reach * (2.0 * uniforms - 1.0)

    return act
