"""How the parts of a trajectory move along a direction: measured by differences, and derived."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pgviz.estimation.factors import log_policy_at
from pgviz.estimation.nudge import DISTANCE, Parts, parts_at
from pgviz.gui.derivation.material import Material

MOST_NUMBERS = 1_000_000  # that evaluations hold, for the curve over ε: some 10 ms
FEWEST, MOST = 9, 61  # places on the curve
FARTHEST = 1e9  # nats that are drawn; beyond them, a probability is 0, whatever its logarithm
ROUNDING = 1e-8  # a quotient of differences as small is rounding, for sums of logs around 1


@dataclass(frozen=True)
class Slopes:
    """The parts at θ and a little to either side of it along d; nothing here depends on ε."""

    material: Material
    here: Parts
    below: Parts
    above: Parts
    score: float  # ⟨Σ_t ∇log π_θ(a_t|s_t), d⟩
    distance: float  # to either side

    def measured(self, name: str) -> float | None:
        """Return the central difference of a part, by its name in Parts; None if unknown."""
        low, high = getattr(self.below, name), getattr(self.above, name)
        return None if low is None else self._quieted((high - low) / (2.0 * self.distance))

    def measured_relative(self, name: str) -> float | None:
        """Return the central difference of e to a part, as a multiple of itself at θ."""
        here, low, high = (getattr(x, name) for x in (self.here, self.below, self.above))
        if here is None:
            return None
        with np.errstate(over="ignore", invalid="ignore"):  # infinite where a float has no room
            ends = np.expm1(np.array([low, high]) - here)
            return self._quieted(float(np.diff(ends)[0]) / (2.0 * self.distance))

    @property
    def rounding(self) -> float:
        """What rounding of log P may add to its measured slope."""
        return float(np.finfo(float).eps) * abs(self.here.log_policy) / self.distance

    @cached_property
    def curve(self) -> tuple[np.ndarray, np.ndarray]:
        """Values of ε from −1 to 1, and log P(τ;θ+εd) − log P(τ;θ) at each; 0 is among them.

        The dynamics cancel, known or not.
        """
        places = FEWEST if self.material.running else evaluations(self.material, MOST_NUMBERS)
        places = min(max(places, FEWEST), MOST) // 2 * 2 + 1
        epsilons = np.linspace(-1.0, 1.0, places)
        logs = [self._log_policy(epsilon) for epsilon in epsilons.tolist()]
        return epsilons, np.clip(np.array(logs) - self.here.log_policy, -FARTHEST, FARTHEST)

    @np.errstate(over="ignore")
    def _log_policy(self, epsilon: float) -> float:
        material = self.material
        theta = material.theta + epsilon * material.direction
        batch, trajectory = material.iteration.batch, material.trajectory
        return float(log_policy_at(material.policy, theta, batch, trajectory).sum())

    def _quieted(self, slope: float) -> float:
        rounding = ROUNDING * max(1.0, abs(self.here.log_policy))
        return 0.0 if abs(slope) <= rounding else slope


def evaluations(material: Material, numbers: int) -> int:
    """Return how often π can be asked for the trajectory's steps with so many numbers in all."""
    length = int(material.iteration.batch.lengths[material.trajectory])
    return numbers // (length * material.policy.numbers_per_step)


def slopes_of(material: Material) -> Slopes:
    """Return the slopes of the selected trajectory along the nudge's direction."""
    score = _score_along(material)
    distance = DISTANCE / max(1.0, abs(score))  # or P would bend too much on the way
    return Slopes(
        material=material,
        here=parts_along(material, 0.0),
        below=parts_along(material, -distance),
        above=parts_along(material, distance),
        score=score,
        distance=distance,
    )


def _score_along(material: Material) -> float:
    batch = material.iteration.batch
    own = batch.slice(material.trajectory)
    observations, actions = batch.observations[own], batch.actions[own]
    evaluation = material.policy.evaluate(material.theta, observations, actions)
    return float(evaluation.score.along(material.direction).sum())


@np.errstate(over="ignore")  # the logarithm of a π of 0 is as large as a float can be
def parts_along(material: Material, epsilon: float) -> Parts:
    """Return the parts of the selected trajectory at θ + ε d."""
    theta = material.theta + epsilon * material.direction
    batch, discount = material.iteration.batch, material.iteration.hyperparameters.discount
    world, policy = material.world, material.policy
    return parts_at(world.mdp, policy, theta, batch, material.trajectory, discount)


class LastSlopes:
    """Keeps the slopes while only ε moves: dragging it asks for nothing but what it changes."""

    def __init__(self) -> None:
        self._slopes: Slopes | None = None

    def of(self, material: Material) -> Slopes:
        """Return the slopes of a material, those of before if they are the same."""
        if self._slopes is None or not _same(self._slopes.material, material):
            self._slopes = slopes_of(material)
        return self._slopes


def _same(before: Material, now: Material) -> bool:
    return (
        before.iteration is now.iteration
        and before.trajectory == now.trajectory
        and np.array_equal(before.direction, now.direction)
    )
