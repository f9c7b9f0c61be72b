"""Writing sessions: what was said to be saved is in the file, whatever happens next."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType

from pgviz.training.sessions.consistency import require_consistent
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.sessions.edits import Edit, Saved, edits
from pgviz.training.sessions.failures import Displaced, told
from pgviz.training.sessions.lock import SessionLock
from pgviz.training.sessions.log import copy_log, drop_log, log_connection, remove_log
from pgviz.training.sessions.reading import read_session, version_of
from pgviz.training.sessions.schema import VERSION
from pgviz.training.sessions.transactions import execute, mark
from pgviz.training.sessions.whole import copy_whole, is_sound, write_whole

FAILED = "can't be saved"

Pace = Callable[[Iterable[Edit]], Iterable[Edit]]
"""Yields the same edits, each when it is time for it."""


def write_session(path: Path, contents: SessionContents) -> None:
    """Write a whole session file: the old one stays until the new one is complete.

    Raises SessionInUse where another window or program writes to it, PgvizError where it can't be
    written.
    """
    lock = SessionLock(path)
    try:
        with told(path, FAILED):
            write_whole(path, contents, is_open=False)
    finally:
        lock.release()


class SessionWriter:
    """The file of a session that goes on; used by one thread at a time, closed at the end.

    While it is open, SQLite keeps a log (-wal) and its index (-shm) beside the file.
    """

    def __init__(self, path: Path, contents: SessionContents, lock: SessionLock) -> None:
        """Go on with a file that holds `contents`: see `create` and `resume`."""
        self.path = path.resolve()
        self._lock = lock
        self._saved = Saved.of(contents)
        with told(path, FAILED):
            self._connection = log_connection(self.path)
            self._seen = _identity(self.path)

    @classmethod
    def create(cls, path: Path, contents: SessionContents) -> "SessionWriter":
        """Write a session to a file, replacing what is there, and go on with it.

        Raises as `write_session`.
        """
        lock = SessionLock(path)
        try:
            with told(path, FAILED):
                write_whole(path, contents, is_open=True)
            return cls(path, contents, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def resume(cls, path: Path) -> tuple["SessionWriter", SessionContents]:
        """Read a session file and go on with it.

        Raises SessionInUse where another window or program writes to it, and PgvizError where it
        can't be read or written.
        """
        contents = read_session(path)  # first: nothing is put beside a file that is no session
        lock = SessionLock(path)
        try:
            contents = read_session(path)
            with told(path, FAILED):
                if version_of(path) != VERSION or not is_sound(path):
                    write_whole(path, contents, is_open=True)
            return cls(path, contents, lock), contents
        except BaseException:
            lock.release()
            raise

    @property
    def saved(self) -> Mapping[int, int]:
        """The iteration that each branch in the file goes on with, by the branch's number."""
        return {number: branch.end for number, branch in self._saved.branches.items()}

    def save(self, contents: SessionContents, pace: Pace = iter) -> None:
        """Make the file hold `contents`, writing what is new; on the disk when this returns.

        Raises PgvizError, and leaves in the file what was saved last, where that fails: the disk is
        full, or another program has moved, removed or changed the file.
        """
        require_consistent(contents)
        saved = Saved.of(contents)
        with told(self.path, FAILED):
            self._require_unchanged()
            if saved != self._saved:
                self._write(pace(edits(self._saved, contents)))
        self._saved = saved

    def save_copy(self, path: Path) -> None:
        """Write what was saved last to another file, and go on with this one.

        Raises as `write_session`.
        """
        lock = SessionLock(path)
        try:
            with told(path, FAILED):
                copy_whole(self._connection, path)
        finally:
            lock.release()

    def close(self) -> None:
        """Leave one file, marked as closed, and let others write.

        Raises PgvizError where that fails: what was saved is in the file and the log beside it.
        """
        try:
            with told(self.path, "can't be closed"):
                self._settle()
        finally:
            self._lock.release()

    def __enter__(self) -> "SessionWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _write(self, statements: Iterable[Edit]) -> None:
        execute(self._connection, statements)
        copy_log(self._connection)
        self._require_there()  # or it was written to a file that has no name any more
        self._seen = _identity(self.path)

    def _settle(self) -> None:
        try:
            self._require_unchanged()
            mark(self._connection, is_open=False)
            drop_log(self._connection)
        except Displaced:
            self._connection.close()
            remove_log(self.path)
            raise
        finally:
            self._connection.close()

    def _require_unchanged(self) -> None:
        if _identity(self.path) != self._seen:
            raise Displaced("another program has changed it")

    def _require_there(self) -> None:
        if _identity(self.path)[:2] != self._seen[:2]:
            raise Displaced("another program has replaced it")


def _identity(path: Path) -> tuple[int, int, int, int]:
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise Displaced("it has been removed") from None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
