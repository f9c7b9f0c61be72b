"""What goes wrong in the window or behind it is said in its status line, and it goes on."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pgviz.environments import EnvironmentSpec
from pgviz.gui.app import faults_told
from pgviz.gui.fonts import load_fonts
from pgviz.gui.preferences import Preferences
from pgviz.gui.window import Window
from pgviz.lessons.scenarios import scenario
from pgviz.training.anywhere import Anywhere
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.runner import Runner
from tests.training.faulty_worlds import faulty
from tests.training.runs import workers

PATIENCE = 20_000  # ms
WORKER_PATIENCE = 0.3  # s; the real one would make these tests long
GRID = scenario("gridworld").experiment
NEVER_MADE = EnvironmentSpec("tests.training.never_imported:None-v0")


class Opened:
    """A window with a worker process, and the means to wait for what it says."""

    def __init__(self, experiment: Experiment, folder: Path, qtbot: QtBot) -> None:
        load_fonts()
        runner = Runner(experiment, Anywhere(WORKER_PATIENCE))
        self.window = Window(experiment, runner, Preferences(folder / "preferences.ini"))
        self._qtbot = qtbot
        self.window.show()

    def wait_for(self, condition: object) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE)

    def settle(self) -> None:
        self.wait_for(lambda: self.window.bridge.is_settled)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window, key)

    @property
    def number(self) -> int:
        view = self.window.bridge.view
        return -1 if view is None else view.iteration.number


@pytest.fixture
def on_grid(tmp_path: Path, qtbot: QtBot) -> Iterator[Opened]:
    opened = Opened(GRID, tmp_path, qtbot)
    opened.wait_for(lambda: opened.number == 0)
    yield opened
    opened.window.close()


@pytest.fixture
def on_hanging(tmp_path: Path, qtbot: QtBot) -> Iterator[Opened]:
    hanging = Experiment(faulty("loop_forever"), Hyperparameters(batch_size=3), 1)
    opened = Opened(hanging, tmp_path, qtbot)
    yield opened
    opened.window.close()


@pytest.mark.qt_no_exception_capture
def test_what_a_slot_raises_is_said_and_the_window_goes_on(
    on_grid: Opened, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise RuntimeError("no more ink")

    status = on_grid.window.status
    with faults_told(status):
        QTimer.singleShot(0, fail)
        on_grid.wait_for(lambda: "RuntimeError: no more ink" in status.message)
        on_grid.press(Qt.Key.Key_Right)
        on_grid.wait_for(lambda: on_grid.number == 1)
        assert "no more ink" in status.message
        on_grid.press(Qt.Key.Key_Space)
        on_grid.wait_for(lambda: on_grid.number > 1)
    assert status.message == ""
    assert "in fail\n" in capfd.readouterr().err


def test_an_environment_that_never_returns_is_told_of_and_can_be_given_up(
    on_hanging: Opened,
) -> None:
    status, workbench = on_hanging.window.status, on_hanging.window.workbench
    on_hanging.wait_for(lambda: status.doing.startswith("This iteration has taken"))
    assert status.doing.endswith("Space gives it up")
    on_hanging.press(Qt.Key.Key_Space)
    on_hanging.settle()
    assert status.message.startswith("The environment didn't return and was ended")
    assert status.doing.startswith("Paused")
    workbench.open_scenario("two-step")
    on_hanging.wait_for(lambda: on_hanging.number == 0)
    assert status.message == ""


def test_a_world_that_takes_long_to_open_is_told_of_and_the_present_one_stays(
    on_grid: Opened,
) -> None:
    window, status = on_grid.window, on_grid.window.status
    window.bridge.runs.start_again(replace(GRID, environment=NEVER_MADE))
    on_grid.wait_for(lambda: status.doing.startswith("Opening the world has taken"))
    on_grid.press(Qt.Key.Key_Space)
    on_grid.settle()
    assert status.message.startswith("The environment didn't return and was ended")
    on_grid.press(Qt.Key.Key_Right)
    on_grid.wait_for(lambda: on_grid.number == 1)


def test_a_worker_that_ends_while_it_is_paused_is_told_of_and_replaced(on_grid: Opened) -> None:
    window = on_grid.window
    on_grid.wait_for(lambda: not window.bridge.is_polling)
    (worker,) = workers()
    os.kill(worker.pid, signal.SIGKILL)
    on_grid.wait_for(lambda: "process ended (killed by signal 9)" in window.status.message)
    on_grid.settle()
    on_grid.press(Qt.Key.Key_Right)
    on_grid.wait_for(lambda: on_grid.number == 1)
    assert window.status.message == ""


def test_a_pause_stops_an_iteration_that_a_step_or_playing_has_asked_for(
    on_hanging: Opened,
) -> None:
    bridge = on_hanging.window.bridge
    on_hanging.wait_for(lambda: bridge.snapshot.activity == "advancing")
    on_hanging.press(Qt.Key.Key_Space)
    assert bridge.player.mode == "playing"
    on_hanging.press(Qt.Key.Key_Space)
    on_hanging.settle()
    assert bridge.snapshot.state.iteration == 0
