"""Reading and checking the TOML tables that hold scenarios and lessons."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pgviz.environments.errors import PgvizError

Made = TypeVar("Made")

KINDS = {str: "text", int: "a whole number", float: "a number", dict: "a table", list: "a list"}


def read_table(path: Path, make: Callable[[str, Mapping[str, Any]], Made]) -> Made:
    """Return what `make` makes of a file's name, without its ending, and of the table in it.

    Raises PgvizError, which names the file, where it or something in it can't be used.
    """
    try:
        return make(path.stem, tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, PgvizError) as error:
        raise PgvizError(f"{path.name}: {error}") from error


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
