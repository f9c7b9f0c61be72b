"""Share ▸: the run that is shown as a link in the clipboard, and the way back."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from pgviz.environments.errors import PgvizError
from pgviz.gui.agreement import ask_to_import
from pgviz.gui.bridge import Bridge
from pgviz.gui.format import count
from pgviz.gui.status import Status
from pgviz.gui.view import View
from pgviz.gui.workbench import Workbench
from pgviz.lessons.sharing import Shared, decode, encode, replay_commands, share
from pgviz.training.cursor import Cursor
from pgviz.training.snapshot import Snapshot

SHOWN = 6000  # ms
OPENING = "opening of a shared run"


class Sharing(QObject):
    """Copies share strings and opens them; what can't be is said in the status line."""

    def __init__(
        self, bridge: Bridge, workbench: Workbench, status: Status, window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._workbench, self._status = bridge, workbench, status
        self._window = window
        self._asked: Shared | None = None  # whose run has still to begin
        self._awaited: Cursor | None = None  # to be moved to once its iteration is there
        bridge.opened.connect(self._begin)
        bridge.viewed.connect(self._arrive)

    def copy(self) -> None:
        """Copy a link to the run that is shown, at the place that is shown."""
        cursor = self._bridge.focus.cursor
        if cursor is None:
            self._status.show_fault("There is no iteration to share yet.")
            return
        try:
            text = encode(self._shared(cursor))
        except PgvizError as error:
            self._status.show_fault(str(error))
        else:
            QGuiApplication.clipboard().setText(text)
            said = f"Copied a link to this run, {count(len(text))} characters"
            self._status.showMessage(said, SHOWN)

    def paste(self) -> None:
        """Open the link that is in the clipboard."""
        self.open_text(QGuiApplication.clipboard().text())

    def open_text(self, text: str) -> None:
        """Open the run of a share string; an environment's module is imported once agreed to."""
        try:
            shared = decode(text)
        except PgvizError as error:
            self._status.show_fault(str(error))
            return
        self._status.show_fault("")
        if shared.needs_import:
            ask_to_import(
                self._window, shared.experiment.environment.id, partial(self._open, shared)
            )
        else:
            self._open(shared)

    def follow(self, shared: Shared) -> None:
        """Have the run that the window begins with come to where this one is."""
        self._asked = shared
        self._bridge.runs.begin_with(replay_commands(shared))

    def _shared(self, cursor: Cursor) -> Shared:
        snapshot = self._bridge.snapshot
        return share(snapshot.experiment, snapshot.settings, cursor)

    def _open(self, shared: Shared) -> None:
        self._asked = shared
        self._workbench.open_run(OPENING, shared.experiment, replay_commands(shared))

    def _begin(self, snapshot: Snapshot) -> None:
        """Wait for the cursor's iteration only in the run that was asked for."""
        asked, self._asked = self._asked, None
        is_it = asked is not None and asked.experiment == snapshot.experiment
        self._awaited = asked.cursor if is_it else None

    def _arrive(self, view: View) -> None:
        cursor = self._awaited
        if cursor is not None and view.iteration.number == cursor.iteration:
            self._awaited = None
            self._bridge.focus.visit(cursor)
