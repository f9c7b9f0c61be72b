"""Opening a session file: all of it is checked, and nothing that it names is run."""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pgviz.environments.errors import PgvizError
from pgviz.environments.registration import find_registered
from pgviz.training.sessions.connecting import reading, size_of
from pgviz.training.sessions.consistency import require_consistent
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.sessions.failures import REASONS, Damaged, told
from pgviz.training.sessions.migrations import migrated, tables_of
from pgviz.training.sessions.parsing import parse, parse_open
from pgviz.training.sessions.schema import (
    APPLICATION_ID,
    CHECKSUM,
    KINDS,
    META,
    VERSION,
    Row,
    Rows,
    Table,
    Value,
)


def read_session(path: Path) -> SessionContents:
    """Return what a session file holds; it may be written to by another program meanwhile.

    Raises PgvizError, in one sentence, for whatever is no whole session of this version or an
    older one, and for an environment that isn't registered. One named module:Id is not looked
    for: see `needs_import`. Whether a world of that name still fits shows in `require_fits`.
    """
    with told(path, "can't be opened"):
        contents = parse(_migrated_rows(path))
        require_consistent(contents)
    _require_known(path, contents)
    return contents


def is_open(path: Path) -> bool:
    """Return whether a session file was left without being closed; errors as `read_session`."""
    with told(path, "can't be opened"), reading(path) as connection:
        tables = tables_of(_version(path, connection))
        rows = _rows(connection, tables[META.name], _Budget(size_of(path)))
        return parse_open(rows)


def version_of(path: Path) -> int:
    """Return the version of a session file; errors as `read_session`."""
    with told(path, "can't be opened"), reading(path) as connection:
        return _version(path, connection)


def needs_import(contents: SessionContents) -> str | None:
    """Return the module that is imported to make the session's world, None if there is none.

    Ask the user before making it: importing runs the module's code.
    """
    module, _, _ = contents.experiment.environment.id.rpartition(":")
    return module or None


class _Budget:
    """The bytes that all rows together can have: pages that are used twice would have more."""

    def __init__(self, size: int) -> None:
        self._left = size

    def take(self, row: Row) -> None:
        self._left -= sum(map(_least_bytes, row.values()))
        if self._left < 0:
            raise Damaged("more rows than it has room for")


def _migrated_rows(path: Path) -> Rows:
    with reading(path) as connection:
        version = _version(path, connection)
        return migrated(_all_rows(connection, tables_of(version), _Budget(size_of(path))), version)


def _version(path: Path, connection: sqlite3.Connection) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise PgvizError(f"{path} can't be opened: {REASONS[sqlite3.SQLITE_NOTADB]}.")
    if version > VERSION:
        raise PgvizError(
            f"{path} is of version {version}, which a newer pgviz has written; "
            f"this one reads up to {VERSION}: update pgviz."
        )
    if version < 1:
        raise PgvizError(
            f"{path} is of version {version}, which there never was; use another copy of it."
        )
    return int(version)


def _all_rows(connection: sqlite3.Connection, tables: Mapping[str, Table], budget: _Budget) -> Rows:
    return {
        name: _unique(table, _rows(connection, table, budget)) for name, table in tables.items()
    }


def _rows(connection: sqlite3.Connection, table: Table, budget: _Budget) -> Iterator[Row]:
    for values in connection.execute(table.query):
        row = dict(zip(table.all_columns, values, strict=True))
        budget.take(row)
        _require_kinds(table, row)
        if table.sealed(row)[-1] != row[CHECKSUM]:
            raise Damaged(f"the checksum of {_name(table, row)} is wrong")
        yield row


def _require_kinds(table: Table, row: Row) -> None:
    for name, kind in table.columns.items():
        empty = row[name] is None and name in table.optional
        if not empty and type(row[name]) is not kind:
            raise Damaged(f"in {table.name} a {name} is not {KINDS[kind]}")


def _unique(table: Table, rows: Iterator[Row]) -> list[Row]:
    by_key: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = tuple(row[name] for name in table.key)
        if key in by_key:
            raise Damaged(f"{_name(table, row)} is there twice")
        by_key[key] = row
    return [by_key[key] for key in sorted(by_key)]


def _name(table: Table, row: Row) -> str:
    return f"{table.name} {' '.join(str(row[name]) for name in table.key)}"


def _least_bytes(value: Value) -> int:
    return len(value) if isinstance(value, str | bytes) else 1


def _require_known(path: Path, contents: SessionContents) -> None:
    if needs_import(contents):
        return
    try:
        find_registered(contents.experiment.environment.id)
    except PgvizError as error:
        raise PgvizError(f"{path} can't be opened: {error}") from error
