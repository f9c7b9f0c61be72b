"""The kinds of breakpoints: each declared once, with its threshold's label, bounds and help."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from pgviz.training.declarations import Integer, Number

WINDOW = 50  # iterations before, whose median a spike is compared with
FEWEST = 10  # of them: the median of fewer says little

Holds = Callable[[np.ndarray, float], bool]
"""holds(values, threshold): `values` are one scalar's, up to the iteration that is looked at."""


@dataclass(frozen=True)
class Kind:
    """A condition as it is declared once; a breakpoint chooses its threshold."""

    key: str
    label: str
    scalar: str
    condition: str  # with {threshold}
    struck: str  # the same once it has struck, with {value} as well
    threshold: Number | None  # how it is declared; None where there is nothing to choose
    holds: Holds
    help: str
    once: bool = False  # in a run: it strikes at no later iteration


def _reaches(values: np.ndarray, threshold: float) -> bool:
    return bool(values[-1] >= threshold)


def _falls_below(values: np.ndarray, threshold: float) -> bool:
    return bool(values[-1] < threshold)


def _exceeds(values: np.ndarray, threshold: float) -> bool:
    return bool(values[-1] > threshold)


def _is(values: np.ndarray, threshold: float) -> bool:
    return bool(values[-1] == threshold)


def _spikes(values: np.ndarray, threshold: float) -> bool:
    before = values[-1 - WINDOW : -1]
    return len(before) >= FEWEST and bool(values[-1] > threshold * np.median(before))


def _number(key: str, label: str, default: float, low: float, high: float) -> Number:
    return Number(key, label, "", "", default=default, low=low, high=high)


TABLE = (
    Kind(
        "mean-return",
        "Mean return reaches",
        "mean_return",
        "mean return ≥ {threshold}",
        "mean return {value} ≥ {threshold}",
        _number("mean_return", "mean return", 0.0, -1e12, 1e12),
        _reaches,
        "The mean of R(τ) over the batch comes to be this or more.",
    ),
    Kind(
        "spike",
        "‖ĝ‖ spikes",
        "gradient_norm",
        "‖ĝ‖ > {threshold} × its median",
        f"‖ĝ‖ {{value}} > {{threshold}} × the median of the {WINDOW} before",
        _number("factor", "factor", 5.0, 1.0, 1e6),
        _spikes,
        f"‖ĝ‖ is so many times its median over the {WINDOW} iterations before, "
        f"once there are {FEWEST}.",
    ),
    Kind(
        "entropy",
        "Entropy falls below",
        "entropy",
        "entropy < {threshold}",
        "entropy {value} < {threshold}",
        _number("entropy", "entropy", 0.1, -1e3, 1e3),
        _falls_below,
        "The policy's mean entropy, in nats, falls below this: it hardly explores any more.",
    ),
    Kind(
        "cosine",
        "cos(ĝ, ∇J) falls below",
        "cosine",
        "cos(ĝ, ∇J) < {threshold}",
        "cos(ĝ, ∇J) {value} < {threshold}",
        _number("cosine", "cosine", 0.0, -1.0, 1.0),
        _falls_below,
        "Below 0 the estimate points away from the gradient. Only where ∇J is known.",
    ),
    Kind(
        "iteration",
        "Iteration",
        "iteration",
        "iteration {threshold}",
        "it was chosen",
        Integer("iteration", "iteration", "", "", default=100, low=0, high=10**9),
        _is,
        "The iteration of this number, counted from 0, has been made.",
    ),
    Kind(
        "first-success",
        "First success",
        "success_share",
        "first success",
        "the first success",
        None,
        _exceeds,
        "For the first time in the run a trajectory gets to what the world is about.",
        once=True,
    ),
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.key: kind for kind in TABLE})
