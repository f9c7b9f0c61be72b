"""Where the cards lie: left to right, top to bottom, in the order of the formula."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QTabWidget

from pgviz.gui.card import Card

FORM = "hyperparameters"
FORM_WIDTH = 256  # px, at normal type
Cell = tuple[str, ...]  # cards behind each other, the first in front
OPENED_BEHIND = {"landscape": "inspector"}  # cards closed at first, and whose place they share


@dataclass(frozen=True)
class Arrangement:
    """Two columns beside the form, and below them a row of their common width, if any.

    The shares are those of the width and of the height; cards that are not named are closed.
    """

    left: tuple[Cell, Cell]
    right: tuple[Cell, Cell]
    below: Cell
    columns: tuple[float, float]
    left_rows: tuple[float, ...]
    right_rows: tuple[float, ...]


ESTIMATE = Arrangement(
    left=(("trajectories",), ("gradient",)),
    right=(("contributions",), ("inspector",)),
    below=("learning",),
    columns=(0.44, 0.56),
    left_rows=(0.43, 0.36, 0.21),
    right_rows=(0.43, 0.36, 0.21),
)
DERIVATION = Arrangement(
    left=(("trajectories",), ("gradient",)),
    right=(("derivation",), ("inspector", "contributions")),
    below=(),
    columns=(0.42, 0.58),
    left_rows=(0.52, 0.48),
    right_rows=(0.58, 0.42),
)


def place(window: QMainWindow, cards: Mapping[str, Card], arrangement: Arrangement) -> None:
    """Put the cards of an arrangement where it says, and close the others."""
    window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
    side, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    for card in cards.values():
        card.setFloating(False)
        window.removeDockWidget(card)
    left, right = _fronts(arrangement.left, cards), _fronts(arrangement.right, cards)
    named = (FORM, *_keys(arrangement))
    for key in cards.keys() - set(named):  # so that a saved layout knows where it is opened
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, cards[key])
        cards[key].close()
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, cards[FORM])
    window.splitDockWidget(cards[FORM], left[0], side)
    if arrangement.below:
        window.splitDockWidget(left[0], left[1], down)
        window.splitDockWidget(left[1], cards[arrangement.below[0]], down)
        window.splitDockWidget(left[0], right[0], side)
        window.splitDockWidget(left[1], right[1], side)
    else:  # each column has rows of its own
        window.splitDockWidget(left[0], right[0], side)
        window.splitDockWidget(left[0], left[1], down)
        window.splitDockWidget(right[0], right[1], down)
    for cell in (*arrangement.left, *arrangement.right, arrangement.below):
        for behind in cell[1:]:
            window.tabifyDockWidget(cards[cell[0]], cards[behind])
    for key, front in OPENED_BEHIND.items():
        window.tabifyDockWidget(cards[front], cards[key])
        cards[key].close()
    for key in named:
        cards[key].show()
    for front in (*left, *right):
        front.raise_()


def share_out(
    window: QMainWindow, cards: Mapping[str, Card], arrangement: Arrangement, type_scale: float
) -> None:
    """Give the placed cards their sizes, in proportion to the window's."""
    side, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    left, right = _fronts(arrangement.left, cards), _fronts(arrangement.right, cards)
    below = [cards[key] for key in arrangement.below]
    form = round(FORM_WIDTH * type_scale)
    columns = [round(share * (window.width() - form)) for share in arrangement.columns]
    window.resizeDocks([cards[FORM], left[0], right[0]], [form, *columns], side)
    window.resizeDocks([left[1], right[1]], columns, side)
    window.resizeDocks([*left, *below], _heights(arrangement.left_rows, window), down)
    if not below:
        window.resizeDocks(right, _heights(arrangement.right_rows, window), down)


def _fronts(cells: tuple[Cell, ...], cards: Mapping[str, Card]) -> list[Card]:
    return [cards[cell[0]] for cell in cells]


def _keys(arrangement: Arrangement) -> tuple[str, ...]:
    cells = (*arrangement.left, *arrangement.right, arrangement.below)
    return tuple(key for cell in cells for key in cell)


def _heights(shares: tuple[float, ...], window: QMainWindow) -> list[int]:
    return [round(share * window.height()) for share in shares]
