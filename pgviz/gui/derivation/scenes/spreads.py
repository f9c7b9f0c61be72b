"""How far ĝ of m trajectories reaches along ∇J: exactly, as it was drawn, or as a normal curve."""

import numpy as np

from pgviz.estimation.along import normal_share
from pgviz.estimation.directions import counted, exactly
from pgviz.estimation.moments import trajectory_moments, treats_separately
from pgviz.gui.derivation.fan.plane import unit
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.scenes.exact_spreads import exact_spreads
from pgviz.gui.derivation.scenes.exactly import quick_question
from pgviz.gui.derivation.scenes.spread import Kind, Spread
from pgviz.gui.estimate.target import Target, target_of

SIZES = (1, 4, 16, 64)
ROUNDING = 1e-12  # of the longest: what is left of ⟨ĝ, ∇J⟩ where it is 0


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
    exactly = exact_spreads(material, target, sizes)
    found = []
    for size in sizes:
        ways = exactly.get(size), _drawn(material, target, size), _sampled(material, target, size)
        found.append(next((way for way in ways if way is not None), None))
    missing = [size for size, spread in zip(sizes, found, strict=True) if spread is None]
    curves = _normal_spreads(material, target, missing)
    shown = [each for each in [*found, *curves] if each is not None]
    return sorted(shown, key=lambda spread: spread.size)


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
    lengths = gradients @ unit(target.gradient)
    tiny = ROUNDING * float(np.abs(lengths).max())
    shares = counted(lengths < -tiny), counted(np.abs(lengths) <= tiny)
    chances = np.full(len(lengths), 1.0 / len(lengths))
    mean, deviation = float(lengths.mean()), float(lengths.std())
    return Spread(size, kind, lengths, chances, mean, deviation, *shares)


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
    zero = float(mean == deviation == 0.0)
    shares = exactly(normal_share(mean, deviation, size)), exactly(zero)
    nothing = np.empty(0)
    return Spread(size, kind, nothing, nothing, mean, deviation / size**0.5, *shares)


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
