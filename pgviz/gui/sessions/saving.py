"""Saving the run elsewhere, and saying whether it is saved where it is."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from pgviz.gui.bridge import Bridge
from pgviz.gui.exporting.asking import ask_for_file
from pgviz.gui.exporting.telling import SHOWN
from pgviz.gui.sessions.errands import Errands
from pgviz.gui.sessions.notice import Notice
from pgviz.gui.sessions.saved_label import SavedLabel
from pgviz.gui.status import Status
from pgviz.training.saver import Saver, Saving
from pgviz.training.sessions.schema import SUFFIX

TOPIC, CLOSING = "saving", "closing"
KINDS = {SUFFIX.removeprefix("."): "Session of pgviz"}
NOTHING = "There is no iteration yet: take a step first."
SAVE_AS = "Save as …"
UNSAFE = "What was made since the last save would be lost."
UNSAVED = "This window saves no sessions."


class SavingDesk(QObject):
    """Asks the saver, which does the writing."""

    named = Signal(object)  # what `path` is from now on
    _said = Signal()  # by the saver's thread

    def __init__(
        self,
        window: QMainWindow,
        bridge: Bridge,
        saver: Saver | None,
        errands: Errands,
        notice: Notice,
        status: Status,
        label: SavedLabel,
    ) -> None:
        super().__init__(window)
        self._window, self._bridge, self._saver = window, bridge, saver
        self._errands, self._notice, self._status = errands, notice, status
        self._label = label
        self._named: Path | None = None
        self._told = ""  # what fails, as it was said last
        self._said.connect(self.show)
        bridge.informed.connect(self.show)
        if saver is not None:
            saver.alert(self._said.emit)

    @property
    def saving(self) -> Saving:
        """What is on the disk."""
        return Saving() if self._saver is None else self._saver.newest

    @property
    def path(self) -> Path | None:
        """The file that the user has named for the run; None where it is saved by itself."""
        saving = self.saving
        return saving.path if saving.is_named else None

    def save(self) -> None:
        """Save now; ask for a file where there is none, or where that one can't be written."""
        if self._saver is None or self.path is None or self.saving.message is not None:
            self.save_as()
        else:
            self._tell_of(self._saver.move(self.path), self.path)

    def save_as(self) -> None:
        """Ask for another file to go on in."""
        if self._saver is None:
            self._status.show_fault(UNSAVED)
        elif self._bridge.snapshot.count == 0 and self.saving.path is None:
            self._status.show_fault(NOTHING)
        else:
            name = self._bridge.snapshot.experiment.scenario or "run"
            ask_for_file(self._window, name, KINDS, self._move)

    def show(self) -> None:
        """Say in the window how it is saved; what fails stays there until it no longer does."""
        saving = self.saving
        self._label.show_saving(saving, self._bridge.snapshot)
        reason = "" if saving.message is None else saving.message.text
        if reason != self._told:  # else the user has seen it, and may have taken it away
            self._tell(reason)
        if self.path != self._named:
            self._named = self.path
            self.named.emit(self._named)

    def may_close(self, close: Callable[[], object]) -> bool:
        """Return whether nothing is lost with the window; else offer to `close` it all the same."""
        message = self.saving.message
        if message is not None:
            choices = (SAVE_AS, self._save_elsewhere), ("Close without saving", close)
            self._notice.say(CLOSING, f"{UNSAFE} {message.text}", *choices)
        return message is None

    def close(self) -> None:
        """Hear nothing more of the saver."""
        if self._saver is not None:
            self._saver.alert(None)

    def _tell(self, reason: str) -> None:
        self._told = reason
        if reason:
            self._notice.say(TOPIC, reason, (SAVE_AS, self._save_elsewhere))
        else:
            self._notice.clear(TOPIC)
            self._notice.clear(CLOSING)

    def _save_elsewhere(self) -> None:
        """Ask for another file; what fails stays there until it no longer does."""
        self._tell(self._told)
        self.save_as()

    def _move(self, path: Path) -> None:
        assert self._saver is not None
        self._tell_of(self._saver.move(path, anew=True), path)  # the dialog has asked

    def _tell_of(self, moved: "Future[None]", path: Path) -> None:
        wait: Callable[[], None] = moved.result
        self._status.showMessage(f"Saving {path} …")
        said = f"Saved {path}"
        self._errands.send(wait, lambda _: self._status.showMessage(said, SHOWN), self._fail)

    def _fail(self, reason: str) -> None:
        self._status.clearMessage()
        self._status.show_fault(reason)
