"""What a card holds, and what every panel is: shown a view, it says what the mouse points at."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pgviz.gui.theme import Theme
from pgviz.gui.view import Pointer, View


class CardContent(QWidget):
    """The body of a card."""

    title = ""
    key = ""  # names the card in settings; never changes

    subtitle_changed = Signal(str)  # which and how, in grey beside the title

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(self.title)

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self.theme = theme


class Panel(CardContent):
    """A card that shows a view; a subclass derives all it draws from it, and keeps no history.

    `show_view` comes at most once a frame; `show_pointer` whenever anything is pointed at, in
    any panel, and must be cheap. After `restyle` the next `show_view` draws with the new theme.
    """

    pointed = Signal(object)  # the Pointer under the mouse; NOWHERE when it leaves
    chosen = Signal(object)  # the Pointer that was clicked

    def show_view(self, view: View) -> None:
        """Draw what the view shows."""
        raise NotImplementedError

    def settle(self) -> None:
        """Show at once what is shown only when nothing has moved for a while, if there is any."""

    def show_pointer(self, pointer: Pointer) -> None:
        """Highlight what is pointed at, and nothing else."""
        raise NotImplementedError
