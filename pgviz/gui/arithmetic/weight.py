"""The weight ψ of one step: a return, less a baseline, perhaps over a standard deviation."""

import numpy as np

from pgviz.gui.arithmetic.lines import Line, Number, Part, Parts, difference, plain, total
from pgviz.gui.format import MINUS
from pgviz.gui.notation import RETURNS, superscript, weight_formula
from pgviz.gui.strips.steps import Steps

MEANINGS = {
    "none": "",
    "mean": "b: mean of the batch",
    "leave-one-out": "b: mean of the others",
    "time": "b: mean at this t",
    "value": "V: from earlier batches",
    "optimal": "b: for least variance",
}


def weight_lines(steps: Steps, step: int) -> tuple[Line, ...]:
    """Return the lines that make ψ of a step of a trajectory."""
    estimator = steps.iteration.hyperparameters.estimator
    if estimator.baseline == "none" and not estimator.standardise:
        return (_return_line(steps, step, "ψ = "),)
    return _return_line(steps, step), _weight_line(steps, step)


def discounted(rewards: np.ndarray, discount: float) -> Parts:
    """Return r₀ + γ r₁ + γ² r₂ …, the zeros left out unless there is nothing else."""
    terms = [(power, reward) for power, reward in enumerate(rewards.tolist()) if reward]
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
    rewards = iteration.batch.rewards[steps.run][0 if whole else step :]
    return Line(
        name=prefix + RETURNS[estimator.return_],
        role="weight",
        parts=discounted(rewards, estimator.discount),
        result=Number(float(iteration.weights.returns[steps.run][step]), "weight"),
        note="the whole trajectory" if whole else "from here on",
        phase="weight",
    )


def _weight_line(steps: Steps, step: int) -> Line:
    estimator = steps.iteration.hyperparameters.estimator
    return Line(
        name=f"ψ = {weight_formula(estimator)}",
        role="weight",
        parts=_weight_parts(steps, step),
        result=Number(float(steps.weights[step]), "weight"),
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
