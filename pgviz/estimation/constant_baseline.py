"""What a constant baseline b does to the gradients of single trajectories: g_i(b) = A_i − b S_i."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.moments import trajectory_moments
from pgviz.estimation.returns import coefficients, returns
from pgviz.policies.policy import SoftmaxPolicy
from pgviz.policies.score import Score


@dataclass(frozen=True)
class Gradients:
    """The g_i of a batch as lines in b; arrays [trajectories, parameters] are read-only."""

    earned: np.ndarray  # A_i = Σ_t c_t return_t ∇log π_t
    scores: np.ndarray  # S_i = Σ_t c_t ∇log π_t, of mean 0 over all trajectories

    def at(self, baseline: float) -> np.ndarray:
        """Return g_i(b), [trajectories, parameters]."""
        return self.earned - baseline * self.scores


@dataclass(frozen=True)
class Variance:
    """Σ_p Var[g_p(b)] = constant + slope · b + curvature · b²."""

    constant: float
    slope: float
    curvature: float
    exact: bool  # else that of a batch

    def at(self, baseline: np.ndarray | float) -> np.ndarray:
        """Return the variance with a baseline, or with each of several."""
        raised = self.constant + baseline * (self.slope + baseline * self.curvature)
        return np.maximum(raised, 0.0)

    @property
    def best(self) -> float:
        """The b of least variance; 0 where b makes no difference."""
        return -self.slope / (2.0 * self.curvature) if self.curvature > 0.0 else 0.0


def plain(estimator: Estimator) -> Estimator:
    """Return the estimator with its return, γ and γᵗ, and the formula's own for all else."""
    return Estimator(
        estimator.discount,
        estimator.return_,
        discount_weighting=estimator.discount_weighting,
    )


def gradients_of(batch: Batch, score: Score, estimator: Estimator) -> Gradients:
    """Return the gradients of the batch's trajectories under the estimator's return."""
    factors = coefficients(batch, estimator)
    of_step = returns(batch, estimator.return_, estimator.discount)
    return Gradients(
        earned=freeze(score.per_trajectory(factors * of_step, batch.offsets)),
        scores=freeze(score.per_trajectory(factors, batch.offsets)),
    )


def sampled_variance(gradients: Gradients) -> Variance:
    """Return the (unbiased) variance over a batch of at least two trajectories."""
    earned = gradients.earned - gradients.earned.mean(axis=0)
    scores = gradients.scores - gradients.scores.mean(axis=0)
    pairs = (earned, earned), (earned, scores), (scores, scores)
    constant, mixed, curvature = (float(np.vdot(*pair)) / (len(earned) - 1) for pair in pairs)
    return Variance(constant, -2.0 * mixed, curvature, exact=False)


def exact_variance(
    mdp: TabularMDP,
    policy: SoftmaxPolicy,
    theta: np.ndarray,
    estimator: Estimator,
    horizon: int,
    scale: float,
) -> Variance:
    """Return the variance over all trajectories, from three points of the parabola.

    They lie at b = 0 and `scale` > 0, the size of a return, to either side.
    """
    chosen = plain(estimator)
    below, here, above = (
        float(trajectory_moments(mdp, policy, theta, chosen, horizon, b).variance.sum())
        for b in (-scale, 0.0, scale)
    )
    return Variance(
        constant=here,
        slope=(above - below) / (2.0 * scale),
        curvature=max(above + below - 2.0 * here, 0.0) / 2.0 / scale / scale,
        exact=True,
    )
