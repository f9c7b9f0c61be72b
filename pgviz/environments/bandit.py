"""The k-armed testbed (Sutton & Barto, 2nd ed., Section 2.3 and Figure 2.5)."""

import numpy as np

from pgviz.environments.arguments import number, whole_number
from pgviz.environments.tabular import TabularMDP
from pgviz.environments.tabular_environment import TabularEnvironment

MOST_ARMS = 1000


class Bandit(TabularEnvironment):
    """Pull one of k arms, once; arm a pays q*(a) plus Gaussian noise.

    The values q* are drawn from N(mean, 1) by `bandit_seed`, which is part of the task; the
    environment's own seed draws the noise.
    """

    def __init__(
        self, arms: int = 10, mean: float = 4.0, noise: float = 1.0, bandit_seed: int = 0
    ) -> None:
        whole_number("arms", arms, 1, MOST_ARMS)
        generator = np.random.default_rng(whole_number("bandit_seed", bandit_seed, 0, 2**63))
        values = generator.normal(number("mean", mean), 1.0, arms)
        pull = [[(1.0, 1, value, True)] for value in values.tolist()]
        end = [[(1.0, 1, 0.0, True)]] * arms
        super().__init__(
            TabularMDP.from_outcomes(
                [pull, end],
                (1.0, 0.0),
                [f"arm {arm + 1}" for arm in range(arms)],
                ("pull", "end"),
                observation=(0, 0),
                observation_names=("pull",),
                reward_noise=number("noise", noise, low=0.0),
            )
        )
