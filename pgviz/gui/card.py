"""A card: a dock that holds one panel, with its title and a grey line beside it."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QDockWidget, QFrame, QVBoxLayout, QWidget

from pgviz.gui.card_outline import PADDING, paint_card
from pgviz.gui.card_title import CardTitle
from pgviz.gui.panel import CardContent
from pgviz.gui.theme import SPACE, Theme


class CardBody(QFrame):
    """The lower part of a card, with the panel in it."""

    def __init__(self, content: QWidget, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING, SPACE, PADDING, PADDING)
        layout.addWidget(content)

    def restyle(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_card(self, self._theme, top=False)


class Card(QDockWidget):
    """A card's content in its dock."""

    def __init__(self, content: CardContent, theme: Theme) -> None:
        super().__init__(content.title)
        self.setObjectName(content.key)  # what the saved layout knows it by
        self.content = content
        self._head, self._body = CardTitle(content.title, theme, self), CardBody(content, theme)
        self.setTitleBarWidget(self._head)
        self.setWidget(self._body)
        content.subtitle_changed.connect(self._head.subtitle.setText)

    @property
    def subtitle(self) -> str:
        """The grey line as it stands."""
        return self._head.subtitle.text()

    def show_mark(self, mark: str, sentence: str) -> None:
        """Wear a mark beside the title, explained by a sentence; none where it is empty."""
        self._head.show_mark(mark, sentence)

    def restyle(self, theme: Theme) -> None:
        self._head.restyle(theme)
        self._body.restyle(theme)
        self.content.restyle(theme)
