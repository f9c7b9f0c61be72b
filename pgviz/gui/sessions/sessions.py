"""Everything the window does with session files."""

import os
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMainWindow

from pgviz.gui.bridge import Bridge
from pgviz.gui.preferences import Preferences
from pgviz.gui.sessions.errands import Errands
from pgviz.gui.sessions.notice import Notice
from pgviz.gui.sessions.opening import Opening
from pgviz.gui.sessions.recall import Recall
from pgviz.gui.sessions.recent import RecentMenu
from pgviz.gui.sessions.recovery import Recovery
from pgviz.gui.sessions.saved_label import SavedLabel
from pgviz.gui.sessions.saving import KINDS, SavingDesk
from pgviz.gui.status import Status
from pgviz.gui.theme import Theme
from pgviz.training.saver import Saver

FAREWELL = 2.0  # s for a file that is read when the window is closed
FILTERS = [f"{label} (*.{suffix})" for suffix, label in KINDS.items()]


class Sessions(QObject):
    """What the menu leads to; `notice` and `label` are for the window to put somewhere."""

    def __init__(
        self,
        window: QMainWindow,
        bridge: Bridge,
        saver: Saver | None,
        preferences: Preferences,
        status: Status,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._window, self._bridge, self._preferences = window, bridge, preferences
        self.notice, self.label = Notice(theme), SavedLabel(theme)
        self._errands = Errands(self)
        self.opening = Opening(window, bridge, self._errands, self.notice)
        self.saving = SavingDesk(
            window, bridge, saver, self._errands, self.notice, status, self.label
        )
        self.recent = RecentMenu(preferences, self.open_file, window)
        self.recall = Recall(bridge, saver, self.opening)
        self.recovery = Recovery(self._errands, self.notice, self.open_file)
        self.saving.named.connect(self._remember)

    def open(self) -> None:
        """Ask which session is to be opened."""
        dialog = QFileDialog(self._window, "Open a session")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([*FILTERS, "Any file (*)"])
        dialog.fileSelected.connect(lambda path: self.open_file(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_file(self, path: Path) -> None:
        """Go on with the session of a file, unless it is the one that is shown."""
        if os.path.realpath(path) == str(self.saving.saving.path):  # `resolve` raises for a loop
            self.notice.say("opening", f"{path.name} is open in this window.")
        else:
            self.recall.give_up()
            self.opening.open(path)

    def begin_with(self, path: Path, *, run: bool) -> None:
        """Have the window begin with the session of a file, at once learning if `run`."""
        self._bridge.runs.begin_with(())  # no iteration of the run that is there until then
        if run:
            once = Qt.ConnectionType.SingleShotConnection
            self.opening.opened.connect(self._bridge.player.run, once)
        self.opening.open(path)

    def look_for_unfinished(self) -> None:
        """Offer to go on with a run that was cut off, autosaved or in a file of late."""
        self.recovery.look(self._preferences.recent)

    def save(self) -> None:
        """Save the run in a file that the user names, unless there is one."""
        self.saving.save()

    def save_as(self) -> None:
        """Save the run in another file, and go on there."""
        self.saving.save_as()

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self.notice.restyle(theme)
        self.label.restyle(theme)

    def close(self) -> None:
        """Let go of the files that are being read, and hear no more of those that are written."""
        self.opening.give_up()
        self._errands.finish(FAREWELL)
        self.saving.close()

    def _remember(self, path: Path | None) -> None:
        if path is not None:
            self.recent.remember(path)
