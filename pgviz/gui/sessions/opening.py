"""Opening a session: all of it is checked before the run that is shown is touched."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from pgviz.gui.agreement import ask_to_import
from pgviz.gui.bridge import Bridge
from pgviz.gui.sessions.errands import Errands
from pgviz.gui.sessions.notice import Notice
from pgviz.training.sessions.opened import OpenedSession, open_session
from pgviz.training.sessions.reading import needs_import
from pgviz.training.snapshot import Snapshot

Read = Callable[[], OpenedSession]

TOPIC = "opening"
APART = "What is made here does not go into that file."
PATIENCE = 400  # ms of reading before it is said that a file is read


class Opening(QObject):
    """Reads one file at a time; the one that was asked for last counts."""

    leaving = Signal()  # the runner is about to be given a session
    opened = Signal(object)  # the OpenedSession with which the run goes on

    def __init__(self, window: QWidget, bridge: Bridge, errands: Errands, notice: Notice) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._errands, self._notice = errands, notice
        self._wanted: Read | None = None  # what is under way
        self._name = ""  # of what is read
        self._handed: OpenedSession | None = None  # to the runner
        self._restored = 0  # how many sessions the runner had gone on with before that
        self._otherwise = self._begin
        self._slowness = QTimer(self, singleShot=True, interval=PATIENCE)  # ends with the window
        self._slowness.timeout.connect(self._say_reading)
        bridge.opened.connect(self._arrive)
        bridge.informed.connect(self._miss)

    @property
    def is_busy(self) -> bool:
        """Whether a file is read, or with the runner."""
        return self._wanted is not None or self._handed is not None

    def open(self, path: Path) -> None:
        """Go on with the session of a file, as it was left."""
        self.fetch(path.name, partial(open_session, path), self._begin)

    def fetch(self, name: str, read: Read, otherwise: Callable[[], None]) -> None:
        """Go on with the session that `read` returns; do `otherwise` where that can't be."""
        self._wanted, self._name, self._otherwise = read, name, otherwise
        self._errands.send(read, partial(self._take, read), partial(self._refuse, read))
        self._slowness.start()

    def give_up(self) -> None:
        """Open nothing that is still being read."""
        self._wanted = None
        self._notice.clear(TOPIC)

    def _say_reading(self) -> None:
        if self._wanted is not None:
            self._notice.say(TOPIC, f"Reading {self._name} …", ("Cancel", self._cancel))

    def _cancel(self) -> None:
        self.give_up()
        self._otherwise()

    def _take(self, read: Read, session: OpenedSession) -> None:
        if read is not self._wanted:
            self._put_back(session)
            return
        self._wanted = None
        self._notice.clear(TOPIC)
        if needs_import(session.contents):
            id = session.contents.experiment.environment.id
            agreed, refused = partial(self._restore, session), partial(self._give_up, session)
            ask_to_import(self._window, id, agreed, refused)
        else:
            self._restore(session)

    def _restore(self, session: OpenedSession) -> None:
        self._handed, self._restored = session, self._bridge.snapshot.restored
        self.leaving.emit()
        self._bridge.runs.restore(session.contents, session.writer)

    def _give_up(self, session: OpenedSession) -> None:
        self._put_back(session)
        self._otherwise()

    def _put_back(self, session: OpenedSession) -> None:
        self._errands.send(session.close, lambda _: None, partial(self._notice.say, TOPIC))

    def _refuse(self, read: Read, reason: str) -> None:
        if read is self._wanted:
            self._wanted = None
            self._notice.say(TOPIC, reason)
            self._otherwise()

    def _begin(self) -> None:
        """Have something be shown, where the run that there is has no iteration yet."""
        if self._bridge.snapshot.count == 0:
            self._bridge.player.advance(1)

    def _arrive(self, snapshot: Snapshot) -> None:
        session = self._handed
        if session is None or snapshot.restored == self._restored:
            return  # this run was asked for before
        self._handed = None
        self._begin()
        if session.why_copy:
            self._notice.say(TOPIC, f"{session.why_copy} {APART}")
        self.opened.emit(session)

    def _miss(self) -> None:
        """Wait no more for what the runner could not go on with: its message says why."""
        if self._handed is not None and self._bridge.has_obeyed:
            self._handed = None
            self._otherwise()
