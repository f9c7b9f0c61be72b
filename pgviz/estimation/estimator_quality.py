"""How good an estimator is, exactly: the mean and the variance of ĝ, where they can be computed."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.spaces import Space
from pgviz.environments.tabular import TabularMDP
from pgviz.estimation import value
from pgviz.estimation.directions import Directions
from pgviz.estimation.equations import Equation
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.every_batch import (
    MOST_BATCHES,
    MOST_NUMBERS,
    Sampling,
    every_batch,
    every_trajectory,
    is_countable,
)
from pgviz.estimation.exact import exact_gradient
from pgviz.estimation.listing import MOST_TRAJECTORIES, list_trajectories
from pgviz.estimation.moments import (
    Moments,
    is_summable,
    trajectory_moments,
    treats_separately,
)
from pgviz.estimation.pair_moments import pair_moments, pairs_trajectories
from pgviz.policies.policy import SoftmaxPolicy

MOMENTS = "dynamic programming over moments"


@dataclass(frozen=True)
class ExactQuality:
    """E[ĝ] and Var[ĝ] of m trajectories at a θ; arrays [parameters], read-only."""

    expectation: np.ndarray
    variance: np.ndarray
    exact: np.ndarray  # ∇J
    directions: Directions | None  # seen from ∇J; None where batches weren't listed
    how: str  # in words

    @property
    def bias(self) -> np.ndarray:
        """E[ĝ] − ∇J, [parameters]."""
        return self.expectation - self.exact

    @property
    def wrong_direction_share(self) -> float | None:
        """The probability of ⟨ĝ, ∇J⟩ ≤ 0; None where batches weren't listed."""
        return None if self.directions is None else self.directions.wrong

    @property
    def total_variance(self) -> float:
        """E‖ĝ − E[ĝ]‖², the trace of the covariance."""
        return float(self.variance.sum())

    @property
    def mean_squared_error(self) -> float:
        """E‖ĝ − ∇J‖² = total variance + ‖bias‖²."""
        return self.total_variance + float(self.bias @ self.bias)

    @property
    def unbiasedness(self) -> Equation:
        """E[ĝ] = ∇J with both sides; it holds where the estimator has no bias."""
        return Equation("L6", f"E[ĝ]: {self.how}", "∇J", self.expectation, self.exact)


@dataclass(frozen=True)
class Question:
    """Which estimator it is about, on which world, and at which θ."""

    mdp: TabularMDP
    policy: SoftmaxPolicy
    theta: np.ndarray  # [parameters]
    estimator: Estimator
    batch_size: int
    horizon: int
    observations: Space
    fit: value.ValueFit = value.UNFITTED  # what the baseline V_w(s) knows
    most_batches: int = MOST_BATCHES  # that may be listed; a thousand take some 0.2 s

    def sampling(self, most: int = MOST_TRAJECTORIES) -> Sampling | None:
        """Return how trajectories are drawn, where all can be listed, at `most`, with rewards."""
        if self.mdp.reward_noise > 0.0:
            return None
        listing = list_trajectories(self.mdp, self.horizon, most)
        if not listing.complete:
            return None
        return Sampling(
            listing, self.policy, self.theta, self.estimator, self.observations, self.fit
        )

    @property
    def is_polynomial(self) -> bool:
        """Whether ĝ is a polynomial in rewards and scores, whose moments are known in advance."""
        estimator = self.estimator
        learnt = estimator.baseline == "value" and self.fit.targets.size > 0
        separate = treats_separately(estimator) and estimator.mistake == "none"
        known = separate and (estimator.return_ == "to-go" or not learnt)
        return known or pairs_trajectories(estimator)

    @property
    def is_summable(self) -> bool:
        """Whether its moments can be followed in no more than some seconds."""
        return self.is_polynomial and is_summable(self.mdp, self.policy, self.horizon)

    def state_baseline(self) -> np.ndarray | float:
        """Return b of every state as far as it is known beforehand, [states] or 0."""
        learnt = self.estimator.baseline == "value" and self.fit.targets.size > 0
        return value.table(self.fit)[self.mdp.observation] if learnt else 0.0


def exact_quality(question: Question) -> ExactQuality | None:
    """Return the mean and variance of ĝ; None where there is no way, for `why_unknown`."""
    found = _first_answer(question)
    return found if found is not None and np.isfinite(found.variance).all() else None


def why_unknown(question: Question) -> str:
    """Return why `exact_quality` has no answer, in one short sentence."""
    if _first_answer(question) is not None:
        return "Rewards are so large that their squares aren't finite."
    if question.is_polynomial:
        return f"The sums for {question.policy.size:,} parameters would take too long."
    if question.mdp.reward_noise > 0.0:
        return "Rewards are noisy, and trajectories can't be listed."
    if question.sampling() is None:
        return (
            f"There are more than {MOST_TRAJECTORIES:,} trajectories of {question.horizon} steps."
        )
    return f"There are too many different batches of {question.batch_size} trajectories."


# Rewards of any size may be squared here: what isn't finite is no answer.
@np.errstate(over="ignore", invalid="ignore")
def _first_answer(question: Question) -> ExactQuality | None:
    sampling = question.sampling()
    answers = (way(question, sampling) for way in WAYS)
    return next((answer for answer in answers if answer is not None), None)


def _all_batches(question: Question, sampling: Sampling | None) -> ExactQuality | None:
    size, most = question.batch_size, question.most_batches
    if sampling is None or not is_countable(sampling, size, most):
        return None
    drawn, exact = every_batch(sampling, size), _exact(question)
    return ExactQuality(
        expectation=freeze(drawn.mean),
        variance=freeze(drawn.variance),
        exact=exact,
        directions=drawn.directions(exact),
        how=f"all {len(drawn.probabilities):,} {_batches_of(size)}",
    )


def _batches_of(size: int) -> str:
    return "trajectories" if size == 1 else f"batches of {size} trajectories"


def _moments(question: Question, sampling: Sampling | None) -> ExactQuality | None:
    if not question.is_summable or pairs_trajectories(question.estimator):
        return None
    task = question.mdp, question.policy, question.theta, question.estimator, question.horizon
    found = trajectory_moments(*task, question.state_baseline())
    return _of_independent(question, found, MOMENTS)


def _moments_of_pairs(question: Question, sampling: Sampling | None) -> ExactQuality | None:
    if not question.is_summable or not pairs_trajectories(question.estimator):
        return None
    task = question.mdp, question.policy, question.theta, question.estimator, question.horizon
    found = pair_moments(*task, question.batch_size)
    return ExactQuality(found.mean, found.variance, _exact(question), None, MOMENTS)


def _all_trajectories(question: Question, sampling: Sampling | None) -> ExactQuality | None:
    if sampling is None or not treats_separately(question.estimator):
        return None
    if sampling.listing.size * question.policy.size > MOST_NUMBERS:
        return None
    drawn = every_trajectory(sampling)
    how = f"all {len(drawn.probabilities):,} trajectories"
    return _of_independent(question, Moments(freeze(drawn.mean), freeze(drawn.variance)), how)


def _of_independent(question: Question, single: Moments, how: str) -> ExactQuality:
    """Return the quality of the mean of m independent gradients."""
    variance = freeze(single.variance / question.batch_size)
    return ExactQuality(single.mean, variance, _exact(question), None, how)


def _exact(question: Question) -> np.ndarray:
    task = question.mdp, question.policy, question.theta
    return exact_gradient(*task, question.estimator.discount, question.horizon).gradient


WAYS: tuple[Callable[[Question, Sampling | None], ExactQuality | None], ...] = (
    _all_batches,
    _moments,
    _moments_of_pairs,
    _all_trajectories,
)
