"""A session file is the old one, or the new one, whenever it is looked at."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pgviz.environments.errors import PgvizError
from pgviz.training.sessions.connecting import JOURNALS, connect


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give the place of a new file, and put it in `path`'s place once it is complete.

    Whoever does this holds the lock of `path`. A link stays, and what it leads to is replaced.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise PgvizError(f"{path} can't be saved: it is no file; choose another name.")
    beside = target.with_name(f".{target.name}.new")
    _remove(beside)  # one whose writing was interrupted
    try:
        yield beside
        _sync(beside)
        _fold_log(target)
        beside.replace(target)
        _sync(target.parent)
    finally:
        _remove(beside)


def _fold_log(target: Path) -> None:
    """Leave nothing beside the old file that SQLite would take to belong to the new one."""
    if any(path.exists() for path in _journals(target)):
        with suppress(sqlite3.DatabaseError):  # it is no database, and they belong to none
            _recover(target)
    for path in _journals(target):
        path.unlink(missing_ok=True)


def _recover(target: Path) -> None:
    connection = connect(target, "rw")
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    finally:
        connection.close()


def _journals(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in JOURNALS]


def _remove(path: Path) -> None:
    for each in (path, *_journals(path)):
        each.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders
    file = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)
