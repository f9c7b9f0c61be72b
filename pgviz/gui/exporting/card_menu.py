"""What a right click on a card offers."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from pgviz.gui.card import Card

COPY, SAVE = "Copy as picture", "Save as picture …"


class CardMenu(QObject):
    """Watches cards for a right click that nothing on them takes for itself."""

    def __init__(
        self,
        cards: Iterable[Card],
        copy: Callable[[Card], None],
        save: Callable[[Card], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._entries = {COPY: copy, SAVE: save}
        for card in cards:
            card.installEventFilter(self)

    def menu(self, card: Card) -> QMenu:
        """Return the menu of a card, which is deleted once it is closed."""
        menu = QMenu(card)
        menu.aboutToHide.connect(menu.deleteLater)
        for text, deed in self._entries.items():
            menu.addAction(text).triggered.connect(lambda _=False, deed=deed: deed(card))
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, Card) and isinstance(event, QContextMenuEvent):
            self.menu(watched).popup(event.globalPos())
            return True
        return False
