"""Bringing back a run that was left for another, from the file that it was saved in."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from pgviz.environments.errors import PgvizError
from pgviz.gui.bridge import Bridge
from pgviz.gui.sessions.opening import Opening
from pgviz.training.experiment import Experiment
from pgviz.training.saver import Saver
from pgviz.training.sessions.opened import OpenedSession, open_session
from pgviz.training.snapshot import Snapshot

PATIENCE = 5.0  # s for a file to be left closed
NOT_SAVED = "That run could not be saved when it was left, so it begins again."


@dataclass(frozen=True)
class Former:
    """A run that was left."""

    identity: int
    run: int  # the runner's number of it, when it was left
    experiment: Experiment  # as it was left
    is_kept: bool  # in a file


class Recall(QObject):
    """Knows a run again when it comes back, though the runner counts it as another."""

    replaced = Signal(object)  # the Former run, by a session that the user has opened

    def __init__(self, bridge: Bridge, saver: Saver | None, opening: Opening) -> None:
        super().__init__(bridge)
        self._bridge, self._saver, self._opening = bridge, saver, opening
        self._identities: dict[int, int] = {}  # by the runner's number, of those that came back
        self._awaited: Former | None = None
        self._left: Former | None = None  # for the session that is with the runner
        opening.leaving.connect(self._leave)
        opening.opened.connect(self._arrive)

    @property
    def is_busy(self) -> bool:
        """Whether a run is on its way."""
        return self._opening.is_busy

    @property
    def identity(self) -> int:
        """The present run's, which stays the same when it is left and brought back."""
        run = self._bridge.snapshot.run
        return self._identities.get(run, run)

    @property
    def present(self) -> Former:
        """The run that is shown."""
        snapshot = self._bridge.snapshot
        return Former(self.identity, snapshot.run, snapshot.experiment, self._is_kept)

    def bring_back(self, former: Former | None, otherwise: Callable[[], None]) -> None:
        """Go on with a run as it was left; do `otherwise` where nothing was kept of it."""

        def do_without() -> None:
            self._awaited = None
            otherwise()

        if former is None or not former.is_kept:
            do_without()
        else:
            self._awaited = former
            name = former.experiment.scenario or former.experiment.environment.id
            self._opening.fetch(name, partial(self._read, former), do_without)

    def give_up(self) -> None:
        """Bring back nothing that is still on its way, for the user wants something else."""
        self._awaited = None
        self._opening.give_up()

    @property
    def _is_kept(self) -> bool:
        """Whether there is a file of the present run, or soon will be, which stays."""
        if self._saver is None:
            return False
        saving, snapshot = self._saver.newest, self._bridge.snapshot
        return (saving.is_named and saving.run == snapshot.run) or not is_trivial(snapshot)

    def _read(self, former: Former) -> OpenedSession:
        """Read the file of a run once the saver has left it."""
        assert self._saver is not None
        with suppress(TimeoutError):  # then it is still in use, and a copy is opened
            self._saver.wait_until(lambda saving: saving.run > former.run, PATIENCE)
        path = self._saver.newest.paths.get(former.run)
        if path is None:
            raise PgvizError(NOT_SAVED)
        return open_session(path)

    def _leave(self) -> None:
        self._left = self.present if self._bridge.snapshot.count else None

    def _arrive(self) -> None:
        former, self._awaited = self._awaited, None
        if former is not None:
            self._identities[self._bridge.snapshot.run] = former.identity
        elif self._left is not None:
            self.replaced.emit(self._left)


def is_trivial(snapshot: Snapshot) -> bool:
    """Return whether there is no more than a run that has just begun."""
    return not snapshot.notes and len(snapshot.branches) <= 1 and snapshot.count <= 1
