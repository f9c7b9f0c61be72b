"""Checking the tables that scenarios and lessons are read from."""

from collections.abc import Mapping
from typing import Any

from pgviz.environments.errors import PgvizError

KINDS = {str: "text", int: "a whole number", float: "a number", dict: "a table", list: "a list"}


def check_keys(
    table: Mapping[str, Any],
    required: Mapping[str, type],
    optional: Mapping[str, type] | None = None,
    *,
    of: str,
    prefix: str = "",
) -> None:
    """Raise PgvizError for a key that is missing, unknown or of the wrong type; `of` what."""
    known = {**required, **(optional or {})}
    for key in (*required, *table):
        if key not in known:
            raise PgvizError(f"{prefix}{key} is no key of a {of}; remove it.")
        if key not in table:
            raise PgvizError(f"{prefix}{key} is missing.")
        if type(table[key]) is not known[key]:
            raise PgvizError(f"{prefix}{key} is {KINDS[known[key]]}, not {table[key]!r}.")
