"""Whole session files, written at once."""

import sqlite3
from itertools import chain
from pathlib import Path

from pgviz.training.sessions.connecting import connect
from pgviz.training.sessions.consistency import require_consistent
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.sessions.edits import first_edits
from pgviz.training.sessions.replacing import replacing
from pgviz.training.sessions.schema import APPLICATION_ID, TABLES, VERSION
from pgviz.training.sessions.transactions import execute, mark


def write_whole(path: Path, contents: SessionContents, *, is_open: bool) -> None:
    """Put a file that holds a session in `path`'s place; whoever does so holds its lock."""
    require_consistent(contents)
    with replacing(path) as beside:
        connection = connect(beside, "rwc")
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
            tables = [(table.definition, ()) for table in TABLES.values()]
            execute(connection, chain(tables, first_edits(contents, is_open=is_open)))
        finally:
            connection.close()


def copy_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Put a copy of an open file, closed, in `path`'s place; whoever does so holds its lock."""
    with replacing(path) as beside:
        connection.execute("VACUUM INTO ?", (str(beside),))
        _mark_closed(beside)


def is_sound(path: Path) -> bool:
    """Return whether SQLite finds no fault, in indexes too: those are not used for reading."""
    connection = connect(path, "rw")
    try:
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()
    return bool(verdict == "ok")


def _mark_closed(path: Path) -> None:
    connection = connect(path, "rw")
    try:
        mark(connection, is_open=False)
    finally:
        connection.close()
