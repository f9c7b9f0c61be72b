"""The captions of what belongs to the selected trajectory."""

import math

import numpy as np

from pgviz.gui.derivation.caption_words import measured, of_trajectory, which
from pgviz.gui.derivation.listings import is_plain
from pgviz.gui.derivation.magnitude import LARGEST_LOG, magnitude
from pgviz.gui.derivation.numbers import Numbers
from pgviz.gui.format import exact, short
from pgviz.gui.formula.captions import Caption
from pgviz.gui.selected_steps import Steps

UNKNOWN_WORLD = Caption(
    "unknown", "This world tells no probabilities: it can be sampled, not looked up."
)


def _log_of_trajectory(log: float | None, numbers: Numbers) -> Caption:
    if log is None:
        return UNKNOWN_WORLD
    return Caption(short(log), f"{of_trajectory(numbers)}: {exact(log)}")


def _product_of_trajectory(log: float | None, numbers: Numbers, before: str = "") -> Caption:
    """Return the caption of a product that is known by its log: no float may hold it."""
    if log is None:
        return UNKNOWN_WORLD
    fits = abs(log) < LARGEST_LOG  # else it is no float, or one without all digits
    digits, size = exact(math.exp(log)) if fits else magnitude(log), f"its log is {exact(log)}"
    return Caption(before + magnitude(log), f"{of_trajectory(numbers)}: {digits}; {size}")


def start(numbers: Numbers) -> Caption:
    """Return the caption of μ(s₀)."""
    return _product_of_trajectory(numbers.material.factors.log_start, numbers)


def dynamics(numbers: Numbers) -> Caption:
    """Return the caption of The product of P(s'|s,a) over the steps."""
    return _product_of_trajectory(numbers.material.factors.sums[1], numbers, "∏ ")


def policy(numbers: Numbers) -> Caption:
    """Return the caption of The product of π(a|s) over the steps."""
    return _product_of_trajectory(numbers.material.factors.sums[2], numbers, "∏ ")


def probability(numbers: Numbers) -> Caption:
    """Return the caption of P(τ;θ)."""
    return _product_of_trajectory(numbers.material.factors.log_probability, numbers)


def log_start(numbers: Numbers) -> Caption:
    """Return the caption of log μ(s₀)."""
    return _log_of_trajectory(numbers.material.factors.sums[0], numbers)


def log_dynamics(numbers: Numbers) -> Caption:
    """Return the caption of Σ_t log P(s'|s,a)."""
    return _log_of_trajectory(numbers.material.factors.sums[1], numbers)


def log_policy(numbers: Numbers) -> Caption:
    """Return the caption of Σ_t log π(a|s)."""
    return _log_of_trajectory(numbers.material.factors.sums[2], numbers)


def log_probability(numbers: Numbers) -> Caption:
    """Return the caption of log P(τ;θ)."""
    return _log_of_trajectory(numbers.material.factors.log_probability, numbers)


def return_(numbers: Numbers) -> Caption:
    """Return the caption of R(τ)."""
    value = numbers.total_return
    return Caption(short(value), f"{of_trajectory(numbers)}: {exact(value)}")


def probability_gradient(numbers: Numbers) -> Caption:
    """Return the caption of ∇P = P ∇log P, which may be too small for a float."""
    log = numbers.material.factors.log_probability
    if log is None:
        return UNKNOWN_WORLD
    slope = numbers.shown(numbers.score_sum)
    return Caption(
        measured(numbers, magnitude(log, slope)),
        f"{of_trajectory(numbers)}, {which(numbers)}: {exact(float(np.exp(log)) * slope)}",
    )


def trajectory_score(numbers: Numbers) -> Caption:
    """Return the caption of ∇log P(τ;θ)."""
    value = numbers.shown(numbers.score_sum)
    told = f"{of_trajectory(numbers)}, {which(numbers)}: {exact(value)}"
    return Caption(measured(numbers, short(value)), told)


def score(numbers: Numbers) -> Caption:
    """Return the caption of ∇log π: of the selected step, or from the least to the most."""
    scores, step = numbers.scores, numbers.material.selected.step
    if step is not None:
        value = float(scores[step])
        told = f"{of_trajectory(numbers)}, step t = {step}, {which(numbers)}: {exact(value)}"
        return Caption(measured(numbers, f"{short(value)} at t = {step}"), told)
    least, most = float(scores.min()), float(scores.max())
    told = f"{of_trajectory(numbers)}, {which(numbers)}: {exact(least)} to {exact(most)}"
    return Caption(measured(numbers, _between(least, most)), told)


def weight(numbers: Numbers) -> Caption:
    """Return the caption of ψ: R(τ), or of the selected step, or from the least to the most."""
    if is_plain(numbers.estimator):
        return return_(numbers)
    return _of_steps(Steps.selected(numbers.material).weights, numbers)


def discount(numbers: Numbers) -> Caption:
    """Return the caption of γᵗ: of the selected step, or from the least to the most."""
    return _of_steps(Steps.selected(numbers.material).coefficients, numbers)


def _of_steps(values: np.ndarray, numbers: Numbers) -> Caption:
    step = numbers.material.selected.step
    if step is not None:
        value = float(values[step])
        return Caption(short(value), f"{of_trajectory(numbers)}, step t = {step}: {exact(value)}")
    least, most = float(values.min()), float(values.max())
    told = f"{of_trajectory(numbers)}: {exact(least)} to {exact(most)}"
    return Caption(_between(least, most), told)


def _between(least: float, most: float) -> str:
    return short(least) if short(least) == short(most) else f"{short(least)} to {short(most)}"


def time(numbers: Numbers) -> Caption:
    """Return the caption of T."""
    return Caption(f"T = {numbers.length}", f"{of_trajectory(numbers)}: {numbers.length} steps")
