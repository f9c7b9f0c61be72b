"""Opening a session file to go on with it, or with a copy of it where it can't be written to."""

from dataclasses import dataclass
from pathlib import Path

from pgviz.environments.errors import PgvizError
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.sessions.lock import SessionInUse
from pgviz.training.sessions.reading import read_session
from pgviz.training.sessions.writing import SessionWriter


@dataclass(frozen=True, eq=False)
class OpenedSession:
    """What a file holds, and the right to write to it; without that it is a copy."""

    path: Path
    contents: SessionContents
    writer: SessionWriter | None = None
    why_copy: str = ""  # a sentence

    def close(self) -> None:
        """Leave the file as it is; raises PgvizError where it can't be left closed."""
        if self.writer is not None:
            self.writer.close()


def open_session(path: Path) -> OpenedSession:
    """Return what a session file holds, with the right to write to it if that can be had.

    Raises PgvizError as `read_session`.
    """
    contents = read_session(path)
    try:
        writer, contents = SessionWriter.resume(path)
    except SessionInUse:
        why = f"{path.name} is open in another window or program: this is a copy of it."
        return OpenedSession(path, contents, why_copy=why)
    except PgvizError as error:
        return OpenedSession(path, contents, why_copy=f"This is a copy: {error}")
    return OpenedSession(path, contents, writer)
