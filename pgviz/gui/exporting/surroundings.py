"""What pictures and clips are taken from."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow

from pgviz.gui.appearance import Appearance
from pgviz.gui.bridge import Bridge
from pgviz.gui.card import Card
from pgviz.gui.status import Status
from pgviz.gui.theme import Theme


@dataclass(frozen=True)
class Surroundings:
    """A window with its cards, what they show and how; its status line tells what came of it."""

    window: QMainWindow
    cards: Mapping[str, Card]
    bridge: Bridge
    appearance: Appearance
    status: Status

    @property
    def theme(self) -> Theme:
        """The theme that the window wears."""
        return self.appearance.theme

    @property
    def seen(self) -> dict[str, Card]:
        """The cards that are not closed."""
        return {key: card for key, card in self.cards.items() if card.isVisible()}
