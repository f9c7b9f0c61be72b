"""What SQLite and the system refuse to do, in words."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from pgviz.environments.errors import PgvizError, shorten

REASONS: Mapping[int, str] = MappingProxyType(
    {
        sqlite3.SQLITE_BUSY: "another program is using it; close it there",
        sqlite3.SQLITE_LOCKED: "another program is using it; close it there",
        sqlite3.SQLITE_READONLY: "it may not be written; save a copy elsewhere",
        sqlite3.SQLITE_PERM: "it may not be used; change its permissions",
        sqlite3.SQLITE_IOERR: "the disk refused, it may be full; save a copy elsewhere",
        sqlite3.SQLITE_FULL: "the disk is full; make room, or save a copy elsewhere",
        sqlite3.SQLITE_CANTOPEN: "it or its folder is missing or protected; use another place",
        sqlite3.SQLITE_NOTADB: "it is no session of pgviz; choose another file",
    }
)
"""By SQLite's primary error codes; of every other, what SQLite says, which is that of a damage."""


class Damaged(PgvizError):
    """What is wrong in a session, and where in it; which file it is, is for `told` to say."""


class Displaced(PgvizError):
    """What became of a file that was open; which one it is, is for `told` to say."""


@contextmanager
def told(path: Path, failed: str) -> Iterator[None]:
    """Turn what fails into one sentence on the file; `failed` is such as "can't be saved"."""
    try:
        yield
    except Damaged as error:
        raise PgvizError(f"{path} {failed}: {_damage(str(error))}.") from error
    except Displaced as error:
        raise PgvizError(f"{path} {failed}: {error}; save under another name.") from error
    except sqlite3.Error as error:
        raise PgvizError(f"{path} {failed}: {reason(error)}.") from error
    except UnicodeDecodeError as error:  # in a name, or in what SQLite says of one
        raise PgvizError(f"{path} {failed}: {_damage('text in it is no UTF-8')}.") from error
    except OSError as error:
        raise PgvizError(f"{path} {failed}: {error.strerror or error}.") from error


def reason(error: sqlite3.Error) -> str:
    """Return why SQLite failed."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    damage = _damage(shorten(str(error), 80))
    return REASONS.get(code & 0xFF, damage)  # an extended code holds its primary one


def _damage(what: str) -> str:
    return f"it is damaged ({what}); use another copy of it"
