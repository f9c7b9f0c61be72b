"""What is said of the estimate: which it is, in which plane it lies, and why it is 0."""

from collections.abc import Sequence

import numpy as np

from pgviz.estimation.mistakes import MISTAKES
from pgviz.estimation.projection import Plane
from pgviz.gui.estimate.averaged import Averaged
from pgviz.gui.estimate.target import Target
from pgviz.gui.format import count, short
from pgviz.training.iteration import Iteration

ROUNDING = 1e-12  # of the largest return: a difference as small is none
CERTAIN = 1e-12  # a score no longer than this is that of an action without alternative
ALONE = ["one trajectory: no variance", "no variance"]
# What lies along the axes, in words: {0} is ∇J or what stands for it, {1} the first axis.
FIRST = {
    "estimate": "along ĝ",
    "target": "along {0}",
    "variance": "most variance",
    "nothing": "nothing varies",
}
SECOND = {
    "target": ("part of {0} across ĝ", "across ĝ"),
    "variance": ("most variance across {1}", "across {1}"),
    "nothing": ("nothing varies across {1}", "across {1}"),
}


def why_nothing(iteration: Iteration) -> str:
    """Return why every trajectory gradient is 0, or nothing if not all of them are."""
    weights, norms = iteration.weights, iteration.estimate.score_norms
    if not weights.returns.any():
        return "ĝ = 0: every return is 0, so no step has a weight."
    if np.abs(weights.returns - weights.baseline).max() <= ROUNDING * np.abs(weights.returns).max():
        return "ĝ = 0: every return equals its baseline, so every weight ψ is 0."
    if not weights.psi.any():
        wrong = MISTAKES[iteration.hyperparameters.mistake].wrong
        return f"ĝ = 0: a mistake has made every weight ψ 0. {wrong}"
    if norms.max() <= CERTAIN:
        return "ĝ ≈ 0: π is certain of every action, so no score ∇log π is left."
    return ""


def nothing_but(target: Target) -> str:
    """Return what is missed where every trajectory gradient is 0."""
    if not target.gradient.any():
        return f"{target.symbol} is 0 as well."
    about = "=" if target.exact else "≈"
    return f"{target.symbol} is not: its length {about} {short(target.norm)}."


def subtitle(averaged: Averaged, shown: int) -> str:
    """Return what is averaged, and how many of the parameters are shown if not all are."""
    size = len(averaged.estimate.gradient)
    selection = "" if shown == size else f" · largest {count(shown)} of {count(size)}"
    return f"{_progress(averaged)}{selection}"


def _progress(averaged: Averaged) -> str:
    if averaged.count == 0:
        return "not averaged yet"
    if averaged.size == 1:
        return "one trajectory"
    if averaged.complete:
        return f"mean of {count(averaged.size)} gᵢ"
    return f"mean of {count(averaged.count)} of {count(averaged.size)} gᵢ"


def axis_names(averaged: Averaged, plane: Plane, target: Target | None) -> list[list[str]]:
    """Return the names of the cloud's axes, each the longest way of saying it first."""
    symbol = target.symbol if target else ""
    first, second = plane.meanings
    across = {"estimate": "ĝ", "target": symbol}.get(first, "it")
    names = [FIRST[first].format(symbol)], [way.format(symbol, across) for way in SECOND[second]]
    if averaged.size == 1:
        return [names[0], names[1] if plane.axes[1].any() else ALONE]
    along, up = (f"{100.0 * share:.0f}\u202f%" for share in plane.variance_shares)
    shares = [f"{names[0][0]} · {along} of the variance", f"{names[0][0]} · {along}"]
    return [shares, [f"{name} · {up}" for name in names[1]]]


def caution(iteration: Iteration, target: Target) -> Sequence[str]:
    """Return what to mind in comparing ĝ with ∇J, the longest way of saying it first."""
    bias, estimator = target.bias, iteration.hyperparameters.estimator
    if bias is not None:
        return _of_bias(bias, target.norm)
    if estimator.standardise or estimator.average == "steps":
        why = "divided by σ" if estimator.standardise else "a mean over steps"
        return [f"{why}: compare directions, not lengths", "compare directions, not lengths"]
    return ()


def _of_bias(bias: float, norm: float) -> Sequence[str]:
    if bias == 0.0:
        return ["no bias: E[ĝ] = ∇J", "no bias"]
    said = f"bias ‖E[ĝ] − ∇J‖ = {short(bias)}"
    relative = [f"{said}, {100.0 * bias / norm:.0f}\u202f% of ‖∇J‖"] if norm > 0.0 else []
    return [*relative, said, f"bias {short(bias)}"]
