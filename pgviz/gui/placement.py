"""Where the cards were left, in a window of whatever size."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar

from pgviz.gui.arrangement import FORM
from pgviz.gui.card import Card
from pgviz.gui.preferences import LAYOUT_VERSION

Size = tuple[int, int]
"""Width and height, px"""


@dataclass(frozen=True)
class Placement:
    """Qt's own record of it, and the sizes, which Qt doesn't bring to a window of another size."""

    state: bytes
    sizes: Mapping[str, Size]  # of the cards that were seen, with their tabs
    window: Size

    @classmethod
    def of(cls, window: QMainWindow, cards: Mapping[str, Card]) -> "Placement":
        """Return where cards lie in a window that is shown."""
        state = window.saveState(LAYOUT_VERSION).data()
        docked = docked_cards(window, cards)
        rooms = zip(docked, rooms_of(window, list(docked.values())), strict=True)
        return cls(state, dict(rooms), (window.width(), window.height()))

    @classmethod
    def unpacked(cls, data: QByteArray) -> "Placement | None":
        """Return what was packed; None where it can't be read."""
        try:
            kept = json.loads(data.data())
            sizes = {key: _size(size) for key, size in kept["sizes"].items()}
            return cls(b64decode(kept["state"], validate=True), sizes, _size(kept["window"]))
        except (AttributeError, KeyError, TypeError, ValueError):
            return None

    def packed(self) -> QByteArray:
        """Return it as the preferences keep it."""
        kept = asdict(self) | {"state": b64encode(self.state).decode()}
        return QByteArray(json.dumps(kept).encode())

    def restore(self, window: QMainWindow, cards: Mapping[str, Card]) -> bool:
        """Put cards there, each with its share of the window; return whether that could be."""
        if not window.restoreState(QByteArray(self.state), LAYOUT_VERSION):
            return False
        if (window.width(), window.height()) != self.window:
            self._share_out(window, cards)
        return True

    def _share_out(self, window: QMainWindow, cards: Mapping[str, Card]) -> None:
        form, _ = self.sizes.get(FORM, (0, 0))  # which stays as wide
        across = (window.width() - form) / max(1, self.window[0] - form)
        down = window.height() / max(1, self.window[1])
        known = {key: size for key, size in self.sizes.items() if key in cards}
        sizes = [
            (width if key == FORM else round(across * width), round(down * height))
            for key, (width, height) in known.items()
        ]
        resize_cards(window, [cards[key] for key in known], sizes)


def docked_cards(window: QMainWindow, cards: Mapping[str, Card]) -> dict[str, Card]:
    """Return the cards within the window that are neither closed nor behind others."""
    window.layout().activate()  # so that what was moved just now has its place
    return {
        key: card
        for key, card in cards.items()
        if not card.visibleRegion().isEmpty() and not card.isFloating()
    }


def rooms_of(window: QMainWindow, cards: Sequence[Card]) -> list[Size]:
    """Return the sizes of cards that are seen, with the tabs above them."""
    bars = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    tabs = max((bar.height() for bar in bars if bar.isVisible()), default=0)
    return [
        (card.width(), card.height() + tabs * any(map(_is_open, window.tabifiedDockWidgets(card))))
        for card in cards
    ]


def resize_cards(window: QMainWindow, cards: Sequence[Card], sizes: Sequence[Size]) -> None:
    """Give cards their sizes, as far as they fit."""
    window.resizeDocks(cards, [height for _, height in sizes], Qt.Orientation.Vertical)
    window.resizeDocks(cards, [width for width, _ in sizes], Qt.Orientation.Horizontal)


def _is_open(card: QDockWidget) -> bool:
    return not card.isHidden()


def _size(numbers: Sequence[object]) -> Size:
    width, height = numbers
    if type(width) is int and type(height) is int:
        return width, height
    raise ValueError(numbers)
