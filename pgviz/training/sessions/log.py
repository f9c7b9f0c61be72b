"""The log that SQLite keeps beside a session file while it is written to."""

import sqlite3
from contextlib import suppress
from pathlib import Path

from pgviz.training.sessions.connecting import JOURNALS, connect
from pgviz.training.sessions.transactions import mark


def log_connection(path: Path) -> sqlite3.Connection:
    """Return a connection that writes to a file by way of a log, the file marked as open."""
    connection = connect(path, "rw")
    try:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = FULL")  # a pulled plug loses nothing saved
        mark(connection, is_open=True)
        copy_log(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def copy_log(connection: sqlite3.Connection) -> None:
    """Bring the file itself up to date, which SQLite would else do on closing.

    It would do so even to a file that another program has written over by then.
    """
    with suppress(sqlite3.OperationalError):  # what was saved is safe in the log
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()


def drop_log(connection: sqlite3.Connection) -> None:
    """Leave one file, which can be read from a medium that can't be written, too."""
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError as error:
        # Whoever reads it just now needs the log; it is dropped when it is next written to.
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise


def remove_log(path: Path) -> None:
    """Remove the log of a file that lies there no more: SQLite would take it for the new one's."""
    for ending in JOURNALS:
        path.with_name(path.name + ending).unlink(missing_ok=True)
