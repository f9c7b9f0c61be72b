"""The means of ∇log P·R and of ∇P·R over the same trajectories, beside ∇J."""

from dataclasses import dataclass

import numpy as np

from pgviz.estimation.factors import log_probabilities_of
from pgviz.gui.derivation.ledger.direction import Direction
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.numbers import Numbers
from pgviz.gui.derivation.scenes.measured import Measured, direction_of, measured
from pgviz.gui.derivation.scenes.whiskers import Row
from pgviz.gui.estimate.target import Target, target_of

MOST_STEPS = 100_000  # of all trajectories together, that are summed over


def rows_of(material: Material) -> list[Row]:
    """Return ∇J, the mean of ∇log P·R and, where P is known, that of ∇P·R, along one direction."""
    along, target = direction_of(material), target_of(material)
    with_log = Numbers(material).estimate.per_trajectory @ along.vector
    rows = [] if target is None else [_target_row(target, along)]
    sums = expectations(material, along)
    rows.append(
        Row(
            ("mean of ∇log P·R (ĝ)", "with log"),
            measured(with_log),
            "estimate",
            _told("mean of ∇log P(τ;θ) R(τ)", measured(with_log), along),
        )
    )
    if sums is not None:
        told = _told("Σ P ∇log P R over all trajectories", sums.with_log, along)
        names = "its expectation Σ P ∇log P·R", "its expectation"
        rows.append(Row(names, sums.with_log, "estimate", told, exact=True))
    without = without_log(material, with_log)
    if without is not None:
        told = _told("mean of ∇P(τ;θ) R(τ)", without, along)
        rows.append(Row(("mean of ∇P·R", "without log"), without, "negative", told))
    if sums is not None:
        told = _told("Σ P² ∇log P R over all trajectories", sums.without, along)
        names = "its expectation Σ P² ∇log P·R", "its expectation"
        rows.append(Row(names, sums.without, "negative", told, exact=True))
    return rows


def without_log(material: Material, with_log: np.ndarray) -> Measured | None:
    """Return the mean of ∇P·R, which is P times ∇log P·R [trajectories]; None where P is unknown.

    Where P is smaller than any float, so is the term.
    """
    iteration, mdp = material.iteration, material.world.mdp
    if mdp is None:
        return None
    log_policy = iteration.evaluation.log_probabilities
    chances = np.exp(log_probabilities_of(mdp, iteration.batch, log_policy))
    return measured(chances * with_log)


@dataclass(frozen=True)
class Expectations:
    """What both means are over all trajectories, along one direction."""

    with_log: Measured  # Σ P ∇log P R
    without: Measured  # E[∇P·R] = Σ P² ∇log P R


def expectations(material: Material, along: Direction) -> Expectations | None:
    """Return both sums; None where not all trajectories are listed, or while running."""
    listing, listed = (None, None) if material.running else (material.listing, material.listed)
    if listing is None or listed is None or not listing.complete:
        return None
    batch = listing.batch
    if batch.steps > MOST_STEPS:
        return None
    score = material.policy.evaluate(material.theta, batch.observations, batch.actions).score
    scores = batch.total(score.along(along.vector))
    chances, terms = listed.probabilities, scores * listed.returns
    return Expectations(
        Measured(float(chances @ terms)), Measured(float(np.square(chances) @ terms))
    )


def _target_row(target: Target, along: Direction) -> Row:
    error = target.error_along(along.vector[None])
    value = Measured(
        float(target.gradient @ along.vector), None if error is None else float(error[0])
    )
    names = ("∇J = Σ ∇P·R over all τ", "∇J, exact", "∇J") if target.exact else ("reference",)
    details = _told(target.name, value, along)
    return Row(names, value, "exact", details, exact=target.exact)


def _told(name: str, value: Measured, along: Direction) -> str:
    return f"{name}, along {along.name}\n{value.details}"
