"""The menu behind the button at the top right."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from pgviz.gui.actions import DEEDS
from pgviz.gui.card import Card


def make_menu(
    parent: QWidget,
    actions: Mapping[str, QAction],
    cards: Mapping[str, Card],
    after_edit: Sequence[QMenu],
    within: Mapping[str, QMenu],
) -> QMenu:
    """Return the menu of every action, of the cards under View, and of other menus after Edit.

    Where one of those has the title of a part, that part is left to it. `within` are menus that
    belong to parts of this one, by the part's title.
    """
    own = {other.title() for other in after_edit}
    menu = QMenu(parent)
    for title, deeds in groupby(DEEDS, lambda deed: deed.menu):
        if title in own:
            continue
        part = menu.addMenu(title)
        for deed in deeds:
            part.addAction(actions[deed.name])
        if title in within:
            part.addMenu(within[title])
        if title == "Edit":
            for other in after_edit:
                menu.addMenu(other)
        if title == "View":
            part.addSeparator()
            for card in cards.values():
                part.addAction(card.toggleViewAction())
    return menu
