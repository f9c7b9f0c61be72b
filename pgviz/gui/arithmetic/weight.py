"""The weight ψ of one step: a return, less a baseline, perhaps over a standard deviation."""

from collections.abc import Iterable
from itertools import count

import numpy as np

from pgviz.gui.arithmetic.lines import Line, Number, Part, Parts, difference, plain, total
from pgviz.gui.arithmetic.mistake import mistake_lines, return_powers
from pgviz.gui.format import MINUS
from pgviz.gui.notation import meant_formula, return_symbol, superscript
from pgviz.gui.selected_steps import Steps

MEANINGS = {
    "none": "",
    "mean": "b: mean of the batch",
    "leave-one-out": "b: mean of the others",
    "time": "b: mean at this t",
    "value": "V: from earlier batches",
    "optimal": "b: for least variance",
}


def weight_lines(steps: Steps, step: int) -> tuple[Line, ...]:
    """Return the lines that make ψ of a step of a trajectory, a mistake's own last."""
    estimator = steps.iteration.hyperparameters.estimator
    wrong = mistake_lines(steps, step)
    prefix = "" if wrong else "ψ = "
    if estimator.baseline == "none" and not estimator.standardise:
        return (_return_line(steps, step, prefix), *wrong)
    return (_return_line(steps, step), _weight_line(steps, step, prefix), *wrong)


def discounted(rewards: np.ndarray, discount: float, powers: Iterable[int] | None = None) -> Parts:
    """Return r₀ + γ r₁ + γ² r₂ …, the zeros left out unless there is nothing else.

    `powers` are those of γ where they are others than 0, 1, 2 …
    """
    listed = count() if powers is None else powers
    terms = [
        (power, reward) for power, reward in zip(listed, rewards.tolist(), strict=False) if reward
    ]
    if discount == 1.0 or not terms:
        return total([plain(reward, "weight") for _, reward in terms] or [plain(0.0, "weight")])
    between = (" + …",) if len(terms) > 2 else ()
    last = _discounted_term(*terms[-1], discount) if len(terms) > 1 else ()
    return (*_discounted_term(*terms[0], discount, first=True), *between, *last)


def discount_power(discount: float, power: int) -> tuple[Part, ...]:
    """Return γᵗ with its number: 0.9⁶."""
    if power == 0:
        return ()
    exponent = "" if power == 1 else superscript(power)
    return plain(discount), exponent


def _discounted_term(power: int, reward: float, discount: float, first: bool = False) -> Parts:
    sign = f" {MINUS} " if reward < 0.0 else " + "
    if first:
        sign = MINUS if reward < 0.0 else ""
    factor = discount_power(discount, power)
    return (sign, *factor, *((" × ",) if factor else ()), plain(abs(reward), "weight"))


def _return_line(steps: Steps, step: int, prefix: str = "") -> Line:
    iteration, estimator = steps.iteration, steps.iteration.hyperparameters.estimator
    whole = estimator.return_ == "whole"
    first = 0 if whole else step
    rewards = iteration.batch.rewards[steps.run][first:]
    return Line(
        name=prefix + return_symbol(estimator),
        role="weight",
        parts=discounted(rewards, estimator.discount, return_powers(estimator, first)),
        result=Number(float(iteration.weights.returns[steps.run][step]), "weight"),
        note="the whole trajectory" if whole else "from here on",
        phase="weight",
    )


def _weight_line(steps: Steps, step: int, prefix: str) -> Line:
    estimator = steps.iteration.hyperparameters.estimator
    return Line(
        name=prefix + meant_formula(estimator),
        role="weight",
        parts=_weight_parts(steps, step),
        result=Number(float(steps.iteration.weights.meant[steps.run][step]), "weight"),
        note=MEANINGS[estimator.baseline],
        phase="weight",
    )


def _weight_parts(steps: Steps, step: int) -> Parts:
    """Return (return − b) / σ, without what the estimator does without."""
    weights, estimator = steps.iteration.weights, steps.iteration.hyperparameters.estimator
    parts: Parts = (Number(float(weights.returns[steps.run][step]), "weight"),)
    if estimator.baseline != "none":
        parts = difference(*parts, Number(float(weights.baseline[steps.run][step]), "weight"))
    if not estimator.standardise:
        return parts
    enclosed = ("(", *parts, ")") if len(parts) > 1 else parts
    return (*enclosed, " / ", Number(weights.deviation, "weight"))
