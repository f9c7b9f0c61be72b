"""The mouse over every card of every kind of scenario, in both layouts, and off it again."""

from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pgviz.gui.card import Card
from tests.gui.driven import Driven, Open, windows

SCENARIOS = ("two-step", "bandit", "gridworld", "taxi", "cartpole", "beacon")
ESTIMATES, DERIVATIONS = "", "D"  # the keys that lead there
SHARES = (0.03, 0.2, 0.35, 0.5, 0.65, 0.8, 0.97)  # of the width and height of a card


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    yield from windows(qtbot, tmp_path, (1280, 800))


def move(driven: Driven, card: Card, across: float, down: float) -> None:
    place = QPoint(int(across * card.width()), int(down * card.height()))
    QTest.mouseMove(driven.window.windowHandle(), card.mapTo(driven.window, place))
    QApplication.processEvents()


def hover(driven: Driven, key: str) -> None:
    """Go over a card, and leave it for the bar above all cards."""
    card = driven.window.cards[key]
    driven.window.layouts.bring_to_front(key)
    driven.settle()
    move(driven, card, 0.5, 0.5)
    assert card.underMouse()
    for across, down in product(SHARES, SHARES):
        move(driven, card, across, down)
    QTest.mouseMove(driven.window.windowHandle(), QPoint(2, 2))
    QApplication.processEvents()
    assert not card.underMouse()


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("keys", [ESTIMATES, DERIVATIONS], ids=["estimate", "derivation"])
def test_every_card_bears_the_mouse(opened: Open, name: str, keys: str) -> None:
    driven = opened(name)
    driven.window.bridge.player.advance(3)
    driven.settle()
    for key in keys:
        driven.press(key)
    driven.press("J")
    driven.wait_for(lambda: not driven.window.landscape.visibleRegion().isEmpty())
    driven.window.landscape.settle()
    for key, card in driven.window.cards.items():
        if not card.isHidden():
            hover(driven, key)


def test_cards_may_change_under_a_mouse_that_rests(opened: Open) -> None:
    driven = opened("gridworld")
    driven.window.bridge.player.advance(3)
    driven.settle()
    driven.press("J")
    for key in "JDJDDJ":
        move(driven, driven.window.cards["landscape"], 0.5, 0.5)
        driven.press(key)
        driven.settle()


def test_no_panel_uses_a_name_that_its_kind_keeps_to_itself(opened: Open) -> None:
    for panel in opened("two-step").window.panels:
        kinds = [kind for kind in type(panel).__mro__ if kind.__module__.startswith("pgviz.")]
        own = [{name for name in vars(kind) if is_private(name)} for kind in kinds]
        for names, others in combinations(own, 2):
            assert not names & others, type(panel)


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")
