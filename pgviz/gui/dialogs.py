"""The dialogs that stay open beside the window."""

from PySide6.QtWidgets import QDialog, QMainWindow

from pgviz.gui.appearance import Appearance
from pgviz.gui.breakpoints.chosen import Breakpoints
from pgviz.gui.breakpoints.dialog import BreakpointsDialog
from pgviz.gui.bridge import Bridge
from pgviz.gui.checking.dialog import ChecksDialog
from pgviz.gui.keys import KeysDialog
from pgviz.gui.new_luck import NewLuckDialog
from pgviz.gui.past_memory import MemoryDialog
from pgviz.gui.preferences import Preferences
from pgviz.gui.sessions.notes import NotesDialog


class Dialogs:
    """Opens the window's dialogs, and closes them with it."""

    def __init__(
        self,
        window: QMainWindow,
        appearance: Appearance,
        bridge: Bridge,
        breakpoints: Breakpoints,
        preferences: Preferences,
    ) -> None:
        self._window, self._appearance, self._bridge = window, appearance, bridge
        self._breakpoints, self._preferences = breakpoints, preferences

    def show_keys(self) -> None:
        """Show which key does what."""
        KeysDialog(self._window).show()

    def check_mathematics(self) -> None:
        """Compare every number with one found in another way."""
        self._bring(ChecksDialog)

    def edit_breakpoints(self) -> None:
        """List the conditions at which the run is to stop by itself."""
        self._bring(BreakpointsDialog, self._breakpoints)

    def limit_memory(self) -> None:
        """Show what the past of the run takes, and let the user say what it may."""
        self._bring(MemoryDialog, self._bridge, self._preferences)

    def ask_for_new_luck(self) -> None:
        """Ask how many other runs are to be made in the background."""
        self._bring(NewLuckDialog, self._bridge)

    def edit_notes(self) -> None:
        """Let the user write down what is to be known of the run."""
        self._bring(NotesDialog, self._bridge)

    def close(self) -> None:
        """Close all that are open."""
        for dialog in self._window.findChildren(QDialog):
            dialog.close()

    def _bring(self, kind: type[QDialog], *needs: object) -> None:
        """Show the dialog of a kind, made from what it needs unless it is open already."""
        window = self._window
        dialog = window.findChild(kind) or kind(*needs, self._appearance, window)
        dialog.show()
        dialog.activateWindow()
