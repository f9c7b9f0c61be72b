"""The two ways in which the cards are laid out: going there, coming back, being remembered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pgviz.gui.arrangement import DERIVATION, ESTIMATE, Arrangement
from pgviz.gui.view import Pointer
from tests.gui.driven import Driven, Open, windows


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    yield from windows(qtbot, tmp_path, (1440, 900))


def seen(driven: Driven) -> set[str]:
    """The cards that can be seen, not those behind others."""
    QApplication.processEvents()
    cards = driven.window.cards.items()
    return {key for key, card in cards if not card.visibleRegion().isEmpty()}


def named(arrangement: Arrangement) -> set[str]:
    cells = (*arrangement.left, *arrangement.right, arrangement.below)
    return {"hyperparameters", *(cell[0] for cell in cells if cell)}


def places(driven: Driven) -> dict[str, tuple[int, ...]]:
    cards = driven.window.cards
    return {key: cards[key].geometry().getRect() for key in seen(driven)}


def test_a_key_leads_to_the_derivation_and_back(opened: Open) -> None:
    driven = opened("two-step")
    assert seen(driven) == named(ESTIMATE)
    before = places(driven)
    driven.press(Qt.Key.Key_D)
    assert seen(driven) == named(DERIVATION)
    driven.press(Qt.Key.Key_D)
    assert seen(driven) == named(ESTIMATE)
    assert places(driven) == before


def test_a_card_that_was_closed_is_still_closed_when_one_comes_back(opened: Open) -> None:
    driven = opened("two-step")
    driven.window.cards["learning"].close()
    driven.press(Qt.Key.Key_D)
    driven.press(Qt.Key.Key_D)
    assert seen(driven) == named(ESTIMATE) - {"learning"}
    driven.press(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert seen(driven) == named(ESTIMATE)


def test_j_over_theta_is_opened_by_its_key_and_closed_again(opened: Open) -> None:
    driven = opened("two-step")
    before = places(driven)
    driven.press(Qt.Key.Key_J)
    assert seen(driven) == named(ESTIMATE) - {"inspector"} | {"landscape"}
    driven.window.layouts.bring_to_front("inspector")
    driven.press(Qt.Key.Key_J)
    assert "landscape" in seen(driven)
    driven.press(Qt.Key.Key_J)
    assert seen(driven) == named(ESTIMATE)
    assert places(driven) == before


def test_cards_are_put_back_within_the_derivation(opened: Open) -> None:
    driven = opened("two-step")
    driven.press(Qt.Key.Key_D)
    before = places(driven)
    driven.window.cards["derivation"].setFloating(True)
    driven.window.cards["gradient"].close()
    driven.press(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert seen(driven) == named(DERIVATION)
    assert places(driven) == before


def test_the_window_opens_as_it_was_closed(opened: Open) -> None:
    first = opened("two-step")
    first.press(Qt.Key.Key_D)
    first.window.close()
    again = opened("two-step")
    again.wait_for(lambda: seen(again) == named(DERIVATION))
    assert again.window.layouts.shows_derivation
    again.press(Qt.Key.Key_D)
    assert seen(again) == named(ESTIMATE)


def test_a_term_that_is_clicked_brings_the_inspector_to_the_front(opened: Open) -> None:
    driven = opened("two-step")
    driven.press(Qt.Key.Key_D)
    driven.window.layouts.bring_to_front("contributions")
    assert "inspector" not in seen(driven)
    driven.window.derivation.chosen.emit(Pointer(quantity="objective"))
    assert "inspector" in seen(driven)
    assert driven.view.selected.quantity == "objective"
    driven.press(Qt.Key.Key_Escape)
    assert driven.view.selected.quantity is None


def test_a_card_that_comes_to_the_front_shows_what_the_others_show(opened: Open) -> None:
    driven = opened("two-step")
    driven.press(Qt.Key.Key_D)
    driven.press(Qt.Key.Key_4)  # by updates
    driven.press(Qt.Key.Key_Right)
    driven.wait_for(lambda: driven.number == 1)
    count = len(driven.views)
    driven.window.layouts.bring_to_front("contributions")
    driven.wait_for(lambda: len(driven.views) > count)
    assert driven.view.iteration.number == 1
