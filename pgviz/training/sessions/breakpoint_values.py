"""Breakpoints in a file."""

from collections.abc import Mapping
from typing import Any

from pgviz.environments.errors import PgvizError, shorten
from pgviz.training.breakpoints import Breakpoint
from pgviz.training.sessions.failures import Damaged
from pgviz.training.sessions.hyperparameter_values import is_same


def mapping_of(breakpoint: Breakpoint) -> Mapping[str, Any]:
    """Return a breakpoint as a file holds it."""
    return {"kind": breakpoint.kind, "threshold": breakpoint.threshold}


def parse_breakpoint(value: Any, what: str) -> Breakpoint:
    """Return the breakpoint that a JSON object holds; unknown keys are passed over.

    Raises Damaged, naming `what`, for anything else, an unknown kind and a threshold out of bounds.
    """
    kind, threshold = _parts(value, what)
    try:
        breakpoint = Breakpoint(kind, threshold)
    except PgvizError as error:
        raise Damaged(f"{what}: {str(error).removesuffix('.')}") from error
    if not is_same(breakpoint.threshold, threshold):
        raise Damaged(f"{what} has a threshold of a wrong type: {shorten(repr(threshold), 40)}")
    return breakpoint


def _parts(value: Any, what: str) -> tuple[str, Any]:
    if not isinstance(value, dict) or not {"kind", "threshold"} <= value.keys():
        raise Damaged(f"{what} has not a kind and a threshold: {shorten(repr(value), 40)}")
    if not isinstance(value["kind"], str):
        raise Damaged(f"{what} has a kind that is no text: {shorten(repr(value['kind']), 40)}")
    return value["kind"], value["threshold"]
