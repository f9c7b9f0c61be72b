"""Panels take turns only where a frame of all of them would take too long."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pgviz.gui.panel import Panel
from pgviz.gui.speed import FULL
from pgviz.gui.turns import BUDGET, MOST, Turns
from pgviz.gui.view import View
from tests.gui.driven import Open, windows

PANELS = range(5)


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    yield from windows(qtbot, tmp_path, (1440, 900))


def live(turns: Turns, cost: float, frames: int = 60) -> list[set[int]]:
    """Return which panels were shown in each frame, where each of them costs so many seconds."""
    shown = []
    for _ in range(frames):
        turns.next_frame()
        due = {index for index in PANELS if turns.is_due(index)}
        turns.spend(cost * len(due))
        shown.append(due)
    return shown


def test_all_are_shown_where_there_is_time() -> None:
    turns = Turns()
    assert live(turns, 0.5 * BUDGET / len(PANELS)) == [set(PANELS)] * 60


def test_where_there_is_none_each_has_its_turn() -> None:
    turns = Turns()
    *_, first, second, third = live(turns, 10 * BUDGET)
    assert turns.round == MOST == 3
    assert first | second | third == set(PANELS)
    assert not first & second
    assert not second & third


def test_it_comes_back_to_all_and_does_not_flutter() -> None:
    turns = Turns()
    live(turns, 10 * BUDGET)
    live(turns, 0.5 * BUDGET / len(PANELS))
    assert turns.round == 1
    live(turns, 1.1 * BUDGET / len(PANELS))
    assert turns.round == 2
    live(turns, 0.9 * BUDGET / len(PANELS))  # all would fit, but only just
    assert turns.round == 2


def test_a_pause_shows_the_same_iteration_in_all(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    driven = opened("gridworld")
    window, bridge = driven.window, driven.window.bridge
    shown: dict[Panel, int] = {}
    for panel in filter(Panel.isVisible, window.panels):
        monkeypatch.setattr(panel, "show_view", partial(note, shown, panel, panel.show_view))
    bridge.viewed.connect(lambda _: window.deck.turns.spend(10 * BUDGET))
    bridge.player.set_speed(FULL)
    bridge.player.run()
    driven.wait_for(lambda: window.deck.turns.round == MOST and len(set(shown.values())) > 1)
    bridge.player.pause()
    driven.settle()
    assert len(shown) == 5
    assert set(shown.values()) == {bridge.snapshot.count - 1}


def note(shown: dict[Panel, int], panel: Panel, show: Callable[[View], None], view: View) -> None:
    shown[panel] = view.iteration.number
    show(view)
