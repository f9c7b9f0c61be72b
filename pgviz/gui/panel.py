"""What every panel is: a card that is shown a view and says what the mouse points at."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pgviz.gui.theme import Theme
from pgviz.gui.view import Pointer, View


class Panel(QWidget):
    """The body of a card; a subclass derives all it draws from the view, and keeps no history.

    `show_view` comes at most once a frame; `show_pointer` whenever anything is pointed at, in
    any panel, and must be cheap.
    """

    title = ""
    key = ""  # names the panel in settings and shortcuts; never changes

    subtitle_changed = Signal(str)  # which and how, in grey beside the title
    pointed = Signal(object)  # the Pointer under the mouse; NOWHERE when it leaves
    chosen = Signal(object)  # the Pointer that was clicked

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(self.title)

    def show_view(self, view: View) -> None:
        """Draw what the view shows."""
        raise NotImplementedError

    def show_pointer(self, pointer: Pointer) -> None:
        """Highlight what is pointed at, and nothing else."""
        raise NotImplementedError

    def restyle(self, theme: Theme) -> None:
        """Take on another theme; the next `show_view` draws with it."""
        self.theme = theme
