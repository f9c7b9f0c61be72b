"""Bringing back a run that was left for another, from the file that it was saved in."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from pgviz.gui.bridge import Bridge
from pgviz.gui.sessions.opening import Opening
from pgviz.training.experiment import Experiment
from pgviz.training.saver import Saver, Saving
from pgviz.training.sessions.autosave import is_autosaved
from pgviz.training.sessions.opened import OpenedSession, open_session
from pgviz.training.snapshot import Snapshot

PATIENCE = 5.0  # s for a file to be left closed


@dataclass(frozen=True)
class Former:
    """A run that was left: which one, and its file if it has one."""

    identity: int
    experiment: Experiment  # as it was left
    path: Path | None


class Recall(QObject):
    """Knows a run again when it comes back, though the runner counts it as another."""

    replaced = Signal(object)  # the Former run, by a session that the user has opened

    def __init__(self, bridge: Bridge, saver: Saver | None, opening: Opening) -> None:
        super().__init__(bridge)
        self._bridge, self._saver, self._opening = bridge, saver, opening
        self._identities: dict[int, int] = {}  # by the runner's number, of those that came back
        self._paths: dict[int, Path] = {}  # by the runner's number, of those that came from a file
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
        saving = Saving() if self._saver is None else self._saver.newest
        is_known = saving.run == snapshot.run  # to the saver, which may be behind
        path = saving.path if is_known else self._paths.get(snapshot.run)
        if path is not None and is_trivial(snapshot) and is_autosaved(path):
            path = None  # it goes when the run is left
        return Former(self.identity, snapshot.experiment, path)

    def bring_back(self, former: Former | None, otherwise: Callable[[], None]) -> None:
        """Go on with a run as it was left; do `otherwise` where nothing was kept of it."""

        def do_without() -> None:
            self._awaited = None
            otherwise()

        if former is None or former.path is None:
            do_without()
        else:
            self._awaited = former
            self._opening.open(former.path, do_without, self._read)

    def give_up(self) -> None:
        """Bring back nothing that is still on its way, for the user wants something else."""
        self._awaited = None
        self._opening.give_up()

    def _read(self, path: Path) -> OpenedSession:
        """Read a file once the saver has left it."""
        run = self._bridge.snapshot.run
        assert self._saver is not None
        with suppress(TimeoutError):  # then it is still in use, and a copy is opened
            self._saver.wait_until(lambda saving: saving.run >= run, PATIENCE)
        return open_session(path)

    def _leave(self) -> None:
        self._left = self.present if self._bridge.count else None

    def _arrive(self, session: OpenedSession) -> None:
        former, self._awaited = self._awaited, None
        run = self._bridge.snapshot.run
        if session.writer is not None:
            self._paths[run] = session.writer.path
        if former is not None:
            self._identities[run] = former.identity
        elif self._left is not None:
            self.replaced.emit(self._left)


def is_trivial(snapshot: Snapshot) -> bool:
    """Return whether there is no more than a run that has just begun."""
    return not snapshot.notes and len(snapshot.branches) <= 1 and len(snapshot.history) <= 1
