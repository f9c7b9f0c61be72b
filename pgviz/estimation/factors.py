"""L1 of the derivation: the factors that the probability of one trajectory is the product of."""

import math
from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.environments.tabular import TabularMDP
from pgviz.policies.policy import Policy


@dataclass(frozen=True)
class Factors:
    """log P(τ;θ) = log μ(s₀) + Σ_t log P(s_{t+1}, r_t|s_t, a_t) + Σ_t log π_θ(a_t|s_t).

    Of a world without a table only the policy's factors are known; of a Gaussian policy they are
    densities. Arrays are read-only.
    """

    log_start: float | None
    log_dynamics: np.ndarray | None  # [T]
    log_policy: np.ndarray  # [T]

    @property
    def sums(self) -> tuple[float | None, float | None, float]:
        """The three parts of L7: log μ, Σ log P and Σ log π."""
        dynamics = None if self.log_dynamics is None else float(self.log_dynamics.sum())
        return self.log_start, dynamics, float(self.log_policy.sum())

    @property
    def log_probability(self) -> float | None:
        """log P(τ;θ); None where the dynamics are unknown."""
        start, dynamics, policy = self.sums
        return None if start is None or dynamics is None else start + dynamics + policy

    @property
    def probability(self) -> float | None:
        """P(τ;θ), 0 where it is too small for a float; None where the dynamics are unknown."""
        return None if self.log_probability is None else math.exp(self.log_probability)


def factors_of(
    mdp: TabularMDP | None, policy: Policy, theta: np.ndarray, batch: Batch, trajectory: int
) -> Factors:
    """Return the factors of one trajectory of a batch at θ.

    Outcomes that look alike from outside (same next state, reward and end) are one: their
    probabilities are added. Where rewards are noisy, any reward counts as the same.
    """
    log_policy = log_policy_at(policy, theta, batch, trajectory)
    if mdp is None or batch.states is None:
        return Factors(None, None, log_policy)
    first = batch.states[batch.offsets[trajectory]]
    own = slice(trajectory, trajectory + 1)
    log_dynamics = freeze(np.log(_step_probabilities(mdp, batch, own)))
    return Factors(math.log(mdp.start[first]), log_dynamics, log_policy)


def log_policy_at(policy: Policy, theta: np.ndarray, batch: Batch, trajectory: int) -> np.ndarray:
    """Return log π_θ(a_t|s_t) of every step of one trajectory, [T]: all that θ is in."""
    steps = batch.slice(trajectory)
    evaluation = policy.evaluate(theta, batch.observations[steps], batch.actions[steps])
    return evaluation.log_probabilities


def log_probabilities_of(mdp: TabularMDP, batch: Batch, log_policy: np.ndarray) -> np.ndarray:
    """Return log P(τ;θ) of every trajectory of a batch from log π of every step, [trajectories]."""
    assert batch.states is not None
    log_start = np.log(mdp.start[batch.states[batch.offsets[:-1]]])
    log_dynamics = np.log(_step_probabilities(mdp, batch, slice(0, batch.size)))
    return freeze(log_start + batch.total(log_dynamics + log_policy))


def _step_probabilities(mdp: TabularMDP, batch: Batch, trajectories: slice) -> np.ndarray:
    """Return P(s_{t+1}, r_t|s_t, a_t) of every step of a run of trajectories, [steps]."""
    assert batch.states is not None
    assert batch.last_states is not None
    bounds = batch.offsets[trajectories.start : trajectories.stop + 1]
    steps, last = slice(bounds[0], bounds[-1]), bounds[1:] - bounds[0] - 1
    states, actions = batch.states[steps], batch.actions[steps]
    entered = np.append(states[1:], 0)
    entered[last] = batch.last_states[trajectories]
    ends = np.zeros(len(states), dtype=bool)
    ends[last] = batch.terminated[trajectories]
    alike = mdp.next_state[states, actions] == entered[:, None]
    alike &= mdp.terminated[states, actions] == ends[:, None]
    if mdp.reward_noise == 0.0:
        alike &= mdp.reward[states, actions] == batch.rewards[steps, None]
    chances = np.where(alike, mdp.probability[states, actions], 0.0).sum(axis=1)
    return np.minimum(chances, 1.0)  # a sum of thirds may round to more
