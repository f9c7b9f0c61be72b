"""The two ways in which the cards are laid out, and going from one to the other."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow

from pgviz.gui.appearance import Appearance
from pgviz.gui.arrangement import DERIVATION, ESTIMATE, Arrangement, place, share_out
from pgviz.gui.card import Card
from pgviz.gui.placement import Placement, docked_cards, resize_cards, rooms_of
from pgviz.gui.preferences import Preferences


class Layouts(QObject):
    """Arranges the window's cards; what the user moved is remembered until the next start."""

    changed = Signal(bool)  # whether the derivation is laid out

    def __init__(
        self, window: QMainWindow, cards: Mapping[str, Card], appearance: Appearance
    ) -> None:
        super().__init__(window)
        self._window, self._cards, self._appearance = window, cards, appearance
        self._arrangement = ESTIMATE
        self._left: dict[int, Placement] = {}  # how each was left, by its identity
        self._covered: list[QDockWidget] = []  # which J over θ was opened before
        place(window, cards, self._arrangement)

    @property
    def shows_derivation(self) -> bool:
        """Whether the derivation is laid out."""
        return self._arrangement is DERIVATION

    @property
    def placement(self) -> Placement:
        """Where the cards lie, while the window is shown."""
        return Placement.of(self._window, self._cards)

    def recall(self, preferences: Preferences) -> None:
        """Lay the cards out as they were when the window was closed, or as they are at first."""
        placement = Placement.unpacked(preferences.layout)
        if placement is not None and placement.restore(self._window, self._cards):
            shown = not self._cards["derivation"].isHidden()
            self._arrangement = DERIVATION if shown else ESTIMATE
            self.changed.emit(shown)
        else:
            self._share_out()

    def restore(self) -> None:
        """Put every card where it is at first."""
        place(self._window, self._cards, self._arrangement)
        self._share_out()

    def toggle_derivation(self) -> None:
        """Lay out the derivation, or go back to the estimate."""
        self._change(ESTIMATE if self.shows_derivation else DERIVATION)

    def show_derivation(self) -> None:
        """Lay out the derivation if it isn't seen."""
        if not self.shows_derivation:
            self._change(DERIVATION)

    def toggle_landscape(self) -> None:
        """Show J over θ before the card that it shares its place with, or close it."""
        card = self._cards["landscape"]
        if card.visibleRegion().isEmpty():
            seen = docked_cards(self._window, self._cards).values()
            self.bring_to_front("landscape")
            behind = self._window.tabifiedDockWidgets(card)
            self._covered = [each for each in behind if each in seen]
        else:
            card.close()
            for covered in self._covered:
                covered.raise_()

    def bring_to_front(self, key: str) -> None:
        """Show a card before those that share its place."""
        card = self._cards[key]
        if card.isHidden():
            self._open(card)
        card.raise_()

    def _open(self, card: Card) -> None:
        """Show a card that was closed; Qt would give its place room that others had."""
        others = list(docked_cards(self._window, self._cards).values())
        sizes = rooms_of(self._window, others)
        card.show()
        resize_cards(self._window, others, sizes)

    def _change(self, arrangement: Arrangement) -> None:
        self._left[id(self._arrangement)] = self.placement
        self._arrangement = arrangement
        before = self._left.get(id(arrangement))
        if before is None or not before.restore(self._window, self._cards):
            self.restore()
        self.changed.emit(self.shows_derivation)

    def _share_out(self) -> None:
        scale = self._appearance.theme.type_scale
        share_out(self._window, self._cards, self._arrangement, scale)
