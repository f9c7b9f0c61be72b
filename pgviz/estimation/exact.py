"""J(θ) and ∇J(θ) exactly, by finite-horizon dynamic programming on a tabular MDP."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.chain import chain_of
from pgviz.policies.policy import SoftmaxPolicy


@dataclass(frozen=True, eq=False)
class Exact:
    """The objective with horizon H, J_H(θ), and its gradient [parameters]."""

    objective: float
    gradient: np.ndarray


def exact_gradient(
    mdp: TabularMDP, policy: SoftmaxPolicy, theta: np.ndarray, discount: float, horizon: int
) -> Exact:
    """Return J and ∇J = Σ_t γ^t Σ_s d_t(s) Σ_a ∇π_θ(a|o(s)) Q_t(s, a)."""
    return _weighted_gradient(mdp, policy, theta, discount, horizon, discount)


def unweighted_gradient(
    mdp: TabularMDP, policy: SoftmaxPolicy, theta: np.ndarray, discount: float, horizon: int
) -> np.ndarray:
    """Return Σ_t Σ_s d_t(s) Σ_a ∇π_θ(a|o(s)) Q_t(s, a), [parameters]: ∇J without its γ^t.

    It is what ĝ estimates from rewards-to-go that are not weighted by γ^t. For γ < 1 it is in
    general the gradient of no function (Nota & Thomas, 2020).
    """
    return _weighted_gradient(mdp, policy, theta, discount, horizon, 1.0).gradient


def _weighted_gradient(
    mdp: TabularMDP,
    policy: SoftmaxPolicy,
    theta: np.ndarray,
    discount: float,
    horizon: int,
    later: float,
) -> Exact:
    """Return J, and the sum in which time t counts `later`^t."""
    of_observation = np.exp(policy.log_policy(theta, np.arange(mdp.observations)))
    probabilities = of_observation[mdp.observation]  # [states, actions]
    reach = occupancies(mdp, probabilities, horizon)
    values, visits = evaluate(mdp, probabilities, discount, reach, later)
    weights = np.zeros_like(of_observation)
    np.add.at(weights, mdp.observation, visits)
    return Exact(
        objective=float(mdp.start @ values),
        gradient=freeze(_policy_gradient(policy, theta, of_observation * weights)),
    )


def occupancies(mdp: TabularMDP, probabilities: np.ndarray, horizon: int) -> np.ndarray:
    """Return d_t(s), the probability to act in s at time t, [horizon, states]."""
    return chain_of(mdp, probabilities).forward(mdp.start, horizon)


def evaluate(
    mdp: TabularMDP,
    probabilities: np.ndarray,
    discount: float,
    reach: np.ndarray,
    later: float | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return V_0 [states] and Σ_t γ^t d_t(s) Q_t(s, a) [states, actions], from V_H = 0 back.

    Time t counts `later`^t in place of γ^t where it is given.
    With Q = r + γ Σ P V the sum over t is taken first, for all pairs of states at once.
    """
    chain, horizon = chain_of(mdp, probabilities), len(reach)
    rewards = (mdp.probability * mdp.reward).sum(axis=2)  # [states, actions]
    values = chain.backward((probabilities * rewards).sum(axis=1), discount, horizon + 1)
    weighted = (discount if later is None else later) ** np.arange(horizon)[:, None] * reach
    joined = chain.joined(weighted, values[horizon - 1 :: -1])  # Σ_t γ^t d_t(s) V_{t+1}(s')
    onward = discount * (mdp.probability * ~mdp.terminated * joined).sum(axis=2)
    return values[horizon], weighted.sum(axis=0)[:, None] * rewards + onward


def _policy_gradient(policy: SoftmaxPolicy, theta: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return Σ_o Σ_a w[o, a] ∇log π(a|o), where w = π · Σ γ^t d Q makes it Σ ∇π · …."""
    observations, actions = (index.ravel() for index in np.indices(weights.shape))
    score = policy.evaluate(theta, observations, actions).score
    return score.weighted_sum(weights.ravel())
