"""The tables of a session file; `resources/session-format.md` describes them in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

SUFFIX = ".pgviz"
APPLICATION_ID = 0x70677669  # "pgvi", in the header of the SQLite file
VERSION = 2  # the header's user_version

Value = int | str | bytes | None
Row = Mapping[str, Any]
"""A row: each column's Value by name; reading has checked that it is of the column's kind."""

Rows = Mapping[str, list[Row]]
"""The rows of every table, by the table's name."""

CHECKSUM = "checksum"
CHECKSUM_BYTES = 16
SQL_TYPES = {int: "INTEGER", str: "TEXT", bytes: "BLOB"}
KINDS = {int: "a whole number", str: "text", bytes: "bytes"}


@dataclass(frozen=True)
class Table:
    """A table: the columns by name with what they hold, and those that name a row."""

    name: str
    columns: Mapping[str, type]
    key: tuple[str, ...]
    optional: tuple[str, ...] = ()  # those that may be NULL

    @property
    def all_columns(self) -> tuple[str, ...]:
        """The names of the columns, that of the checksum last."""
        return (*self.columns, CHECKSUM)

    @property
    def definition(self) -> str:
        """The statement that makes the table."""
        columns = [self._column(name, kind) for name, kind in self.columns.items()]
        columns.append(f"{CHECKSUM} BLOB NOT NULL")
        return f"CREATE TABLE {self.name} ({', '.join(columns)}, PRIMARY KEY ({self._key}))"

    @cached_property  # asked for each row
    def insertion(self) -> str:
        """The statement that adds a row, or replaces the one of the same key."""
        places = ", ".join("?" for _ in self.all_columns)
        return (
            f"INSERT OR REPLACE INTO {self.name} ({', '.join(self.all_columns)}) VALUES ({places})"
        )

    @property
    def query(self) -> str:
        """The statement that reads all rows, past any index, which may be damaged."""
        return f"SELECT {', '.join(self.all_columns)} FROM {self.name} NOT INDEXED"

    def sealed(self, row: Row) -> tuple[Value, ...]:
        """Return the values of a row in order, its checksum last."""
        values = tuple(row[name] for name in self.columns)
        return (*values, checksum(self.name, values))

    def _column(self, name: str, kind: type) -> str:
        return f"{name} {SQL_TYPES[kind]}{'' if name in self.optional else ' NOT NULL'}"

    @property
    def _key(self) -> str:
        return ", ".join(self.key)


def checksum(table: str, values: tuple[Value, ...]) -> bytes:
    """Return BLAKE2b of a table's name and a row's values, each as a netstring.

    Unlike a CRC it tells several changed bits as surely as one, at the same speed.
    """
    netstrings = b"".join(map(_netstring, (table, *values)))
    return blake2b(netstrings, digest_size=CHECKSUM_BYTES).digest()


def _netstring(value: Value) -> bytes:
    content = _content(value)
    return b"%d:%b," % (len(content), content)


def _content(value: Value) -> bytes:
    if value is None:
        return b"NULL"
    return value if isinstance(value, bytes) else str(value).encode()


META = Table("meta", {"key": str, "value": str}, ("key",))
BRANCHES = Table(
    "branches",
    {
        "number": int,
        "name": str,
        "fork_branch": int,
        "fork_iteration": int,
        "iterations": int,
        "changes": int,
        "states": int,
        "stops": int,
    },
    ("number",),
    optional=("fork_branch", "fork_iteration"),
)
CHANGES = Table(
    "changes",
    {"branch": int, "iteration": int, "hyperparameters": str},
    ("branch", "iteration"),
)
STATES = Table(
    "states",
    {"branch": int, "iteration": int, "seed": int, "optimizer": str, "count": int},
    ("branch", "iteration"),
)
STOPS = Table(
    "stops", {"branch": int, "iteration": int, "breakpoint": str}, ("branch", "iteration")
)
ARRAY = {"branch": int, "iteration": int, "name": str, "dtype": str, "shape": str, "data": bytes}
ARRAYS = Table("arrays", ARRAY, ("branch", "iteration", "name"))
SCALARS = Table("scalars", ARRAY, ("branch", "iteration", "name"))

TABLES: Mapping[str, Table] = MappingProxyType(
    {table.name: table for table in (META, BRANCHES, CHANGES, STATES, STOPS, ARRAYS, SCALARS)}
)
OF_BRANCHES = (CHANGES, STATES, STOPS, ARRAYS, SCALARS)  # whose rows belong to a branch
