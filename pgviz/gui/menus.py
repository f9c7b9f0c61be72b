"""The menu behind the button at the top right."""

from collections.abc import Mapping
from itertools import groupby

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from pgviz.gui.actions import DEEDS
from pgviz.gui.card import Card


def make_menu(
    parent: QWidget, actions: Mapping[str, QAction], cards: Mapping[str, Card], mistakes: QMenu
) -> QMenu:
    """Return the menu of every action, of the cards under View, and of the mistakes after Edit."""
    menu = QMenu(parent)
    for title, deeds in groupby(DEEDS, lambda deed: deed.menu):
        part = menu.addMenu(title)
        for deed in deeds:
            part.addAction(actions[deed.name])
        if title == "Edit":
            menu.addMenu(mistakes)
        if title == "View":
            part.addSeparator()
            for card in cards.values():
                part.addAction(card.toggleViewAction())
    return menu
