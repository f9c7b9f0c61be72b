"""Hyperparameters from a file: stricter than from a form, where text stands for numbers."""

from collections.abc import Mapping
from typing import Any

from pgviz.environments.errors import PgvizError, shorten
from pgviz.training.declarations import Declaration
from pgviz.training.hyperparameters import DECLARATIONS, Hyperparameters
from pgviz.training.sessions.failures import Damaged


def parse_hyperparameters(values: Mapping[str, Any], what: str) -> Hyperparameters:
    """Return the hyperparameters that a JSON object holds; unknown keys are passed over.

    Raises Damaged, naming `what`, for a key that is missing, a wrong type or a value out of
    bounds.
    """
    missing = [key for key in DECLARATIONS if key not in values]
    if missing:
        raise Damaged(f"{what} lack {', '.join(missing)}")
    parsed = {key: _parsed(each, values[key], what) for key, each in DECLARATIONS.items()}
    return Hyperparameters().changed(parsed)


def _parsed(declaration: Declaration, value: Any, what: str) -> Any:
    given = tuple(value) if isinstance(value, list) else value
    try:
        parsed = declaration.parse(given)
    except PgvizError as error:
        raise Damaged(f"{what}.{declaration.key}: {str(error).removesuffix('.')}") from error
    if not is_same(parsed, given):
        raise Damaged(f"{what}.{declaration.key} is of a wrong type: {shorten(repr(value), 40)}")
    return parsed


def is_same(parsed: Any, given: Any) -> bool:
    """Return whether a value is what the file has, of the kind that it should be there."""
    # JSON need not tell 1 from 1.0
    is_kind = type(parsed) is type(given) or (isinstance(parsed, float) and type(given) is int)
    return is_kind and bool(parsed == given)
