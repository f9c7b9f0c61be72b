"""Where the cards lie at first: left to right, top to bottom, in the order of the formula."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from pgviz.gui.card import Card

FORM_WIDTH = 246  # px, at normal type


def arrange(window: QMainWindow, cards: Mapping[str, Card], type_scale: float) -> None:
    """Put the cards where they were at first, in proportion to the window's size.

    form │ trajectories │ contributions
         │ gradient     │ inspector
         │ learning
    """
    side, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    form, worlds, steps = (
        cards[key] for key in ("hyperparameters", "trajectories", "contributions")
    )
    gradient, inspector, learning = (cards[key] for key in ("gradient", "inspector", "learning"))
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, form)
    window.splitDockWidget(form, worlds, side)
    window.splitDockWidget(worlds, gradient, down)
    window.splitDockWidget(gradient, learning, down)
    window.splitDockWidget(worlds, steps, side)
    window.splitDockWidget(gradient, inspector, side)
    for card in cards.values():
        card.setFloating(False)
        card.show()
    width, height = window.width(), window.height() - 90
    left = round(FORM_WIDTH * type_scale)
    rest = width - left
    window.resizeDocks([form, worlds, steps], [left, round(0.44 * rest), round(0.56 * rest)], side)
    window.resizeDocks([gradient, inspector], [round(0.44 * rest), round(0.56 * rest)], side)
    heights = [round(share * height) for share in (0.43, 0.36, 0.21)]
    window.resizeDocks([worlds, gradient, learning], heights, down)
