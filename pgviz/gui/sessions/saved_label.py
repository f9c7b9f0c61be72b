"""Where the run is saved, and whether all of it is."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from pgviz.gui.format import count
from pgviz.gui.labels import dress
from pgviz.gui.theme import Theme
from pgviz.training.saver import Saving
from pgviz.training.snapshot import Snapshot

LONGEST = 28  # characters of a file's name


class SavedLabel(QLabel):
    """For the status line; says no more than the saver has said."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._is_wrong = False
        self.restyle(theme)

    def show_saving(self, saving: Saving, snapshot: Snapshot) -> None:
        """Say what is on the disk of what the runner has made."""
        if saving.run != snapshot.run:  # what is known of the disk is of a run that was left
            saving = Saving(message=saving.message)
        self.setText(_word(saving, snapshot))
        self.setToolTip(_account(saving, snapshot))
        is_wrong = saving.message is not None
        if is_wrong != self._is_wrong:
            self._is_wrong = is_wrong
            self._dress()

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme = theme
        self._dress()

    def _dress(self) -> None:
        theme = self._theme
        color: QColor = theme.negative if self._is_wrong else theme.quiet
        dress(self, theme.font(8.5), color)


def is_whole(saving: Saving, snapshot: Snapshot) -> bool:
    """Return whether every iteration of the present branch is on the disk."""
    made = snapshot.count
    return saving.message is None and saving.saved.get(snapshot.branch, 0) >= made


def _word(saving: Saving, snapshot: Snapshot) -> str:
    if saving.message is not None:
        return "not saved"
    if saving.path is None:
        return ""
    if not snapshot.is_busy and not is_whole(saving, snapshot):
        return "saving …"
    if not saving.is_named:
        return "autosaving" if snapshot.is_busy else "autosaved"
    name = saving.path.name
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _account(saving: Saving, snapshot: Snapshot) -> str:
    if saving.message is not None:
        return saving.message.text
    if saving.path is None:
        return ""
    made = saving.saved.get(snapshot.branch, 0)
    iterations = "1 iteration" if made == 1 else f"{count(made)} iterations"
    return f"{iterations} of this branch are on the disk, in\n{saving.path}"
