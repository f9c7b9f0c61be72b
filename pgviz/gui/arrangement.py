"""Where the cards lie at first: left to right, top to bottom, in the order of the formula."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from pgviz.gui.card import Card

ORDER = ("hyperparameters", "trajectories", "contributions", "gradient", "inspector", "learning")
FORM_WIDTH = 256  # px, at normal type
COLUMNS, ROWS = (0.44, 0.56), (0.43, 0.36, 0.21)


def place(window: QMainWindow, cards: Mapping[str, Card]) -> None:
    """Put the cards where they are at first.

    form │ trajectories │ contributions
         │ gradient     │ inspector
         │ learning
    """
    side, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    form, worlds, steps, gradient, inspector, learning = (cards[key] for key in ORDER)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, form)
    window.splitDockWidget(form, worlds, side)
    window.splitDockWidget(worlds, gradient, down)
    window.splitDockWidget(gradient, learning, down)
    window.splitDockWidget(worlds, steps, side)
    window.splitDockWidget(gradient, inspector, side)
    for card in cards.values():
        card.setFloating(False)
        card.show()


def share_out(window: QMainWindow, cards: Mapping[str, Card], type_scale: float) -> None:
    """Give the placed cards their sizes, in proportion to the window's."""
    side, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    form, worlds, steps, gradient, inspector, learning = (cards[key] for key in ORDER)
    left = round(FORM_WIDTH * type_scale)
    columns = [round(share * (window.width() - left)) for share in COLUMNS]
    window.resizeDocks([form, worlds, steps], [left, *columns], side)
    window.resizeDocks([gradient, inspector], columns, side)
    window.resizeDocks(
        [worlds, gradient, learning], [round(share * window.height()) for share in ROWS], down
    )
