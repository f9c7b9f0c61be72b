"""J(θ) and ∇J(θ) exactly, by finite-horizon dynamic programming on a tabular MDP."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.tabular import TabularMDP
from pgviz.policies.policy import SoftmaxPolicy


@dataclass(frozen=True)
class Exact:
    """The objective with horizon H, J_H(θ), and its gradient [parameters]."""

    objective: float
    gradient: np.ndarray


def exact_gradient(
    mdp: TabularMDP, policy: SoftmaxPolicy, theta: np.ndarray, discount: float, horizon: int
) -> Exact:
    """Return J and ∇J = Σ_t γ^t Σ_s d_t(s) Σ_a ∇π_θ(a|o(s)) Q_t(s, a)."""
    of_observation = np.exp(policy.log_policy(theta, np.arange(mdp.observations)))
    probabilities = of_observation[mdp.observation]  # [states, actions]
    reach = occupancies(mdp, probabilities, horizon)
    values, visits = evaluate(mdp, probabilities, discount, reach)
    weights = np.zeros_like(of_observation)
    np.add.at(weights, mdp.observation, visits)
    return Exact(
        objective=float(mdp.start @ values),
        gradient=freeze(_policy_gradient(policy, theta, of_observation * weights)),
    )


def occupancies(mdp: TabularMDP, probabilities: np.ndarray, horizon: int) -> np.ndarray:
    """Return d_t(s), the probability to act in s at time t, [horizon, states]."""
    onward = mdp.probability * ~mdp.terminated * probabilities[:, :, None]
    targets = mdp.next_state.ravel()
    reach = np.empty((horizon, mdp.states))
    reach[0] = mdp.start
    for time in range(1, horizon):
        flow = (reach[time - 1, :, None, None] * onward).ravel()
        reach[time] = np.bincount(targets, weights=flow, minlength=mdp.states)
    return reach


def evaluate(
    mdp: TabularMDP, probabilities: np.ndarray, discount: float, reach: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return V_0 [states] and Σ_t γ^t d_t(s) Q_t(s, a) [states, actions], from V_H = 0 back."""
    expected_reward = (mdp.probability * mdp.reward).sum(axis=2)
    onward = discount * mdp.probability * ~mdp.terminated
    values, total = np.zeros(mdp.states), np.zeros(probabilities.shape)
    for time in range(len(reach) - 1, -1, -1):
        action_values = expected_reward + (onward * values[mdp.next_state]).sum(axis=2)
        total += discount**time * reach[time, :, None] * action_values
        values = (probabilities * action_values).sum(axis=1)
    return values, total


def _policy_gradient(policy: SoftmaxPolicy, theta: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return Σ_o Σ_a w[o, a] ∇log π(a|o), where w = π · Σ γ^t d Q makes it Σ ∇π · …."""
    observations, actions = (index.ravel() for index in np.indices(weights.shape))
    score = policy.evaluate(theta, observations, actions).score
    return score.weighted_sum(weights.ravel())
