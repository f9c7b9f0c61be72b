"""Copying and saving what a card shows."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QObject
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from pgviz.exporting.writing import write_bytes
from pgviz.gui.card import Card
from pgviz.gui.exporting.asking import ask_for_file
from pgviz.gui.exporting.card_menu import CardMenu
from pgviz.gui.exporting.choice import Choice, ChoiceDialog
from pgviz.gui.exporting.dressing import dressed, for_paper
from pgviz.gui.exporting.rendering import FORMATS, as_svg, image_of
from pgviz.gui.exporting.surroundings import Surroundings
from pgviz.gui.exporting.telling import SHOWN, save

COPIED_SCALE = 2  # device pixels a pixel: sharp on a slide


class Pictures(QObject):
    """Takes pictures of cards; says in the status line what came of it."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around.window)
        self._around = around
        self._last = Choice()
        self.menu = CardMenu(around.cards.values(), self.copy, self.save, self)

    def copy(self, card: Card | None = None) -> None:
        """Put a picture of a card on the clipboard; of the one in use if none is given."""
        card = card or self.card_in_use()
        ground = self._around.theme.background
        content = QMimeData()
        content.setImageData(image_of(card, ground, COPIED_SCALE))
        content.setData("image/svg+xml", QByteArray(as_svg(card, ground)))
        QGuiApplication.clipboard().setMimeData(content)
        self._around.status.showMessage(f"“{card.windowTitle()}” is on the clipboard", SHOWN)

    def save(self, card: Card | None = None) -> None:
        """Ask which card is to be saved, how and where; suggest one, else the one in use."""
        card, around = card or self.card_in_use(), self._around
        cards = {**around.seen, card.content.key: card}
        titles = {key: each.windowTitle() for key, each in cards.items()}
        dialog = ChoiceDialog(titles, card.content.key, self._last, around.theme, around.window)
        dialog.chosen.connect(self._ask)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, card: Card, choice: Choice, path: Path) -> None:
        """Save a card's picture; an error is told in the status line."""
        save(self._around.status, path, lambda: write_bytes(path, self.encoded(card, choice)))

    def encoded(self, card: Card, choice: Choice) -> bytes:
        """Return the bytes of the picture's file; raises PgvizError where it would be too large."""
        usual = self._around.theme
        theme = for_paper(usual) if choice.theme == "print" else usual
        with dressed(card, theme, usual, self._around.bridge.show):
            return FORMATS[choice.suffix].encode(card, theme.background, choice.scale)

    def card_in_use(self) -> Card:
        """Return the card that has the keyboard, else the one under the mouse, else the first."""
        for widget in (self._around.window.focusWidget(), QApplication.widgetAt(QCursor.pos())):
            if (card := _card_of(widget)) is not None:
                return card
        shown = list(self._around.seen.values())
        return shown[-1]

    def _ask(self, key: str, choice: Choice) -> None:
        self._last = choice
        ask_for_file(
            self._around.window,
            key,
            {choice.suffix: FORMATS[choice.suffix].label},
            lambda path: self.write(self._around.cards[key], choice, path),
        )


def _card_of(widget: QWidget | None) -> Card | None:
    while widget is not None and not isinstance(widget, Card):
        widget = widget.parentWidget()
    return widget
