"""E[ĝ] as a sum over all trajectories: what each adds to it, and what it should add."""

from dataclasses import dataclass, replace

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.estimator_quality import Question
from pgviz.estimation.moments import treats_separately


@dataclass(frozen=True)
class Terms:
    """Every trajectory there can be; arrays are read-only."""

    batch: Batch
    chances: np.ndarray  # [trajectories] how probable each is to be sampled
    gradients: np.ndarray  # [trajectories, parameters] g_τ of the estimator as it is
    meant_chances: np.ndarray  # [trajectories] P(τ;θ)
    meant: np.ndarray  # [trajectories, parameters] g_τ of the plain formula

    @property
    def expectation(self) -> np.ndarray:
        """Σ_τ P(τ) g_τ = E[ĝ], [parameters]."""
        return self.chances @ self.gradients

    @property
    def meant_expectation(self) -> np.ndarray:
        """Σ_τ P(τ;θ) g_τ of the plain formula = ∇J, [parameters]."""
        return self.meant_chances @ self.meant


def plain(estimator: Estimator) -> Estimator:
    """Return the formula without what biases it: the same γ and the same return."""
    return Estimator(discount=estimator.discount, return_=estimator.return_)


def term_by_term(question: Question, most: int) -> Terms | None:
    """Return the terms; None with more than `most`, or where g_τ depends on the whole batch."""
    if not treats_separately(question.estimator):
        return None
    sampling = question.sampling(most)
    if sampling is None:
        return None
    right = replace(sampling, estimator=plain(question.estimator))
    everything = np.arange(sampling.listing.size)
    return Terms(
        batch=sampling.listing.batch,
        chances=freeze(sampling.chances()),
        gradients=sampling.estimate(everything).per_trajectory,
        meant_chances=freeze(right.chances()),
        meant=right.estimate(everything).per_trajectory,
    )
