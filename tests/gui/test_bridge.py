"""The bridge: what is shown while it is paused, plays and runs, and what is asked of the runner."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pgviz.environments.world import EnvironmentSpec
from pgviz.gui.bridge import Bridge
from pgviz.gui.speed import FULL
from pgviz.gui.view import Pointer, View
from pgviz.training.cursor import GRANULARITIES, Cursor, Granularity
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from pgviz.training.snapshot import Snapshot
from tests.gui.iterations import state_after

TWO_STEP = Experiment(EnvironmentSpec("pgviz/TwoStep-v0"), Hyperparameters(batch_size=3), 5)
PATIENCE = 10_000  # ms


class Watched:
    """A bridge, and all that it has shown."""

    def __init__(self, bridge: Bridge) -> None:
        self.bridge = bridge
        self.views: list[View] = []
        self.runs: list[Snapshot] = []
        bridge.viewed.connect(self.views.append)
        bridge.opened.connect(self.runs.append)

    @property
    def cursor(self) -> Cursor:
        return self.views[-1].cursor

    def number(self) -> int:
        """Return the iteration that is shown, −1 before the first."""
        return self.views[-1].iteration.number if self.views else -1


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[Watched]:
    bridge = Bridge(runner := Runner(TWO_STEP, InThread()))
    seen = Watched(bridge)
    runner.start()
    qtbot.waitUntil(lambda: seen.number() == 0, timeout=PATIENCE)
    yield seen
    bridge.close()


def test_the_first_iteration_is_there_before_anything_is_pressed(watched: Watched) -> None:
    assert len(watched.runs) == 1
    assert watched.cursor.phase == "update"
    assert watched.bridge.player.mode == "paused"


@pytest.mark.parametrize("granularity", GRANULARITIES)
def test_each_kind_of_step_walks_both_ways(
    watched: Watched, qtbot: QtBot, granularity: Granularity
) -> None:
    bridge = watched.bridge
    bridge.focus.granularity = granularity
    bridge.player.forward()
    qtbot.waitUntil(lambda: watched.number() == 1, timeout=PATIENCE)
    visited = [watched.cursor]
    while watched.cursor.phase != "update":
        bridge.player.forward()
        visited.append(watched.cursor)
    returned = [watched.cursor]
    for _ in visited[1:]:
        bridge.player.back()
        returned.append(watched.cursor)
    assert returned == visited[::-1]
    steps = watched.views[-1].iteration.batch.steps
    count = {"step": 4 * steps + 3 + 1, "trajectory": 5 * 3 + 1, "phase": 6, "update": 1}
    assert len(visited) == count[granularity]


def test_back_stops_at_the_beginning_of_the_run(watched: Watched) -> None:
    watched.bridge.focus.granularity = "step"
    watched.bridge.focus.to_beginning()
    first = watched.cursor
    watched.bridge.player.back()
    assert watched.cursor == first == Cursor(0, "sample", 0, 0)
    watched.bridge.focus.to_end()
    assert watched.cursor.phase == "update"


@pytest.mark.parametrize("granularity", GRANULARITIES)
def test_back_crosses_iterations_to_the_very_first_and_forward_returns(
    watched: Watched, qtbot: QtBot, granularity: Granularity
) -> None:
    bridge = watched.bridge
    bridge.focus.granularity = granularity
    bridge.player.advance(3)
    qtbot.waitUntil(lambda: watched.number() == 3 and bridge.is_settled, timeout=PATIENCE)
    made = len(bridge.snapshot.history)
    visited, moves = [watched.cursor], 0
    while watched.number() or (granularity != "update" and moves < 500):
        before = watched.cursor
        bridge.player.back()
        qtbot.waitUntil(lambda: bridge.is_settled, timeout=PATIENCE)
        if watched.cursor == before:
            break
        visited.append(watched.cursor)
        moves += 1
    assert watched.number() == 0
    numbers = [cursor.iteration for cursor in visited]
    assert numbers == sorted(numbers, reverse=True)
    assert set(numbers) == {0, 1, 2, 3}
    returned = [watched.cursor]
    while watched.cursor != visited[0]:
        bridge.player.forward()
        qtbot.waitUntil(lambda: bridge.is_settled, timeout=PATIENCE)
        returned.append(watched.cursor)
    assert returned == visited[::-1]
    assert len(bridge.snapshot.history) == made  # nothing new was made


def test_the_runner_knows_what_is_looked_at_and_so_a_session_does(
    watched: Watched, qtbot: QtBot
) -> None:
    bridge = watched.bridge
    bridge.player.advance(4)
    for move, number, shown in (
        (lambda: bridge.player.travel(2), 2, 2),
        (bridge.player.to_newest, 4, None),
        (lambda: bridge.player.travel(2), 2, 2),
        (lambda: bridge.player.travel(0), 0, 0),
        (lambda: bridge.player.advance(1), 5, None),
    ):
        qtbot.waitUntil(lambda: bridge.is_settled, timeout=PATIENCE)
        move()
        qtbot.waitUntil(lambda: bridge.is_settled, timeout=PATIENCE)
        assert (watched.number(), bridge.snapshot.shown) == (number, shown)


def test_home_and_end_and_any_number(watched: Watched, qtbot: QtBot) -> None:
    bridge = watched.bridge
    bridge.player.advance(5)
    qtbot.waitUntil(lambda: watched.number() == 5 and bridge.is_settled, timeout=PATIENCE)
    bridge.player.to_first()
    qtbot.waitUntil(lambda: watched.number() == 0, timeout=PATIENCE)
    assert watched.cursor == Cursor(0, "sample", 0, 0)
    bridge.player.to_first()
    assert watched.cursor == Cursor(0, "sample", 0, 0)
    bridge.player.travel(3)
    qtbot.waitUntil(lambda: watched.number() == 3, timeout=PATIENCE)
    assert watched.cursor.phase == "update"
    before = watched.views[-1].iteration.before
    assert before.theta_sha256 == state_after(TWO_STEP, 3).theta_sha256
    bridge.player.travel(10**9)
    qtbot.waitUntil(lambda: watched.number() == 5, timeout=PATIENCE)
    bridge.player.travel(-7)
    qtbot.waitUntil(lambda: watched.number() == 0, timeout=PATIENCE)
    bridge.player.to_newest()
    qtbot.waitUntil(lambda: watched.number() == 5, timeout=PATIENCE)


def test_running_from_the_past_goes_on_from_the_newest(watched: Watched, qtbot: QtBot) -> None:
    bridge = watched.bridge
    bridge.player.advance(5)
    qtbot.waitUntil(lambda: watched.number() == 5 and bridge.is_settled, timeout=PATIENCE)
    bridge.player.travel(1)
    qtbot.waitUntil(lambda: watched.number() == 1, timeout=PATIENCE)
    bridge.player.set_speed(FULL)
    bridge.player.run()
    qtbot.waitUntil(lambda: watched.number() >= 8, timeout=PATIENCE)
    bridge.player.travel(2)
    qtbot.waitUntil(lambda: watched.number() == 2 and bridge.is_settled, timeout=PATIENCE)
    assert bridge.player.mode == "paused"
    count = len(bridge.snapshot.history)
    assert bridge.snapshot.state is not None
    assert bridge.snapshot.state.theta_sha256 == state_after(TWO_STEP, count).theta_sha256


def test_the_selection_follows_a_step_and_stays_for_an_update(
    watched: Watched, qtbot: QtBot
) -> None:
    bridge = watched.bridge
    bridge.focus.select(Pointer(trajectory=2))
    bridge.player.forward()
    qtbot.waitUntil(lambda: watched.number() == 1, timeout=PATIENCE)
    assert watched.views[-1].selected == Pointer(2)
    bridge.focus.granularity = "step"
    bridge.focus.to_beginning()
    bridge.player.forward()
    assert watched.views[-1].selected == Pointer(0, 1)


def test_keys_choose_among_trajectories_and_steps(watched: Watched) -> None:
    bridge = watched.bridge
    bridge.focus.previous_trajectory()
    assert watched.views[-1].selected == Pointer(2)
    bridge.focus.later_step()
    assert watched.views[-1].selected == Pointer(2, 0)
    bridge.focus.later_step()
    bridge.focus.next_trajectory()
    assert watched.views[-1].selected == Pointer(0, 1)
    bridge.focus.unselect_step()
    assert watched.views[-1].selected == Pointer(0)


def test_a_parameter_is_selected_beside_the_step(watched: Watched) -> None:
    bridge = watched.bridge
    bridge.focus.select(Pointer(1, 1))
    bridge.focus.select(Pointer(parameter=1))
    assert watched.views[-1].selected == Pointer(1, 1, 1)
    bridge.focus.select(Pointer(0, 0))
    assert watched.views[-1].selected == Pointer(0, 0, 1)


def test_running_shows_the_newest_and_pausing_stops(watched: Watched, qtbot: QtBot) -> None:
    bridge = watched.bridge
    bridge.player.set_speed(FULL)
    bridge.player.run()
    qtbot.waitUntil(lambda: watched.number() > 50, timeout=PATIENCE)
    assert watched.views[-1].running
    seen = len(watched.views)
    bridge.player.pause()
    assert len(watched.views) == seen  # all is drawn once, with what is made last
    qtbot.waitUntil(lambda: bridge.is_settled, timeout=PATIENCE)
    last = watched.views[-1]
    assert not last.running
    expected = state_after(TWO_STEP, watched.number() + 1)
    assert last.iteration.after.theta_sha256 == expected.theta_sha256


def test_playing_makes_one_iteration_after_the_other(watched: Watched, qtbot: QtBot) -> None:
    bridge = watched.bridge
    bridge.player.set_speed(30.0)
    bridge.player.run()
    assert bridge.player.mode == "playing"
    qtbot.waitUntil(lambda: watched.number() >= 5, timeout=PATIENCE)
    bridge.player.pause()
    qtbot.waitUntil(lambda: bridge.is_settled, timeout=PATIENCE)
    numbers = [view.iteration.number for view in watched.views]
    assert sorted(set(numbers)) == list(range(watched.number() + 1))


def test_whatever_was_paused_or_stepped_ends_in_the_same_theta(
    watched: Watched, qtbot: QtBot
) -> None:
    bridge = watched.bridge
    bridge.focus.granularity = "phase"
    bridge.player.forward()
    qtbot.waitUntil(lambda: watched.number() == 1, timeout=PATIENCE)
    bridge.player.back()
    bridge.focus.granularity = "update"
    bridge.player.set_speed(FULL)
    for target in (20, 40):
        bridge.player.run()
        qtbot.waitUntil(lambda target=target: watched.number() >= target, timeout=PATIENCE)
        bridge.player.pause()
        qtbot.waitUntil(lambda: bridge.is_settled, timeout=PATIENCE)
    shown = watched.views[-1].iteration
    assert shown.after.theta_sha256 == state_after(TWO_STEP, shown.number + 1).theta_sha256


def test_a_change_takes_effect_at_the_next_iteration_and_is_kept_with_it(
    watched: Watched, qtbot: QtBot
) -> None:
    changed = TWO_STEP.hyperparameters.changed({"learning_rate": 0.7})
    watched.bridge.runs.apply(replace(TWO_STEP, hyperparameters=changed))
    watched.bridge.player.forward()
    qtbot.waitUntil(lambda: watched.number() == 1, timeout=PATIENCE)
    assert watched.views[-1].iteration.hyperparameters == changed
    assert len(watched.runs) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(TWO_STEP, seed=6),
        replace(TWO_STEP, environment=EnvironmentSpec("pgviz/Geometric-v0")),
        replace(TWO_STEP, hyperparameters=Hyperparameters(batch_size=3, init_scale=1.0)),
    ],
)
def test_another_start_begins_a_new_run_and_shows_its_first_iteration(
    watched: Watched, qtbot: QtBot, other: Experiment
) -> None:
    watched.bridge.player.forward()
    qtbot.waitUntil(lambda: watched.number() == 1, timeout=PATIENCE)
    watched.bridge.runs.apply(other)
    qtbot.waitUntil(lambda: watched.number() == 0, timeout=PATIENCE)
    assert watched.runs[-1].experiment == other
    assert watched.views[-1].iteration.after.theta_sha256 == state_after(other, 1).theta_sha256


def test_a_run_that_is_replaced_while_it_begins_leaves_nothing_to_the_next(
    watched: Watched, qtbot: QtBot
) -> None:
    bridge, third = watched.bridge, replace(TWO_STEP, seed=7)
    bridge.opened.connect(
        lambda _: bridge.runs.start_again(third), Qt.ConnectionType.SingleShotConnection
    )
    bridge.runs.start_again(replace(TWO_STEP, seed=6))
    qtbot.waitUntil(lambda: bridge.snapshot.experiment == third, timeout=PATIENCE)
    qtbot.waitUntil(lambda: bridge.is_settled, timeout=PATIENCE)
    assert bridge.snapshot.count == 1


def test_a_run_that_fails_pauses_and_says_why(qtbot: QtBot) -> None:
    missing = replace(TWO_STEP, environment=EnvironmentSpec("pgviz/NoSuchWorld-v0"))
    bridge = Bridge(runner := Runner(TWO_STEP, InThread()))
    seen = Watched(bridge)
    said: list[Snapshot] = []
    bridge.informed.connect(said.append)
    runner.start()
    try:
        qtbot.waitUntil(lambda: seen.number() == 0, timeout=PATIENCE)
        bridge.runs.apply(missing)
        qtbot.waitUntil(lambda: said[-1].message is not None, timeout=PATIENCE)
        assert "NoSuchWorld" in said[-1].message.text
        qtbot.waitUntil(lambda: bridge.is_settled, timeout=PATIENCE)
        assert said[-1].experiment == TWO_STEP
        assert bridge.view is not None
    finally:
        bridge.close()


def test_nothing_is_polled_once_it_is_settled(watched: Watched, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not watched.bridge.is_polling, timeout=PATIENCE)
    assert watched.bridge.is_settled
    watched.bridge.player.forward()
    assert watched.bridge.is_polling
    qtbot.waitUntil(lambda: watched.number() == 1, timeout=PATIENCE)


def test_while_an_iteration_takes_long_the_agent_walks_the_last_one(qtbot: QtBot) -> None:
    long = Hyperparameters(batch_size=1000, horizon=500)
    bridge = Bridge(
        runner := Runner(Experiment(EnvironmentSpec("Acrobot-v1"), long, 1), InThread())
    )
    seen, replays = Watched(bridge), []
    bridge.replayed.connect(replays.append)
    runner.start()
    try:
        qtbot.waitUntil(lambda: seen.number() == 0, timeout=PATIENCE)
        bridge.player.set_speed(FULL)
        bridge.player.run()
        qtbot.waitUntil(lambda: len(replays) >= 3, timeout=PATIENCE)
        assert [view.replay for view in replays[:3]] == [1, 2, 3]
        assert len({view.iteration.number for view in replays[:3]}) == 1
    finally:
        bridge.close()
