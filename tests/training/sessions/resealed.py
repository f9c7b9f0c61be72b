"""Session files altered by hand, with checksums that are right again: made without pgviz's code."""

import hashlib
import sqlite3
from pathlib import Path
from typing import Any


def checksum(table: str, values: tuple[Any, ...]) -> bytes:
    """Return the checksum that resources/session-format.md describes."""
    contents = [table.encode(), *map(content_of, values)]
    joined = b"".join(str(len(each)).encode() + b":" + each + b"," for each in contents)
    return hashlib.blake2b(joined, digest_size=16).digest()


def content_of(value: Any) -> bytes:
    if value is None:
        return b"NULL"
    return value if isinstance(value, bytes) else str(value).encode()


def alter(path: Path, *statements: str, sealed: bool = True) -> None:
    """Carry out SQL on a session file, and unless told otherwise make its checksums right."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    if sealed:
        seal(connection)
    connection.commit()
    connection.close()


def seal(connection: sqlite3.Connection) -> None:
    names = "meta", "branches", "changes", "states", "stops", "arrays", "scalars"
    for table in names:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        if "checksum" in columns:
            for row, *values in connection.execute(f"SELECT rowid, * FROM {table}").fetchall():
                named = dict(zip(columns, values, strict=True))
                del named["checksum"]
                right = checksum(table, tuple(named.values()))
                connection.execute(f"UPDATE {table} SET checksum=? WHERE rowid=?", (right, row))
