"""Batches made by hand and at random, without any environment."""

from collections.abc import Sequence

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.environments.spaces import Space
from tests.policies.cases import elements

Step = tuple[int, int, float]
"""(observation, action, reward)"""


def batch_of(*trajectories: Sequence[Step]) -> Batch:
    """Return a batch of these trajectories, each of which terminates."""
    steps = [step for trajectory in trajectories for step in trajectory]
    observations, actions, rewards = zip(*steps, strict=True)
    lengths = [len(trajectory) for trajectory in trajectories]
    return batch_from(np.array(observations), np.array(actions), rewards, lengths)


def random_batch(
    observations: Space, actions: Space, lengths: Sequence[int], seed: int, scale: float = 1.0
) -> Batch:
    """Return trajectories of these lengths, with rewards of both signs."""
    generator, count = np.random.default_rng(seed), sum(lengths)
    return batch_from(
        elements(observations, count, generator),
        elements(actions, count, generator),
        scale * generator.normal(-0.3, 2.0, count),
        lengths,
    )


def batch_from(
    observations: np.ndarray,
    actions: np.ndarray,
    rewards: Sequence[float] | np.ndarray,
    lengths: Sequence[int],
) -> Batch:
    count = len(lengths)
    return Batch(
        observations=freeze(observations),
        actions=freeze(actions),
        rewards=freeze(np.array(rewards, dtype=float)),
        offsets=freeze(np.cumsum([0, *lengths])),
        terminated=freeze(np.ones(count, dtype=bool)),
        truncated=freeze(np.zeros(count, dtype=bool)),
        last_observations=freeze(observations[:count]),
        reset_seeds=None,
        states=None,
        last_states=None,
    )
