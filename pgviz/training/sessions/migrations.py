"""From the tables of an older version to those of this one, step by step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from pgviz.training.sessions.schema import BRANCHES, META, STOPS, TABLES, VERSION, Rows, Table


@dataclass(frozen=True)
class Migration:
    """An older version: its tables, and what makes their rows those of the version after it."""

    tables: Mapping[str, Table]
    step: Callable[[Rows], Rows]


def tables_of(version: int) -> Mapping[str, Table]:
    """Return the tables of a version, from 1 to the present one."""
    return TABLES if version == VERSION else MIGRATIONS[version].tables


def migrated(rows: Rows, version: int) -> Rows:
    """Return the rows of a file of `version` as the present version would have them."""
    for step in range(version, VERSION):
        rows = MIGRATIONS[step].step(rows)
    return rows


def _without_stops(tables: Mapping[str, Table]) -> Mapping[str, Table]:
    columns = {name: kind for name, kind in BRANCHES.columns.items() if name != STOPS.name}
    kept = {name: table for name, table in tables.items() if name != STOPS.name}
    return MappingProxyType({**kept, BRANCHES.name: replace(BRANCHES, columns=columns)})


def _with_stops(rows: Rows) -> Rows:
    """Add that no breakpoint is set, and that none has struck: version 1 kept neither."""
    said = [row for row in rows[META.name] if row["key"] != "breakpoints"]  # not known then
    return {
        **rows,
        META.name: [*said, {"key": "breakpoints", "value": "[]"}],
        BRANCHES.name: [{**row, STOPS.name: 0} for row in rows[BRANCHES.name]],
        STOPS.name: [],
    }


# By the version that it is from; the tables of each are told by how the next version's differ.
MIGRATIONS: Mapping[int, Migration] = MappingProxyType(
    {1: Migration(_without_stops(TABLES), _with_stops)}
)
