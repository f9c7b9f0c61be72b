"""From the tables of an older version to those of this one, step by step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pgviz.training.sessions.schema import TABLES, VERSION, Rows, Table


@dataclass(frozen=True)
class Migration:
    """An older version: its tables, and what makes their rows those of the version after it."""

    tables: Mapping[str, Table]
    step: Callable[[Rows], Rows]


MIGRATIONS: Mapping[int, Migration] = MappingProxyType({})  # by the version that it is from


def tables_of(version: int) -> Mapping[str, Table]:
    """Return the tables of a version, from 1 to the present one."""
    return TABLES if version == VERSION else MIGRATIONS[version].tables


def migrated(rows: Rows, version: int) -> Rows:
    """Return the rows of a file of `version` as the present version would have them."""
    for step in range(version, VERSION):
        rows = MIGRATIONS[step].step(rows)
    return rows
