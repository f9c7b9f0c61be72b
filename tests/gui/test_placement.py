"""Where the cards are left and found again, whatever is opened, and in windows of any size."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pgviz.gui.placement import Placement
from pgviz.gui.preferences import Preferences
from tests.gui.driven import Driven, Open, windows

Places = dict[str, tuple[int, ...]]

ALL_THREES = "JJJDJJ0JDDJD0J0DJ00DDD0D000JJ"
"""Any three of the keys in any order follow each other somewhere in it."""

UNREADABLE = [
    b"\x00\x00\x00\xff\x00\x00\x00\x00",  # what Qt itself would keep
    b"[]",
    b'{"state": "not base 64", "sizes": {}, "window": [1, 1]}',
    b'{"state": "AAAA", "sizes": {"gradient": "large"}, "window": [1, 1]}',
    b'{"state": "AAAA", "sizes": {}, "window": [1.5, 1]}',
    b'{"state": "AAAA", "sizes": {"unknown": [0, 0]}, "window": [0, 0]}',
]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    yield from windows(qtbot, tmp_path, (1440, 900))


def places(driven: Driven) -> Places:
    """Where the cards lie that are seen; the mouse passes over all of them."""
    driven.settle()
    cards = driven.window.cards.items()
    seen = {key: card for key, card in cards if not card.visibleRegion().isEmpty()}
    for card in seen.values():
        inside = card.mapTo(driven.window, card.rect().center())
        QTest.mouseMove(driven.window.windowHandle(), inside)
        QApplication.processEvents()
    return {key: card.geometry().getRect() for key, card in seen.items()}


def press(driven: Driven, keys: str) -> None:
    """Press J, D, or with Ctrl 0."""
    for key in keys:
        driven.press(key, Qt.KeyboardModifier.ControlModifier if key == "0" else None)


def forget(folder: Path, layout: bytes = b"") -> None:
    """Have the next window know another layout, or none."""
    Preferences(folder / "preferences.ini").keep_window(QByteArray(), QByteArray(layout))


def assert_placed(now: Places, at_first: Places, has_landscape: bool) -> None:
    """Compare with where cards are at first; J over θ lies where “Where ĝ comes from” does."""
    hides = {"inspector"} if has_landscape else set()
    others = {key: place for key, place in at_first.items() if key not in hides}
    landscape = now.pop("landscape", None)
    assert now == others
    assert (landscape is not None) == has_landscape
    if landscape is not None:
        left, top, width, height = at_first["inspector"]
        down = landscape[1] - top  # for tabs, unless there were some
        assert landscape == (left, top + down, width, height - down)
        assert 0 <= down < 0.15 * height


def test_all_threes_of_keys_are_among_them() -> None:
    assert len({ALL_THREES[at : at + 3] for at in range(len(ALL_THREES) - 2)}) == 3**3


def test_cards_keep_their_places_in_whatever_order_keys_are_pressed(opened: Open) -> None:
    driven = opened("gridworld")
    driven.window.bridge.player.advance(3)
    at_first, is_derived = [places(driven)], False
    press(driven, "D")
    at_first.append(places(driven))
    press(driven, "D")
    has_landscape = [False, False]
    for key in ALL_THREES:
        press(driven, key)
        is_derived ^= key == "D"
        has_landscape[is_derived] = {
            "J": not has_landscape[is_derived],
            "D": has_landscape[is_derived],
            "0": False,
        }[key]
        assert_placed(places(driven), at_first[is_derived], has_landscape[is_derived])


@pytest.mark.parametrize("keys", ["DJ", "JDJDD", "D0JJD", "JD0J0D"])
def test_keys_that_are_pressed_at_once_lead_where_single_ones_do(
    opened: Open, tmp_path: Path, keys: str
) -> None:
    driven = opened("two-step")
    for key in keys:
        press(driven, key)
        slowly = places(driven)
    driven.window.close()
    forget(tmp_path)
    hurried = opened("two-step")
    press(hurried, keys)
    at_once = places(hurried)
    assert at_once.keys() == slowly.keys()
    for key, place in at_once.items():
        assert place == pytest.approx(slowly[key], abs=3), key


@pytest.mark.parametrize("keys", ["J", "JD", "JDD", "JDD0", "JDJ", "JDJD", "JDJJ"])
def test_the_next_window_has_them_where_they_were(opened: Open, keys: str) -> None:
    first = opened("two-step")
    press(first, keys)
    before = places(first)
    first.window.close()
    again = opened("two-step")
    again.wait_for(lambda: places(again) == before)


@pytest.mark.parametrize("keys", ["", "D"])
def test_in_a_window_of_another_size_all_have_their_share(opened: Open, keys: str) -> None:
    first = opened("two-step")
    press(first, keys)
    at_first = places(first)
    first.window.resize(1840, 1100)
    press(first, "0")
    first.window.close()
    again = opened("two-step")
    again.wait_for(lambda: places(again).keys() == at_first.keys())
    for key, place in places(again).items():
        assert place == pytest.approx(at_first[key], abs=3), key  # shares are rounded


def test_a_layout_that_was_left_fits_the_window_that_has_been_resized(opened: Open) -> None:
    driven = opened("two-step")
    at_first = places(driven)
    driven.window.resize(1100, 720)
    press(driven, "0D")
    driven.window.resize(1440, 900)
    press(driven, "D")
    for key, place in places(driven).items():
        assert place == pytest.approx(at_first[key], abs=3), key


@pytest.mark.parametrize("kept", UNREADABLE)
def test_what_cannot_be_read_leaves_the_cards_where_they_are_at_first(
    opened: Open, tmp_path: Path, kept: bytes
) -> None:
    at_first = places(opened("two-step"))
    forget(tmp_path, kept)
    assert places(opened("two-step")) == at_first


def test_what_is_kept_is_what_was_left(opened: Open) -> None:
    placement = opened("two-step").window.layouts.placement
    assert placement.sizes.keys() >= {"hyperparameters", "learning"}
    assert Placement.unpacked(placement.packed()) == placement
