"""What slip changes of a trajectory, and what it doesn't."""

import math

import numpy as np

from pgviz.estimation.factors import Factors
from pgviz.gui.derivation.magnitude import magnitude
from pgviz.gui.derivation.numbers import Numbers
from pgviz.gui.derivation.scenes.before_after import Row
from pgviz.gui.derivation.scenes.slip_facts import Facts
from pgviz.gui.format import exact, short
from pgviz.gui.notation import short_parameter_name

ALL_DIGITS = 17


def frequency_rows(facts: Facts) -> list[Row]:
    """Return how probable the trajectory and its parts are: bars are shares of the larger one."""
    before, after = facts.factors
    dynamics, policy, whole = (
        _probability_row(*named)
        for named in (
            ("∏ P", "dynamics", before.sums[1], after.sums[1]),
            ("∏ π", "score", before.sums[2], after.sums[2]),
            ("P(τ;θ)", "ink", before.log_probability, after.log_probability),
        )
    )
    told = Row(dynamics.name, dynamics.role, dynamics.drawn, dynamics.texts, _steps(before, after))
    return [told, policy, whole, _return_row(facts)]


def score_rows(facts: Facts, most: int) -> list[Row]:
    """Return the largest components of ∇log P(τ;θ), in the order of the parameters."""
    before, after = facts.scores
    layers = facts.material.policy.layers
    shown = max(min(most, np.count_nonzero(before)), 1)
    largest = np.argsort(-np.abs(before), kind="stable")[:shown]
    return [
        Row(
            name=short_parameter_name(layers, index),
            role="score",
            drawn=(float(before[index]), float(after[index])),
            texts=(short(before[index]), short(after[index])),
            details=f"before: {exact(before[index])}\nafter: {exact(after[index])}",
        )
        for index in sorted(largest.tolist())
    ]


def _probability_row(name: str, role: str, before: float | None, after: float | None) -> Row:
    assert before is not None
    assert after is not None
    top = max(before, after)
    texts = tuple(magnitude(log) for log in (before, after))
    digits = [magnitude(log, digits=ALL_DIGITS) for log in (before, after)]
    return Row(
        name=name,
        role=role,
        drawn=(math.exp(before - top), math.exp(after - top)),
        texts=(texts[0], texts[1]),
        details=f"before: {digits[0]}\nafter: {digits[1]}",
    )


def _return_row(facts: Facts) -> Row:
    earned = Numbers(facts.material).total_return
    share = float(earned != 0.0)
    details = f"before and after: {exact(earned)}\na trajectory that is written down earns the same"
    return Row("R(τ)", "weight", (share, share), (short(earned), short(earned)), details)


def _steps(before: Factors, after: Factors) -> str:
    """Return how many steps have which P(s'|s,a) before and after."""
    assert before.log_dynamics is not None
    assert after.log_dynamics is not None
    pairs = np.exp(np.stack([before.log_dynamics, after.log_dynamics], axis=1))
    kinds, counts = np.unique(pairs.round(12), axis=0, return_counts=True)
    lines = [
        f"{count} of {len(pairs)} steps: {short(one)} → {short(other)}"
        for (one, other), count in zip(kinds.tolist(), counts.tolist(), strict=True)
    ]
    return "\n".join(["P(s′|s,a) of the steps taken", *lines])
