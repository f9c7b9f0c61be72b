"""Going back: the figures of the wanted iteration at once, the whole of it once it is made."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pgviz.gui.bridge import Bridge
from pgviz.gui.preview import Preview
from pgviz.gui.view import View
from pgviz.training.commands import SetBudget
from pgviz.training.experiment import Experiment
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from tests.gui.driven import PATIENCE, Driven, windows
from tests.training.runs import EXPERIMENT, PLAIN, plainly
from tests.training.worlds import content

COUNT = 12
TRUTH = list(plainly(EXPERIMENT, COUNT))


class Told:
    """A bridge, and what it has told, in order."""

    def __init__(self, bridge: Bridge) -> None:
        self.bridge = bridge
        self.all: list[Preview | View] = []
        bridge.travels.previewed.connect(self.all.append)
        bridge.viewed.connect(self.all.append)

    @property
    def numbers(self) -> list[int]:
        return [each.number if isinstance(each, Preview) else number_of(each) for each in self.all]

    @property
    def previews(self) -> list[Preview]:
        return [each for each in self.all if isinstance(each, Preview)]


def number_of(view: View | None) -> int:
    return -1 if view is None else view.iteration.number


def settle(qtbot: QtBot, bridge: Bridge) -> None:
    qtbot.waitUntil(lambda: bridge.is_settled, timeout=PATIENCE)


@pytest.fixture
def told(qtbot: QtBot) -> Iterator[Told]:
    bridge = Bridge(runner := Runner(EXPERIMENT, InThread()))
    runner.start()
    bridge.runs.begin_with(())
    qtbot.waitUntil(lambda: bridge.snapshot.run == 1, timeout=PATIENCE)
    bridge.player.advance(COUNT)
    settle(qtbot, bridge)
    assert number_of(bridge.view) == COUNT - 1
    yield Told(bridge)
    bridge.close()


def test_the_figures_are_told_at_once_and_are_those_of_the_whole(told: Told, qtbot: QtBot) -> None:
    for number in (3, 0, 7):
        told.bridge.player.travel(number)
        preview = told.all[-1]
        assert isinstance(preview, Preview)
        assert repr(preview.scalars) == repr(TRUTH[number].scalars)  # NaN is equal to no NaN
        assert preview.trajectories == PLAIN.batch_size
        settle(qtbot, told.bridge)
        shown = told.all[-1]
        assert isinstance(shown, View)
        assert content(shown.iteration) == content(TRUTH[number])


def test_of_many_wanted_all_are_previewed_and_the_last_one_is_shown(
    told: Told, qtbot: QtBot
) -> None:
    wanted = [5, 9, 2, 8, 8, 1, 6, 4]
    for number in wanted:
        told.bridge.player.travel(number)
        assert told.numbers[-1] == number
    assert [each.number for each in told.previews] == wanted
    settle(qtbot, told.bridge)
    assert isinstance(told.all[-1], View)
    assert told.numbers[-1] == wanted[-1]
    assert content(told.bridge.focus.iteration) == content(TRUTH[wanted[-1]])


def test_what_comes_late_is_followed_by_what_is_wanted(told: Told, qtbot: QtBot) -> None:
    told.bridge.player.travel(2)
    told.bridge.player.travel(5)
    settle(qtbot, told.bridge)
    for shown, following in zip(told.all, told.all[1:], strict=False):
        if isinstance(shown, View) and number_of(shown) != 5:
            assert isinstance(following, Preview)
            assert following.number in (2, 5)


def test_one_that_is_at_hand_stays_whatever_comes_after_it(told: Told, qtbot: QtBot) -> None:
    told.bridge.player.travel(4)
    told.bridge.player.to_newest()
    assert number_of(told.bridge.view) == COUNT - 1
    seen = len(told.all)
    settle(qtbot, told.bridge)
    assert set(told.numbers[seen:]) <= {COUNT - 1}


def test_steps_back_add_up_while_nothing_has_come_yet(told: Told, qtbot: QtBot) -> None:
    for _ in range(5):
        told.bridge.player.back()
    assert told.numbers[-1] == COUNT - 6
    told.bridge.player.forward()
    settle(qtbot, told.bridge)
    assert number_of(told.bridge.view) == COUNT - 5
    for _ in range(COUNT):
        told.bridge.player.back()
    settle(qtbot, told.bridge)
    assert number_of(told.bridge.view) == 0


def test_where_it_is_given_up_what_is_there_is_shown_again(told: Told, qtbot: QtBot) -> None:
    told.bridge.player.travel(3)
    told.bridge.player.pause()
    settle(qtbot, told.bridge)
    assert isinstance(told.all[-1], View)
    assert told.numbers[-1] == number_of(told.bridge.view)
    assert not told.bridge.travels.is_under_way


def test_to_go_on_from_a_preview_shows_the_next_one(told: Told, qtbot: QtBot) -> None:
    told.bridge.player.travel(3)
    told.bridge.player.advance(1)
    settle(qtbot, told.bridge)
    assert number_of(told.bridge.view) == COUNT


@pytest.fixture
def driven(qtbot: QtBot, tmp_path: Path) -> Iterator[Driven]:
    opening = windows(qtbot, tmp_path, (1280, 720))
    opened = next(opening)("two-step")
    opened.window.bridge.player.advance(300)
    opened.settle()
    yield opened
    next(opening, None)


def shown_number(driven: Driven) -> str:
    return driven.window.transport.figures.all[0].text


def test_the_window_follows_every_move_of_the_pointer(driven: Driven) -> None:
    window, scrubber = driven.window, driven.window.scrubber
    previewed: list[int] = []
    window.bridge.travels.previewed.connect(lambda preview: previewed.append(preview.number))
    QTest.mousePress(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(100, 8))
    for x in (*range(100, 500, 37), *range(480, 140, -23)):
        QTest.mouseMove(scrubber, QPoint(x, 8))
        wanted = scrubber.iteration_at(QPoint(x, 8).toPointF())
        assert shown_number(driven) == str(wanted)
        assert window.bridge.travels.number == wanted
    QTest.mouseRelease(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(x, 8))
    assert previewed[-1] == wanted
    driven.settle()
    assert driven.number == wanted
    assert shown_number(driven) == str(wanted)


def test_previewed_figures_are_those_that_the_whole_iteration_has(driven: Driven) -> None:
    figures = driven.window.transport.figures
    for number in (17, 120, 255):
        driven.window.bridge.player.travel(number)
        previewed = [(each.name, each.text) for each in figures.all]
        driven.settle()
        assert [(each.name, each.text) for each in figures.all] == previewed
        assert driven.number == number


def test_one_that_takes_long_is_said_to_be_made_again(driven: Driven) -> None:
    bridge, status = driven.window.bridge, driven.window.status
    bridge.limit_past(1)  # so that it has to be made from the first
    bridge.player.advance(1_200)
    driven.settle()
    before = status.doing
    bridge.player.travel(1_400)
    driven.wait_for(lambda: status.doing == "Making iteration 1\u202f400 again …")
    driven.settle()
    assert driven.number == 1_400
    assert status.doing == before


def test_a_budget_is_set_where_it_is_another(qtbot: QtBot) -> None:
    runner = Runner(Experiment(EXPERIMENT.environment, PLAIN, 1), InThread(), budget=10**7)
    bridge = Bridge(runner)
    runner.start()
    bridge.limit_past(2 * 10**7)
    settle(qtbot, bridge)
    assert bridge.snapshot.memory.budget == 2 * 10**7
    assert runner.send(SetBudget(1)) == 3  # after it, and the first iteration
    bridge.close()
