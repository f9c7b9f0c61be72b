"""ĝ, and the parts it is made of."""

from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.estimation.weights import Weights
from pgviz.policies.score import Score

ROUNDING = 1e-14  # of the contributions' lengths together: no more is left where they cancel
EQUAL = 1e-12  # of the longest g_i: a spread as small is none


@dataclass(frozen=True, eq=False)
class GradientEstimate:
    """ĝ = (1/m) Σ_i g_i with what one asks of it; arrays are read-only."""

    gradient: np.ndarray  # [parameters] ĝ
    per_trajectory: np.ndarray  # [trajectories, parameters] g_i; their mean is ĝ
    score_norms: np.ndarray  # [steps] ‖∇log π_t‖
    shares: np.ndarray  # [steps] contribution along ĝ over ‖ĝ‖; their sum is 1, or 0 with ĝ

    @property
    def has_direction(self) -> bool:
        """Whether ĝ is more than the rounding that is left of contributions that cancel."""
        return bool(self.shares.any())

    @property
    def directed(self) -> np.ndarray:
        """ĝ, and 0 where it is but rounding, which would point anywhere; [parameters]."""
        return self.gradient * self.has_direction

    @property
    def norm(self) -> float:
        """‖ĝ‖, 0 where it has no direction."""
        return float(np.linalg.norm(self.gradient)) if self.has_direction else 0.0

    @property
    def standard_error(self) -> np.ndarray | None:
        """The standard error of every component of ĝ, [parameters]; None for one trajectory."""
        count = len(self.per_trajectory)
        if count < 2:
            return None
        return np.asarray(self.per_trajectory.std(axis=0, ddof=1) / np.sqrt(count))

    @property
    def signal_to_noise(self) -> float | None:
        """‖ĝ‖² / (tr Cov(g_i) / m); None for one trajectory or where all g_i are equal."""
        error = self.standard_error
        noise = float(np.square(error).sum()) if error is not None else 0.0
        scale = float(np.square(self.per_trajectory).sum(axis=1).max())
        return self.norm**2 / noise if noise > EQUAL**2 * scale else None


def estimate_gradient(batch: Batch, score: Score, weights: Weights) -> GradientEstimate:
    """Return ĝ = Σ_i Σ_t scale · c_t ψ_t ∇log π_t with its parts."""
    factors = weights.factors
    of_trajectories = score.per_trajectory(factors, batch.offsets)
    gradient = of_trajectories.sum(axis=0)
    norms = score.norms()
    return GradientEstimate(
        gradient=freeze(gradient),
        per_trajectory=freeze(of_trajectories * batch.size),
        score_norms=freeze(norms),
        shares=freeze(_shares(score, factors, norms, gradient)),
    )


def _shares(
    score: Score, factors: np.ndarray, norms: np.ndarray, gradient: np.ndarray
) -> np.ndarray:
    # A ĝ that is nothing but the rounding of contributions that cancel has no direction.
    largest = np.abs(gradient).max()
    if largest <= ROUNDING * (np.abs(factors) @ norms):
        return np.zeros(len(factors))
    direction = gradient / largest  # the squares of very large and very small numbers are lost
    return factors / largest * score.along(direction) / (direction @ direction)
