"""No NaN, no infinity and nothing whose square is one is ever committed to θ."""

import numpy as np

from pgviz.environments.batch import Batch
from pgviz.environments.errors import IterationFailed

REWARDS = ("reward", "weight ψ")  # quantities that are too large whatever θ is
LARGEST = 1e140  # norms, variances and Adam square numbers and sum up to 10⁷ of the squares


def require_finite(values: np.ndarray, quantity: str) -> None:
    """Raise IterationFailed where a parameter's value is not finite, or larger than LARGEST."""
    bad = _bad(values)
    if bad.size:
        raise IterationFailed(
            quantity,
            f"that of parameter {bad[0]} is {_outside(values[bad[0]])}; "
            "a smaller step size or smaller rewards help",
        )


def require_finite_steps(values: np.ndarray, batch: Batch, quantity: str) -> None:
    """Raise IterationFailed naming the first step whose value is not finite, or too large."""
    bad = _bad(values)
    if bad.size:
        step = bad[0]
        raise IterationFailed(
            quantity,
            f"it is {_outside(values[step])}; {_remedy(quantity)}",
            int(batch.trajectory_of[step]),
            int(batch.times[step]),
        )


def require_finite_actions(actions: np.ndarray) -> None:
    """Raise IterationFailed rather than hand an environment an action that is not finite."""
    if actions.dtype.kind == "f" and not np.isfinite(actions).all():
        problem = f"its mean or its σ has outgrown what a number can hold; {_remedy('action')}"
        raise IterationFailed("action", problem)


def _outside(value: float) -> str:
    return "no number" if np.isnan(value) else f"{value:g}, not within ±{LARGEST:g}"


def _remedy(quantity: str) -> str:
    if quantity in REWARDS:
        return "make the environment's rewards smaller"
    return "start again with a smaller step size"


def _bad(values: np.ndarray) -> np.ndarray:
    return np.flatnonzero(~(np.abs(values) <= LARGEST))  # so that NaN is bad as well
