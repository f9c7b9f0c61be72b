"""The numbers of one trajectory and of ĝ that stand under the derivation's terms."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pgviz.estimation.estimate import GradientEstimate
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.returns import whole_returns
from pgviz.gui.derivation.material import Material


@dataclass(frozen=True)
class Numbers:
    """What the terms of the derivation are for the selected trajectory of a material.

    A vector is shown by its length, or by its component along the selected parameter.
    """

    material: Material

    @property
    def steps(self) -> slice:
        """Where the trajectory's steps lie in the batch."""
        return self.material.iteration.batch.slice(self.material.trajectory)

    @property
    def length(self) -> int:
        """T: how many steps the trajectory has."""
        return self.steps.stop - self.steps.start

    @property
    def discount(self) -> float:
        """γ."""
        return self.material.iteration.hyperparameters.discount

    @property
    def estimator(self) -> Estimator:
        """How the user's settings make ĝ."""
        return self.material.iteration.hyperparameters.estimator

    @property
    def total_return(self) -> float:
        """R(τ), discounted."""
        returns = whole_returns(self.material.iteration.batch, self.discount)
        return float(returns[self.material.trajectory])

    @cached_property
    def score_sum(self) -> np.ndarray:
        """∇log P(τ;θ) = Σ_t ∇log π_θ(a_t|s_t), [parameters]."""
        iteration, steps = self.material.iteration, self.steps
        chosen = np.zeros(iteration.batch.steps)
        chosen[steps] = 1.0
        return iteration.evaluation.score.weighted_sum(chosen)

    @property
    def scores(self) -> np.ndarray:
        """∇log π_θ of each step of the trajectory, by length or component, [T]."""
        parameter, iteration = self.material.selected.parameter, self.material.iteration
        if parameter is None:
            return iteration.estimate.score_norms[self.steps]
        return iteration.evaluation.score.components(np.array([parameter]), self.steps)[:, 0]

    @property
    def estimate(self) -> GradientEstimate:
        """ĝ as the derivation writes it, by R(τ) alone, whatever estimator is at work."""
        return self.material.listings.plain_estimate(self.material)

    def shown(self, vector: np.ndarray) -> float:
        """Return a vector's length, or its component along the selected parameter."""
        parameter = self.material.selected.parameter
        return float(np.linalg.norm(vector) if parameter is None else vector[parameter])

    def shown_error(self, errors: np.ndarray | None) -> float | None:
        """Return what belongs to `shown` of a vector of standard errors; None of none."""
        return None if errors is None else self.shown(errors)
