"""J(θ) alone, exactly: for pictures that need it at many θ."""

import numpy as np

from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.chain import chain_of
from pgviz.policies.policy import SoftmaxPolicy


def exact_objective(
    mdp: TabularMDP, policy: SoftmaxPolicy, theta: np.ndarray, discount: float, horizon: int
) -> float:
    """Return J_H(θ) by dynamic programming from V_H = 0 back."""
    of_observation = np.exp(policy.log_policy(theta, np.arange(mdp.observations)))
    probabilities = of_observation[mdp.observation]  # [states, actions]
    rewards = (probabilities * (mdp.probability * mdp.reward).sum(axis=2)).sum(axis=1)
    values = chain_of(mdp, probabilities).backward(rewards, discount, horizon + 1)
    return float(mdp.start @ values[horizon])
