"""E[ĝ] over every possible batch, and Σ_τ over every possible trajectory, against exact values."""

from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

import numpy as np

from pgviz.verification.outcome import Case, Comparison, numbers, vectors
from pgviz.verification.trajectories import Enumerated, enumerate_task
from pgviz.verification.worlds import RANDOM, Setting

CLOSE = 1e-12
LISTED = {
    "two steps, γ = 0.9": Setting("pgviz/TwoStep-v0", 0.9, 2),
    "short corridor, H = 10": Setting("pgviz/ShortCorridor-v0", 1.0, 10),
    "stay or end, H = 12, γ = 0.9": Setting("pgviz/Geometric-v0", 0.9, 12),
    "random world, H = 4": Setting(RANDOM, 0.9, 4, {"seed": 1, "states": 4, "observations": 2}),
    "network on a random world, H = 3": Setting(
        RANDOM, 0.8, 3, {"seed": 3, "states": 5, "observations": 3}, hidden=(4,)
    ),
}
TWO_STEPS = "two steps"
SMALL = {
    TWO_STEPS: Setting("pgviz/TwoStep-v0", 0.9, 2),
    "random world": Setting(RANDOM, 0.9, 2, {"seed": 4, "states": 2, "observations": 1}),
}
UNBIASED = tuple(product(("whole", "to-go"), ("none", "leave-one-out", "value")))


@dataclass(frozen=True)
class Aim:
    """A biased estimator on two steps, and what its expectation is, by reasoning."""

    subject: str
    size: int
    choices: dict[str, Any]
    share: float  # of ∇J
    source: str


SHRINKS = "(1 − 1/m) ∇J: each return is in its own mean"
AIMS = (
    Aim("mean of the batch, m = 1", 1, {"baseline": "mean"}, 0.0, SHRINKS),
    Aim("mean of the batch, m = 2", 2, {"baseline": "mean"}, 1 / 2, SHRINKS),
    Aim("mean of the batch, m = 3", 3, {"baseline": "mean"}, 2 / 3, SHRINKS),
    Aim("mean per time, m = 2", 2, {"baseline": "time", "return": "to-go"}, 1 / 2, SHRINKS),
    Aim("mean per time, m = 3", 3, {"baseline": "time", "return": "to-go"}, 2 / 3, SHRINKS),
    Aim("over steps, m = 2", 2, {"average": "steps"}, 1 / 2, "∇J / T: every T is 2"),
    Aim(
        "to-go without γᵗ, m = 1",
        1,
        {"return": "to-go", "discount_weighting": False},
        1 / 1.2,
        "known answer: 1.0 p(1 − p), ∇J is 1.2 p(1 − p)",
    ),
)


def sum_cases() -> tuple[Case, ...]:
    """Return Σ P = 1, J and ∇J over all trajectories, world by world."""
    parts = {"Σ P(τ)": _probability, "J": _objective, "∇J": _gradient}
    return tuple(
        Case(f"{subject}: {name}", partial(compare, subject))
        for (subject, (name, compare)) in product(LISTED, parts.items())
    )


def unbiased_cases() -> tuple[Case, ...]:
    """Return E[ĝ] = ∇J of every estimator without bias, over all batches of two."""
    return tuple(
        Case(
            f"{world}, {return_}, baseline {baseline}", partial(_unbiased, world, return_, baseline)
        )
        for world, (return_, baseline) in product(SMALL, UNBIASED)
    )


def biased_cases() -> tuple[Case, ...]:
    """Return E[ĝ] of biased estimators where reasoning tells it."""
    return tuple(Case(aim.subject, partial(_biased, aim)) for aim in AIMS)


def _probability(subject: str, mistake: str) -> Comparison:
    ours = _all(LISTED[subject]).probabilities.sum()
    return numbers(ours, 1.0, "1: some trajectory happens", CLOSE)


def _objective(subject: str, mistake: str) -> Comparison:
    every = _all(LISTED[subject])
    other = float(every.probabilities @ every.returns)
    source = f"Σ P(τ) R(τ) over {every.batch.size:,} trajectories"
    return numbers(every.exact.objective, other, source, CLOSE * max(1.0, abs(other)))


def _gradient(subject: str, mistake: str) -> Comparison:
    every = _all(LISTED[subject])
    source = f"Σ P(τ) ∇log P(τ) R(τ) over {every.batch.size:,} trajectories"
    tolerance = CLOSE * max(1.0, float(np.abs(every.gradient).max()))
    return vectors(every.exact.gradient, every.gradient, source, tolerance, every.task.parameters)


def _unbiased(world: str, return_: str, baseline: str, mistake: str) -> Comparison:
    every = _all(SMALL[world])
    choices = {"return": return_, "baseline": baseline, "mistake": mistake}
    ours = every.expected(2, choices)
    source = "∇J by dynamic programming"
    return vectors(ours, every.exact.gradient, source, CLOSE, every.task.parameters)


def _biased(aim: Aim, mistake: str) -> Comparison:
    every = _all(SMALL[TWO_STEPS])
    ours = every.expected(aim.size, {**aim.choices, "mistake": mistake})
    known = aim.share * every.exact.gradient + 0.0  # no −0
    return vectors(ours, known, aim.source, CLOSE, every.task.parameters)


def _all(setting: Setting) -> Enumerated:
    return enumerate_task(setting.task())
