"""The part of R(τ) that was earned before an action: 0 in expectation, and all spread."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.estimator_quality import Question
from pgviz.estimation.moments import trajectory_moments
from pgviz.estimation.returns import difference, returns, rewards_to_go
from pgviz.policies.score import Score


@dataclass(frozen=True)
class Parts:
    """R(τ) = past + future at every step; arrays are read-only."""

    past: np.ndarray  # [steps] Σ_{k<t} γ^k r_k
    future: np.ndarray  # [steps] Σ_{k≥t} γ^k r_k = γ^t G_t


@dataclass(frozen=True)
class Gradients:
    """What both parts add to each trajectory's gradient, [trajectories, parameters], read-only."""

    past: np.ndarray  # Σ_t past_t ∇log π_t, of mean 0 over all trajectories
    future: np.ndarray  # Σ_t future_t ∇log π_t


@dataclass(frozen=True)
class Spread:
    """Variances of one trajectory's gradient, summed over the parameters."""

    whole: float  # weighed by R(τ)
    future: float  # weighed by future rewards alone
    mean: np.ndarray | None = None  # [parameters] E[past part], where all can be summed; read-only

    @property
    def exact(self) -> bool:
        """Whether it is that of all trajectories; else of a batch."""
        return self.mean is not None

    @property
    def share(self) -> float:
        """What the past adds, as a share of the whole variance; 0 where there is none."""
        return (self.whole - self.future) / self.whole if self.whole > 0.0 else 0.0


def parts_of(batch: Batch, discount: float) -> Parts:
    """Return the rewards before each step and those from it on, as R(τ) counts them."""
    future = discount**batch.times * rewards_to_go(batch, discount)
    past = difference(returns(batch, "whole", discount), future)
    return Parts(freeze(past), freeze(future))


def gradients_of(batch: Batch, score: Score, parts: Parts) -> Gradients:
    """Return what the parts add to the gradient of each trajectory."""
    of_past = score.per_trajectory(parts.past, batch.offsets)
    return Gradients(freeze(of_past), freeze(score.per_trajectory(parts.future, batch.offsets)))


def sampled_spread(gradients: Gradients) -> Spread:
    """Return the variances over a batch of at least two trajectories."""
    whole = gradients.past + gradients.future
    of_whole, of_future = (
        float(each.var(axis=0, ddof=1).sum()) for each in (whole, gradients.future)
    )
    return Spread(of_whole, of_future)


def exact_spread(question: Question) -> Spread:
    """Return the variances over all trajectories, without a baseline."""
    discount = question.estimator.discount
    whole, future = (
        trajectory_moments(
            question.mdp,
            question.policy,
            question.theta,
            Estimator(discount, return_),
            question.horizon,
        )
        for return_ in ("whole", "to-go")
    )
    mean = freeze(whole.mean - future.mean)
    return Spread(float(whole.variance.sum()), float(future.variance.sum()), mean)
