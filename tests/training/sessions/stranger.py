"""A reader of session files written from resources/session-format.md alone: no code of pgviz's."""

import json
import sqlite3
import struct
from pathlib import Path
from typing import Any

from tests.training.sessions.resealed import checksum

APPLICATION_ID, VERSION = 0x70677669, 2
COLUMNS = {
    "meta": "key value",
    "branches": "number name fork_branch fork_iteration iterations changes states stops",
    "changes": "branch iteration hyperparameters",
    "states": "branch iteration seed optimizer count",
    "stops": "branch iteration breakpoint",
    "arrays": "branch iteration name dtype shape data",
    "scalars": "branch iteration name dtype shape data",
}
Row = dict[str, Any]


class Session:
    """What is in a file, in Python's own types."""

    def __init__(self, path: Path) -> None:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        self._tables = {name: rows_of(connection, name) for name in COLUMNS}
        connection.close()
        self.meta = {row["key"]: json.loads(row["value"]) for row in self._tables["meta"]}

    def branch(self, number: int) -> Row:
        (row,) = (row for row in self._tables["branches"] if row["number"] == number)
        return {**row, "name": json.loads(row["name"])}

    def changes(self, branch: int) -> list[tuple[int, Row]]:
        rows = self._of("changes", branch)
        return [(row["iteration"], json.loads(row["hyperparameters"])) for row in rows]

    def stops(self, branch: int) -> list[tuple[int, Row]]:
        rows = self._of("stops", branch)
        return [(row["iteration"], json.loads(row["breakpoint"])) for row in rows]

    def states(self, branch: int) -> list[Row]:
        return self._of("states", branch)

    def arrays(self, branch: int, iteration: int) -> dict[str, list[float]]:
        rows = self._of("arrays", branch)
        return {row["name"]: numbers(row) for row in rows if row["iteration"] == iteration}

    def scalars(self, branch: int, name: str) -> list[float]:
        blocks = [row for row in self._of("scalars", branch) if row["name"] == name]
        return [number for block in blocks for number in numbers(block)]

    def _of(self, table: str, branch: int) -> list[Row]:
        rows = [row for row in self._tables[table] if row["branch"] == branch]
        return sorted(rows, key=lambda row: row["iteration"])


def rows_of(connection: sqlite3.Connection, table: str) -> list[Row]:
    names = COLUMNS[table].split()
    rows = []
    for *values, seal in connection.execute(f"SELECT {', '.join(names)}, checksum FROM {table}"):
        assert checksum(table, tuple(values)) == seal
        rows.append(dict(zip(names, values, strict=True)))
    return rows


def numbers(row: Row) -> list[float]:
    kind = {"<f8": "d", "<i8": "q"}[row["dtype"]]
    count = len(row["data"]) // 8
    product = 1
    for side in json.loads(row["shape"]):
        product *= side
    assert product == count
    return list(struct.unpack(f"<{count}{kind}", row["data"]))
