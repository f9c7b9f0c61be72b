"""ψ_t: a return less a baseline, perhaps divided by its standard deviation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.environments.spaces import Space
from pgviz.estimation import value
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.mistakes import MISTAKES
from pgviz.estimation.returns import coefficients, difference, returns
from pgviz.policies.score import Score

EQUAL = 1e-12  # of the largest value: a deviation as small is rounding


@dataclass(frozen=True, eq=False)
class Weights:
    """What multiplies each step's score; arrays [steps], read-only."""

    returns: np.ndarray  # R(τ) or G_t
    baseline: np.ndarray  # b
    deviation: float  # what ψ was divided by; 1 unless standardised
    psi: np.ndarray  # (return − b) / deviation, or what a mistake makes of it
    coefficients: np.ndarray  # c_t: γ^t or 1
    scale: float  # 1/m, or 1/(number of steps)

    @property
    def meant(self) -> np.ndarray:
        """(return − b) / deviation: ψ as it is without a mistake in it, [steps]."""
        return difference(self.returns, self.baseline) / self.deviation

    @property
    def factors(self) -> np.ndarray:
        """c_t ψ_t times the scale: the contribution of a step is this times its score."""
        return self.scale * self.coefficients * self.psi


@dataclass(frozen=True)
class Known:
    """All that a baseline may be made from."""

    batch: Batch
    returns: np.ndarray  # [steps]
    coefficients: np.ndarray  # [steps]
    whole: bool
    score: Score
    observations: Space
    fit: value.ValueFit


def weigh(
    batch: Batch,
    score: Score,
    estimator: Estimator,
    observations: Space,
    fit: value.ValueFit = value.UNFITTED,
) -> Weights:
    """Return the weights of every step of the batch under the estimator's choices.

    This is where a mistake enters: before the formula in its rewards, or after it in ψ.
    """
    mistake = MISTAKES[estimator.mistake]
    read = mistake.reads(batch, estimator.discount)
    weights = weigh_by_formula(read, score, estimator, observations, fit)
    return replace(weights, psi=freeze(mistake.psi(batch, weights.psi)))


def weigh_by_formula(
    batch: Batch, score: Score, estimator: Estimator, observations: Space, fit: value.ValueFit
) -> Weights:
    """Return the weights of every step as the formula has them, without any mistake."""
    whole = estimator.return_ == "whole"
    of_step = returns(batch, estimator.return_, estimator.discount)
    factors = coefficients(batch, estimator)
    known = Known(batch, of_step, factors, whole, score, observations, fit)
    baseline = BASELINES[estimator.baseline](known)
    advantage = difference(of_step, baseline)
    # Where all are equal there is nothing to divide by.
    deviation = (deviation_of(advantage) if estimator.standardise else 0.0) or 1.0
    return Weights(
        returns=freeze(of_step),
        baseline=freeze(baseline),
        deviation=deviation,
        psi=freeze(advantage / deviation),
        coefficients=freeze(factors),
        scale=1.0 / (batch.size if estimator.average == "trajectories" else batch.steps),
    )


def deviation_of(values: np.ndarray) -> float:
    """Return the standard deviation, 0 where all are equal but for rounding."""
    deviation = float(values.std())
    return deviation if deviation > EQUAL * float(np.abs(values).max(initial=0.0)) else 0.0


def no_baseline(known: Known) -> np.ndarray:
    """Return b = 0."""
    return np.zeros(known.batch.steps)


def batch_mean(known: Known) -> np.ndarray:
    """Return the mean of R(τ) over trajectories, or of G_t over steps."""
    mean = known.returns[known.batch.offsets[:-1]] if known.whole else known.returns
    return np.full(known.batch.steps, mean.mean())


def leave_one_out(known: Known) -> np.ndarray:
    """Return the mean over the other trajectories; 0 for the only one."""
    batch = known.batch
    counts = np.ones(batch.size) if known.whole else batch.lengths.astype(float)
    sums = known.returns[batch.offsets[:-1]] if known.whole else batch.total(known.returns)
    others = counts.sum() - counts
    mean = np.divide(sums.sum() - sums, others, out=np.zeros(batch.size), where=others > 0.0)
    return np.repeat(mean, batch.lengths)


def time_mean(known: Known) -> np.ndarray:
    """Return, for each t, the mean over the trajectories that reach t."""
    times = known.batch.times
    return (np.bincount(times, weights=known.returns) / np.bincount(times))[times]


def learnt_value(known: Known) -> np.ndarray:
    """Return V_w(s_t), which knows earlier batches only."""
    return value.predict(known.fit, known.observations, known.batch)


def optimal_constant(known: Known) -> np.ndarray:
    """Return the constant of least variance, E[⟨g, S⟩]/E[‖S‖²], S = Σ_t c_t ∇log π_t.

    With the whole return, g = S·R, this is E[‖S‖²R]/E[‖S‖²].
    """
    offsets, factors = known.batch.offsets, known.coefficients
    scores = known.score.per_trajectory(factors, offsets)
    gradients = known.score.per_trajectory(factors * known.returns, offsets)
    squared = float(np.square(scores).sum())
    constant = float((gradients * scores).sum()) / squared if squared > 0.0 else 0.0
    return np.full(known.batch.steps, constant)


BASELINES: Mapping[str, Callable[[Known], np.ndarray]] = {
    "none": no_baseline,
    "mean": batch_mean,
    "leave-one-out": leave_one_out,
    "time": time_mean,
    "value": learnt_value,
    "optimal": optimal_constant,
}
