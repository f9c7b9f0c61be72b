"""Checks of the arguments that environments are made with; each refusal is one sentence."""

import math
from typing import Any

from pgviz.environments.errors import PgvizError


def whole_number(name: str, value: Any, low: int, high: int) -> int:
    """Return `value` if it is a whole number from `low` to `high`."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise PgvizError(f"{name} is a whole number from {low} to {high}, not {value!r}.")
    return value


def number(name: str, value: Any, low: float = -math.inf, high: float = math.inf) -> float:
    """Return `value` as a float if it is a finite number from `low` to `high`."""
    real = isinstance(value, int | float) and not isinstance(value, bool)
    if not real or not math.isfinite(value) or not low <= value <= high:
        raise PgvizError(f"{name} is {_range(low, high)}, not {value!r}.")
    return float(value)


def _range(low: float, high: float) -> str:
    if math.isinf(low):
        return "a finite number"
    if math.isinf(high):
        return f"a finite number of at least {low:g}"
    return f"a number from {low:g} to {high:g}"
