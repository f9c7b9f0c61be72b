"""How far ĝ of m trajectories reaches along ∇J: exactly, as it was drawn, or as a normal curve."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pgviz.estimation.along import Along, along, mean_of, normal_share
from pgviz.estimation.every_batch import Sampling, every_batch, every_trajectory, is_countable
from pgviz.estimation.moments import trajectory_moments, treats_separately
from pgviz.gui.derivation.fan.plane import unit
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.scenes.exactly import quick_question
from pgviz.gui.estimate.target import Target, target_of
from pgviz.policies.softmax_network import SoftmaxNetwork
from pgviz.policies.table import SoftmaxTable

SIZES = (1, 4, 16, 64)
MOST_STEPS = 200_000  # of all listed trajectories together: some 0.1 s
MOST_STEPS_RUNNING = 2_000
MOST_BATCHES = 200  # that are weighed one by one: some 0.05 s
MOST_MEANS = 3_000  # batches whose ĝ is but a mean: some 0.02 s
ROUNDING = 1e-12  # of the longest: what is left of ⟨ĝ, ∇J⟩ where it is 0

Kind = Literal["exact", "drawn", "sampled", "normal", "spread"]


@dataclass(frozen=True)
class Spread:
    """Lengths along ∇J of the ĝ of m trajectories; the share that points away is in an interval.

    A normal curve has no lengths, only a mean and a deviation: `normal` has the exact ones,
    `spread` those of the batch's g_i.
    """

    size: int  # m
    kind: Kind
    lengths: np.ndarray  # [n]
    probabilities: np.ndarray  # [n]
    mean: float
    deviation: float
    least_away: float
    most_away: float
    error: float | None = None  # the standard error of the share, of what was drawn or sampled

    @property
    def away(self) -> float:
        """The share that points away from ∇J, as well as it is known."""
        return (self.least_away + self.most_away) / 2.0


def shown_sizes(batch_size: int) -> list[int]:
    """Return four numbers of trajectories, 1 and the present m among them."""
    if batch_size in SIZES:
        return list(SIZES)
    nearest = min(SIZES[1:], key=lambda size: abs(np.log(size / batch_size)))
    return sorted(batch_size if size == nearest else size for size in SIZES)


def spreads_of(material: Material, sizes: list[int]) -> list[Spread]:
    """Return what is known for each m; nothing where it isn't, or while running takes too long."""
    target = target_of(material)
    if target is None or not target.gradient.any():
        return []
    exactly = _exact_spreads(material, target, sizes)
    found = []
    for size in sizes:
        ways = exactly.get(size), _drawn(material, target, size), _sampled(material, target, size)
        found.append(next((way for way in ways if way is not None), None))
    missing = [size for size, spread in zip(sizes, found, strict=True) if spread is None]
    curves = _normal_spreads(material, target, missing)
    shown = [each for each in [*found, *curves] if each is not None]
    return sorted(shown, key=lambda spread: spread.size)


def drawn_share(material: Material) -> tuple[float, float] | None:
    """Return the share of the drawn ĝ that point away, and its standard error."""
    draws = material.draws
    if draws is None or draws.moments.wrong_direction_share is None:
        return None
    return draws.moments.wrong_direction_share, draws.moments.wrong_direction_error or 0.0


def _exact_spreads(material: Material, target: Target, sizes: list[int]) -> dict[int, Spread]:
    sampling = _sampling(material)
    if sampling is None:
        return {}
    separate = treats_separately(sampling.estimator)
    single = along(every_trajectory(sampling), target.gradient) if separate else None
    found = {}
    for size in [1] if material.running else sizes:
        known = _of_batches(sampling, target, size)
        if known is None and single is not None:
            known = mean_of(single, size)
        if known is not None:
            found[size] = _known(known, size)
    return found


def _of_batches(sampling: Sampling, target: Target, size: int) -> Along | None:
    most = MOST_MEANS if treats_separately(sampling.estimator) else MOST_BATCHES
    if not is_countable(sampling, size, most):
        return None
    return along(every_batch(sampling, size), target.gradient)


def _known(found: Along, size: int) -> Spread:
    return Spread(
        size,
        "exact",
        found.lengths,
        found.probabilities,
        found.mean,
        found.deviation,
        found.least_away,
        found.most_away,
    )


def _sampling(material: Material) -> Sampling | None:
    """Return how trajectories are drawn, where all of them are listed and it takes no time."""
    mdp, iteration, listing = material.world.mdp, material.iteration, material.listing
    if mdp is None or iteration.exact is None or listing is None or not listing.complete:
        return None
    most = MOST_STEPS_RUNNING if material.running else MOST_STEPS
    if mdp.reward_noise > 0.0 or listing.batch.steps > most:
        return None
    assert isinstance(material.policy, SoftmaxTable | SoftmaxNetwork)  # a table lists its actions
    return Sampling(
        listing,
        material.policy,
        material.theta,
        iteration.hyperparameters.estimator,
        material.world.observations,
        iteration.before.value,
    )


def _drawn(material: Material, target: Target, size: int) -> Spread | None:
    draws = material.draws
    if draws is None or draws.gradients is None or size != material.iteration.batch.size:
        return None
    return _counted(draws.gradients, target, size, "drawn")


def _sampled(material: Material, target: Target, size: int) -> Spread | None:
    if size != 1:
        return None
    return _counted(material.iteration.estimate.per_trajectory, target, size, "sampled")


def _counted(gradients: np.ndarray, target: Target, size: int, kind: Kind) -> Spread:
    """Return the spread of gradients [n, parameters] that count alike."""
    lengths, many = gradients @ unit(target.gradient), len(gradients)
    away = float((lengths <= ROUNDING * np.abs(lengths).max()).mean())
    error = float(np.sqrt(away * (1.0 - away) / many)) if many > 1 else None
    chances = np.full(many, 1.0 / many)
    mean, deviation = float(lengths.mean()), float(lengths.std())
    return Spread(size, kind, lengths, chances, mean, deviation, away, away, error)


def _normal_spreads(material: Material, target: Target, sizes: list[int]) -> list[Spread]:
    if not sizes or material.running:
        return []
    known = _exact_moments(material, target)
    kind: Kind = "normal" if known is not None else "spread"
    mean, deviation = known if known is not None else _moments_of_batch(material, target)
    if deviation is None:
        return []
    return [_normal(size, kind, mean, deviation) for size in sizes]


def _normal(size: int, kind: Kind, mean: float, deviation: float) -> Spread:
    share = normal_share(mean, deviation, size)
    nothing = np.empty(0)
    return Spread(size, kind, nothing, nothing, mean, deviation / size**0.5, share, share)


def _exact_moments(material: Material, target: Target) -> tuple[float, float] | None:
    question = quick_question(material)
    if question is None or not question.is_polynomial:
        return None
    if not treats_separately(question.estimator):
        return None
    task = question.mdp, question.policy, question.theta, question.estimator, question.horizon
    found = trajectory_moments(*task, question.state_baseline(), unit(target.gradient))
    return float(found.mean[0]), float(np.sqrt(found.variance[0]))


def _moments_of_batch(material: Material, target: Target) -> tuple[float, float | None]:
    """Return the mean and the deviation of the batch's g_i; no deviation of one."""
    lengths = material.iteration.estimate.per_trajectory @ unit(target.gradient)
    return float(lengths.mean()), float(lengths.std(ddof=1)) if len(lengths) > 1 else None
