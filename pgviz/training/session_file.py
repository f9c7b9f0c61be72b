"""The file of a run that goes on: made at its first iteration, and moved when asked."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from pgviz.environments.errors import PgvizError
from pgviz.training.experiment import Experiment
from pgviz.training.sessions.autosave import discard, is_autosaved
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.sessions.failures import Displaced
from pgviz.training.sessions.writing import Pace, SessionWriter

Place = Callable[[Experiment], Path]
"""Chooses where a run that begins is saved; raises PgvizError where there is no place."""


class SessionFile:
    """Used by one thread. What fails raises PgvizError, and can be tried again."""

    def __init__(self, place: Place, writer: SessionWriter | None = None) -> None:
        """`writer` is of the file to go on in, if there is one already."""
        self._place, self._writer = place, writer
        self._contents: SessionContents | None = None  # the newest
        self._is_new = False  # and not in the file yet

    @property
    def path(self) -> Path | None:
        """The file; None while there is none."""
        return self._writer.path if self._writer else None

    @property
    def saved(self) -> Mapping[int, int]:
        """The iteration that each branch in the file goes on with, by the branch's number."""
        return self._writer.saved if self._writer else {}

    def take(self, contents: SessionContents) -> None:
        """Have these be what is saved next."""
        self._contents, self._is_new = contents, True

    def save(self, pace: Pace = iter) -> None:
        """Make the file hold the newest contents; a run without an iteration has none."""
        if self._contents is None or not self._is_new:
            return
        if self._writer is not None:
            self._writer.save(self._contents, pace)
        elif any(branch.end for branch in self._contents.branches):
            path = self._place(self._contents.experiment)
            self._writer = SessionWriter.create(path, self._contents)
        self._is_new = False

    def save_elsewhere(self) -> None:
        """Go on in a file that has a place of its own, for this one can't be written."""
        with suppress(PgvizError):  # nor can it be left closed
            self._leave(is_needless=False)
        self._is_new = True
        self.save()

    def move(self, path: Path, *, anew: bool = False) -> None:
        """Save to another file and go on there; the present one is left closed.

        If that is the present one, what another program has made of it stays, unless `anew`.
        """
        if self._contents is None:
            raise PgvizError("There is nothing to save yet: no run has begun.")
        if path.resolve() == self.path:
            self._save_again(anew)
            return
        moved = SessionWriter.create(path, self._contents)
        with suppress(PgvizError):  # it may be gone; what it held is in the new one
            self._leave(is_needless=True)
        self._writer, self._is_new = moved, False

    def _save_again(self, anew: bool) -> None:
        self._is_new = True
        try:
            self.save()
        except PgvizError as error:
            if not (anew and isinstance(error.__cause__, Displaced)):
                raise
            self._replace()

    def _replace(self) -> None:
        """Write the file where another was put, or none was left."""
        assert self._writer is not None
        assert self._contents is not None
        path = self._writer.path
        with suppress(PgvizError):  # it can't be left closed any more
            self._leave(is_needless=False)
        self._writer, self._is_new = SessionWriter.create(path, self._contents), False

    def close(self) -> None:
        """Leave the file closed; one that nobody has named and that holds next to nothing goes."""
        self._leave(self._contents is not None and self._contents.is_trivial)

    def _leave(self, is_needless: bool) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
            if is_needless and is_autosaved(writer.path):
                discard(writer.path)
