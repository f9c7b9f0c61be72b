"""Windows that save what they make, in a data folder of their own."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from pgviz.gui.preferences import Preferences
from pgviz.gui.sessions.notice import Notice
from pgviz.gui.sessions.saved_label import is_whole
from pgviz.gui.window import Window
from pgviz.training.experiment import Experiment
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from pgviz.training.saver import Saver, Saving
from pgviz.training.session_file import Place
from pgviz.training.sessions.autosave import autosave_path
from tests.gui.driven import Driven
from tests.training.runs import EXPERIMENT

RETRY = 0.05  # s after a save that failed
NOT_SAVED = ("", "saving …", "not saved")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Saved(Driven):
    """A window that saves what it makes."""

    @property
    def saving(self) -> Saving:
        return self.window.sessions.saving.saving

    @property
    def notice(self) -> Notice:
        return self.window.sessions.notice

    @property
    def theta(self) -> str:
        state = self.window.bridge.snapshot.state
        assert state is not None
        return state.theta_sha256

    def settle(self) -> None:
        """Wait until nothing moves, and no session is on its way."""
        self.wait_for(lambda: not self.window.sessions.opening.is_busy)
        super().settle()

    def advance(self, count: int) -> None:
        self.window.bridge.player.advance(count)
        self.settle()

    def file(self) -> Path:
        """Wait until all there is of the run is on the disk, and said to be, and return where."""
        self.settle()
        self.wait_for(self._is_on_disk)
        self.wait_for(lambda: self.window.sessions.label.text() not in NOT_SAVED)
        assert self.saving.path is not None
        return self.saving.path

    def open(self, path: Path) -> None:
        """Open a session, and wait until it is there."""
        run = self.window.bridge.snapshot.run
        self.window.sessions.open_file(path)
        self.wait_for(lambda: self.window.bridge.snapshot.run > run)
        self.settle()

    def undo(self) -> None:
        self.press(Qt.Key.Key_Z, CTRL)
        self.settle()

    def redo(self) -> None:
        self.press(Qt.Key.Key_Z, CTRL | SHIFT)
        self.settle()

    def choose(self, text: str) -> None:
        """Press the button of the notice that says this."""
        (button,) = [each for each in self.notice.buttons if each.text() == text]
        button.click()

    def save_as(self, path: Path) -> None:
        """Answer the dialog that asks where the run is to be saved, and wait for what it says."""
        dialog = self.window.findChild(QFileDialog)
        dialog.fileSelected.emit(str(path))
        dialog.close()
        self.wait_for(lambda: not self.window.status.currentMessage().startswith("Saving"))

    def _is_on_disk(self) -> bool:
        saving, snapshot = self.saving, self.window.bridge.snapshot
        return saving.run == snapshot.run and is_whole(saving, snapshot)


class Sessions:
    """Opens windows that save what they make, each as a start of pgviz does."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self._qtbot, self._folder = qtbot, folder
        self._opened: list[Window] = []

    def open(
        self,
        experiment: Experiment = EXPERIMENT,
        session: Path | None = None,
        place: Place = autosave_path,
    ) -> Saved:
        """Open a window on an experiment, or on a session, and look for runs that were cut off."""
        runner = Runner(experiment, InThread(), Saver(place, RETRY))
        window = Window(experiment, runner, Preferences(self._folder / "preferences.ini"))
        self._opened.append(window)
        driven = Saved(window, self._qtbot)
        window.show()
        window.activateWindow()
        if session is not None:
            window.sessions.begin_with(session, run=False)
        window.sessions.look_for_unfinished()
        driven.wait_for(lambda: driven.number >= 0)
        driven.settle()
        return driven

    def begun(self, count: int) -> Saved:
        """Open a window whose run has so many more iterations than its first, all in its file."""
        driven = self.open()
        driven.advance(count)
        driven.file()
        return driven

    def warm_up(self) -> None:
        """Have all that a window imports later be there, before one is nobody and may not."""
        driven = self.open()
        driven.advance(1)
        driven.window.end()

    def close(self) -> None:
        for window in filter(isValid, self._opened):  # unless the test closed it
            window.end()
