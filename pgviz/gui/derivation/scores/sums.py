"""∇log P(τ;θ) = Σ_t ∇log π_θ(a_t|s_t), one side from scores, the other measured."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pgviz.estimation.factors import log_policy_at
from pgviz.estimation.nudge import DISTANCE
from pgviz.gui.derivation.identity import Identity
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.nudge.slopes import evaluations
from pgviz.policies.score import Score

MOST_NUMBERS = 3_000_000  # that evaluations hold, to measure the parameters: some 30 ms
MOST_PARAMETERS = 200
FEWEST_PARAMETERS = 8  # compared in any case, and no more while training runs
TOLERANCE = 1e-6  # relative: what differences of numbers in floating point allow


@dataclass(frozen=True)
class ScoreSums:
    """The steps of the selected trajectory, at θ; nothing here depends on the nudge."""

    material: Material

    @cached_property
    def score(self) -> Score:
        """∇log π of every step."""
        material, batch = self.material, self.material.iteration.batch
        own = batch.slice(material.trajectory)
        observations, actions = batch.observations[own], batch.actions[own]
        return material.policy.evaluate(material.theta, observations, actions).score

    @property
    def length(self) -> int:
        """T."""
        return int(self.material.iteration.batch.lengths[self.material.trajectory])

    @cached_property
    def norms(self) -> np.ndarray:
        """‖∇log π‖ of every step, [T]."""
        return self.score.norms()

    @cached_property
    def total(self) -> np.ndarray:
        """Σ_t ∇log π, [parameters]."""
        return self.score.weighted_sum(np.ones(self.length))

    @cached_property
    def compared(self) -> np.ndarray:
        """The parameters whose derivatives are measured: all, or those with the largest sums."""
        size = len(self.material.theta)
        most = min(MOST_PARAMETERS, evaluations(self.material, MOST_NUMBERS) // 2)
        most = FEWEST_PARAMETERS if self.material.running else max(most, FEWEST_PARAMETERS)
        largest = np.argsort(-np.abs(self.total), kind="stable")[:most]
        return np.sort(largest) if size > most else np.arange(size)

    @cached_property
    def measured(self) -> np.ndarray:
        """∂log P(τ;θ)/∂θ of the compared parameters by central differences, [compared].

        log μ and log P(s'|s,a) are the same on both sides, known or not, and cancel.
        """
        return np.array([self._measure(parameter) for parameter in self.compared.tolist()])

    @property
    def identity(self) -> Identity:
        """Both sides as lengths, and the largest difference of a component."""
        summed = self.total[self.compared]
        which = self._which
        return Identity(
            left_name=f"‖∇log P‖ measured, {which} components",
            left=float(np.linalg.norm(self.measured)),
            right_name="‖Σₜ ∇log π‖",
            right=float(np.linalg.norm(summed)),
            difference=float(np.abs(self.measured - summed).max()),
            scale=max(float(np.abs(summed).max()), 1.0, DISTANCE * abs(self._log)),
            tolerance=TOLERANCE,
        )

    @property
    def _log(self) -> float:
        """Σ_t log π: rounding of it is what the differences can't resolve."""
        return float(self.material.factors.log_policy.sum())

    @property
    def _which(self) -> str:
        count, size = len(self.compared), len(self.material.theta)
        return f"all {count}" if count == size else f"largest {count} of {size}"

    def _measure(self, parameter: int) -> float:
        here = float(self.material.theta[parameter])
        low, high = (self._log_policy(parameter, here + way * DISTANCE) for way in (-1.0, 1.0))
        return (high - low) / (2.0 * DISTANCE)

    @np.errstate(over="ignore")
    def _log_policy(self, parameter: int, value: float) -> float:
        material, theta = self.material, self.material.theta.copy()
        theta[parameter] = value
        batch = material.iteration.batch
        return float(log_policy_at(material.policy, theta, batch, material.trajectory).sum())


class LastSums:
    """Keeps the sums while the same trajectory is looked at: what is measured takes its time."""

    def __init__(self) -> None:
        self._sums: ScoreSums | None = None

    def of(self, material: Material) -> ScoreSums:
        """Return the sums of a material, those of before if they are the same."""
        if self._sums is None or not _same(self._sums.material, material):
            self._sums = ScoreSums(material)
        return self._sums


def _same(before: Material, now: Material) -> bool:
    return (
        before.iteration is now.iteration
        and before.trajectory == now.trajectory
        and before.running == now.running
    )
