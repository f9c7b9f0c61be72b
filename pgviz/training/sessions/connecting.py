"""Connections to session files, kept from doing what such a file has no need of."""

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pgviz.environments.errors import PgvizError

LARGEST = 2 * 2**30  # bytes; a million iterations take a twentieth of it
PAGE = 4096  # bytes that SQLite needs for its own work
PATIENCE = 2.0  # s to wait for another connection
JOURNALS = ("-wal", "-shm", "-journal")  # SQLite's own files beside a database
READING = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_PRAGMA,
    }
)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Return a connection; `mode` is SQLite's "ro", "rw" or "rwc".

    Transactions are the caller's to begin; it may be used by one thread at a time.
    """
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=PATIENCE
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Connect to a file of unknown origin, to read one and the same state of it.

    Where SQLite would have to write to recover the file, or to read a log beside it, and can't,
    it is read from a copy.
    """
    _require_file(path)
    try:
        connection = _reader(path)
    except sqlite3.OperationalError:
        with TemporaryDirectory(prefix="pgviz-") as folder:
            yield from _closing(_reader(_copied(path, Path(folder)), mode="rw"))
    else:
        yield from _closing(connection)


def size_of(path: Path) -> int:
    """Return the bytes of a session file and of the log that belongs to it."""
    log = path.with_name(path.name + "-wal")
    return path.stat().st_size + (log.stat().st_size if log.exists() else 0)


def _closing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield connection
    finally:
        connection.close()


def _reader(path: Path, mode: str = "ro") -> sqlite3.Connection:
    connection = connect(path, mode)
    try:
        # No value can be longer than the file, nor computed by what its schema says.
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(size_of(path), PAGE))
        connection.set_authorizer(_only_reading)
        connection.execute("BEGIN")
        connection.execute("PRAGMA schema_version").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _only_reading(
    action: int, first: str | None, second: str | None, database: str | None, view: str | None
) -> int:
    allowed = action in READING and view is None
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _copied(path: Path, folder: Path) -> Path:
    copy = folder / "copy"
    shutil.copyfile(path, copy)
    for ending in ("-wal", "-journal"):
        log = path.with_name(path.name + ending)
        if log.is_file():
            shutil.copyfile(log, copy.with_name(copy.name + ending))
    return copy


def _require_file(path: Path) -> None:
    found = path.stat()  # follows links; opens nothing, for a pipe would wait for ever
    if stat.S_ISDIR(found.st_mode):
        raise PgvizError(f"{path} is a folder, not a session; choose a file in it.")
    if not stat.S_ISREG(found.st_mode):
        raise PgvizError(f"{path} is a device or a pipe, not a session; choose a file.")
    if found.st_size == 0:
        raise PgvizError(f"{path} is empty, not a session; choose another file.")
    if size_of(path) > LARGEST:
        raise PgvizError(
            f"{path} is larger than the {LARGEST // 2**30} GiB that a session may have; "
            "choose another file."
        )
