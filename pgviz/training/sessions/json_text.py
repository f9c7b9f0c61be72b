"""JSON in a file that nobody can be sure of: no number that isn't finite, no endless nesting."""

import json
import math
from typing import Any, NoReturn

from pgviz.environments.errors import PgvizError, describe, shorten
from pgviz.training.sessions.failures import Damaged


def to_json(value: Any, what: str) -> str:
    """Return `value` as JSON, floats in full; raises PgvizError, naming `what`, if it can't be."""
    try:
        return json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise PgvizError(f"{what} can't be written as JSON: {describe(error)}.") from error


def from_json(text: str, what: str) -> Any:
    """Return what a JSON text holds; raises Damaged, naming `what`, if it holds nothing."""
    try:
        return json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise Damaged(f"{what} is no JSON that can be used: {shorten(str(error))}") from error


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        _refuse(text)
    return number


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{shorten(text, 40)} is no finite number")
