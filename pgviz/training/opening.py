"""How a run comes to be the present one: begun anew, or taken from a session."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pgviz.environments.errors import PgvizError
from pgviz.training.bulletin import Bulletin
from pgviz.training.commands import Restore
from pgviz.training.engine import EngineFailed, Message, WorldFacts
from pgviz.training.experiment import Experiment
from pgviz.training.faults import faults_told
from pgviz.training.inbox import Inbox
from pgviz.training.iteration import Iteration
from pgviz.training.past import Past
from pgviz.training.revocable import Revocable
from pgviz.training.saver import Saver
from pgviz.training.sessions.fitting import require_fits
from pgviz.training.sessions.writing import SessionWriter
from pgviz.training.snapshot import Activity, Snapshot

DIFFERS = (
    "The session's last iteration comes out otherwise here than in the file, for the environment, "
    "the machine or a version has changed since; training goes on from the file's θ."
)


class Opening:
    """Replaces the present run, for one thread alone; where that fails the present run stays."""

    def __init__(
        self,
        engine: Revocable,
        inbox: Inbox,
        bulletin: Bulletin[Snapshot],
        past: Past,
        saver: Saver | None,
    ) -> None:
        self._engine, self._inbox, self._bulletin = engine, inbox, bulletin
        self._past, self._saver = past, saver

    def begin(self, experiment: Experiment, activity: Activity) -> None:
        """Begin a run, which is then in that activity."""
        with self._or_stay(activity):
            opened = self._engine.open(experiment, self._inbox)
            self._past.begin(experiment, opened.state)
            if self._saver is not None:
                self._saver.begin()
            self._show(activity, opened.world, opened.note)

    def restore(self, command: Restore, activity: Activity) -> None:
        """Go on with a session, in that activity."""
        contents, before = command.contents, self._bulletin.newest.run
        with self._or_stay(activity), self._engine.or_back():
            opened = self._engine.open(contents.experiment, self._inbox)
            with faults_told("The session can't be opened"):
                require_fits(contents, opened.world)
            last, shown = self._past.restore(contents)
            self._show(
                activity,
                opened.world,
                opened.note or self._doubt(last),
                restored=self._bulletin.newest.restored + 1,
                iteration=last,
                revisited=shown,
                breakpoints=contents.breakpoints,
            )
        self._hand_over(command.writer, is_restored=self._bulletin.newest.run != before)

    @contextmanager
    def _or_stay(self, activity: Activity) -> Iterator[None]:
        self._bulletin.publish(activity="opening", message=None)
        try:
            yield
        except EngineFailed as failed:
            self._bulletin.publish(activity=activity, message=failed.message)

    def _show(self, activity: Activity, world: WorldFacts, note: str, **restored: Any) -> None:
        begun = {"iteration": None, **self._past.shown}
        self._bulletin.publish(
            run=self._bulletin.newest.run + 1,
            activity=activity,
            world=world,
            message=Message(note) if note else None,
            frame=None,
            **(begun | restored),
        )

    def _doubt(self, last: Iteration | None) -> str:
        agrees = last is None or last.after.theta_sha256 == self._past.state.theta_sha256
        return "" if agrees else DIFFERS

    def _hand_over(self, writer: SessionWriter | None, *, is_restored: bool) -> None:
        if self._saver is not None and is_restored:
            self._saver.begin(writer)
        elif writer is not None:
            try:
                writer.close()
            except PgvizError as error:
                self._bulletin.publish(message=Message(str(error)))
