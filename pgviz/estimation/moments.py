"""The exact mean and variance of one trajectory's gradient, by dynamic programming over moments."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.moment_rules import Rule, to_go_rule, whole_rule
from pgviz.policies.policy import SoftmaxPolicy

MOST_NUMBERS = 4_000_000  # that one step works with: 32 MB
MOST_WORK = 400_000_000  # numbers in all steps together: some seconds


@dataclass(frozen=True)
class Moments:
    """A mean and a variance, [parameters], read-only."""

    mean: np.ndarray
    variance: np.ndarray


def treats_separately(estimator: Estimator) -> bool:
    """Return whether ĝ is the mean of gradients that each depend on one trajectory alone."""
    return (
        estimator.baseline in ("none", "value")
        and not estimator.standardise
        and estimator.average == "trajectories"
        and estimator.mistake != "action-baseline"
    )


def is_summable(mdp: TabularMDP, policy: SoftmaxPolicy, horizon: int) -> bool:
    """Return whether `trajectory_moments` takes no more than some seconds."""
    numbers = 9 * mdp.probability.size * policy.size
    return numbers <= MOST_NUMBERS and numbers * horizon <= MOST_WORK


def trajectory_moments(
    mdp: TabularMDP,
    policy: SoftmaxPolicy,
    theta: np.ndarray,
    estimator: Estimator,
    horizon: int,
    baseline: np.ndarray | float = 0.0,
    direction: np.ndarray | None = None,
) -> Moments:
    """Return the moments of g = Σ_t c_t (return − b) ∇log π_t under the estimator's return.

    The baseline stands in place of the estimator's own: a number or, for the return to-go, one
    for each state [states]. Noise on the rewards is included. The ĝ of m independent trajectories
    has the same mean, and a variance m times smaller. Along a `direction` [parameters] it is the
    one component ⟨g, direction⟩, [1], whose moments take no longer than those of one parameter.
    """
    rule = _rule(mdp, estimator, baseline)
    of_start = moments_of_start(mdp, policy, theta, rule, horizon, direction)
    mean, square = rule.mean @ of_start, rule.square @ of_start
    return Moments(freeze(mean), freeze(np.maximum(square - mean**2, 0.0)))


def moments_of_start(
    mdp: TabularMDP,
    policy: SoftmaxPolicy,
    theta: np.ndarray,
    rule: Rule,
    horizon: int,
    direction: np.ndarray | None = None,
) -> np.ndarray:
    """Return the rule's moments of whole trajectories, [moments, parameters or 1 along one]."""
    powers = _score_powers(mdp, policy, theta, direction)
    after = np.where(mdp.terminated, mdp.states, mdp.next_state)  # the last row is the end
    of_reward = rule.of_reward.swapaxes(2, 3).reshape(*after.shape[:2], rule.moments, -1)
    moments = np.zeros((mdp.states + 1, rule.moments, powers[0].shape[2]))
    moments[:, 0] = 1.0  # nothing comes after the end, nor after the horizon
    for _ in range(horizon):
        following = moments[after].reshape(*of_reward.shape[:2], of_reward.shape[3], -1)
        given_action = of_reward @ following
        moments[:-1] = sum(
            of_score @ np.einsum("sap,samp->smp", power, given_action)
            for of_score, power in zip(rule.of_score, powers, strict=True)
        )
    return np.tensordot(mdp.start, moments[:-1], axes=1)


def _rule(mdp: TabularMDP, estimator: Estimator, baseline: np.ndarray | float) -> Rule:
    discount = estimator.discount
    if estimator.return_ == "whole":
        return whole_rule(mdp, discount, float(baseline))
    later = discount if estimator.discount_weighting else 1.0
    return to_go_rule(mdp, discount, later, baseline)


def _score_powers(
    mdp: TabularMDP, policy: SoftmaxPolicy, theta: np.ndarray, direction: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return π s⁰, π s¹ and π s² of every state and action, each [states, actions, parameters]."""
    observations, actions = (index.ravel() for index in np.indices((mdp.observations, mdp.actions)))
    evaluation = policy.evaluate(theta, observations, actions)
    shape = mdp.observations, mdp.actions
    dense = (
        evaluation.score.dense(np.arange(len(actions)))
        if direction is None
        else evaluation.score.along(direction)
    )
    scores = dense.reshape(*shape, -1)[mdp.observation]
    chance = np.exp(evaluation.log_probabilities).reshape(shape)[mdp.observation, :, None]
    return np.broadcast_to(chance, scores.shape), chance * scores, chance * scores**2
