"""One program at a time writes to a session file; the lock ends with the program."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from pgviz.environments.errors import PgvizError
from pgviz.training.sessions.failures import told

if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class SessionInUse(PgvizError):
    """Another window, or another program, writes to the session file; open a copy of it."""


class SessionLock:
    """The right to write to a session file, held until `release` or the end of the process.

    The lock is on a hidden file beside it: a lock on the session file itself would get in the way
    of SQLite's own, which end when the process closes that file anywhere.
    """

    def __init__(self, path: Path) -> None:
        """Raises SessionInUse where another holds it, PgvizError where none can be made."""
        target = path.resolve()
        self._beside = target.with_name(f".{target.name}.lock")
        with told(path, "can't be written"):
            self._file = self._acquire(path)

    def release(self) -> None:
        """Let others write."""
        with suppress(
            PermissionError, FileNotFoundError
        ):  # its folder is protected by now, or gone
            self._beside.unlink()
        os.close(self._file)

    def _acquire(self, path: Path) -> int:
        while True:
            file = os.open(self._beside, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                _take(file)
            except BlockingIOError:
                os.close(file)
                raise SessionInUse(
                    f"{path} is open in another window or program; open a copy of it."
                ) from None
            if self._is_there(file):
                return file
            os.close(file)  # whoever held it has removed it since

    def _is_there(self, file: int) -> bool:
        try:
            return os.path.samestat(os.fstat(file), self._beside.stat())
        except FileNotFoundError:
            return False


def is_in_use(path: Path) -> bool:
    """Return whether a program writes to a session file."""
    try:
        SessionLock(path).release()
    except SessionInUse:
        return True
    return False
