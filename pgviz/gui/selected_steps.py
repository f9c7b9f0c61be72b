"""The steps of the selected trajectory, and which of their numbers mean anything."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from pgviz.estimation.estimate import GradientEstimate
from pgviz.gui.view import View
from pgviz.training.iteration import Iteration

ROUNDING = 1e-12  # of the largest return: a difference as small is none


@dataclass(frozen=True)
class Steps:
    """The run of a batch's steps that is one trajectory's."""

    iteration: Iteration
    trajectory: int

    @classmethod
    def selected(cls, view: View) -> "Steps":
        return cls(view.iteration, view.trajectory)

    @property
    def run(self) -> slice:
        """Where they lie in the batch."""
        return self.iteration.batch.slice(self.trajectory)

    @cached_property
    def weights(self) -> np.ndarray:
        """ψ_t, 0 where it is nothing but rounding, [steps]."""
        return self._batch_weights[self.run]

    @property
    def factors(self) -> np.ndarray:
        """What multiplies a step's score in ĝ: c_t ψ_t / m, [steps]."""
        return self.iteration.weights.scale * self.coefficients * self.weights

    @property
    def coefficients(self) -> np.ndarray:
        """c_t, [steps]."""
        return self.iteration.weights.coefficients[self.run]

    @property
    def shares(self) -> np.ndarray:
        """Each step's share of ĝ in per cent, [steps]; all 0 where ĝ is 0."""
        shares = 100.0 * self.iteration.estimate.shares[self.run]
        return np.zeros_like(shares) if self.why_no_share else shares

    @cached_property
    def typicality(self) -> np.ndarray:
        """π(a_t|s_t) of a softmax, or a density over its peak's, in [0, 1]: [steps]."""
        evaluation, run = self.iteration.evaluation, self.run
        if evaluation.means is None or evaluation.deviations is None:
            return np.exp(evaluation.log_probabilities[run])
        distance = self.iteration.batch.actions[run] - evaluation.means[run]
        return np.exp(-np.square(distance / evaluation.deviations).sum(axis=1) / 2.0)

    @cached_property
    def why_no_share(self) -> str:
        """Why ĝ is 0, so that no step has a share of it; "" where it isn't."""
        if not self._batch_weights.any():
            return "every weight ψ is 0, so ĝ is 0"
        if not self.iteration.estimate.shares.any():
            return "the contributions cancel: ĝ is 0"
        return ""

    @cached_property
    def estimate(self) -> GradientEstimate:
        """ĝ and its parts, 0 where they are nothing but rounding."""
        estimate = self.iteration.estimate
        if not self.why_no_share:
            return estimate
        own = estimate.per_trajectory
        parts = own if self._batch_weights.any() else np.zeros_like(own)
        return replace(estimate, gradient=np.zeros_like(estimate.gradient), per_trajectory=parts)

    @property
    def _batch_weights(self) -> np.ndarray:
        return self.iteration.weights.psi
