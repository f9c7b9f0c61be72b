"""What stands in the way of a run that is to come back: files that are late, or gone, and haste."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from pgviz.lessons.scenarios import scenario
from pgviz.training.experiment import Experiment
from pgviz.training.sessions.autosave import autosave_path
from pgviz.training.sessions.writing import write_session
from tests.gui.saved import Saved, Sessions
from tests.training.runs import EXPERIMENT, SECONDS, plain_theta
from tests.training.sessions.sessions import CHANGES, MOST, iterations, session
from tests.training.sessions.sessions import EXPERIMENT as SESSION

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def driven(windows: Sessions) -> Saved:
    return windows.begun(5)


def test_a_run_that_is_left_before_its_first_save_comes_back(windows: Sessions) -> None:
    may_save = threading.Event()

    def slow(experiment: Experiment) -> Path:
        assert may_save.wait(SECONDS)
        return autosave_path(experiment)

    driven = windows.open(place=slow)
    driven.advance(5)
    driven.window.workbench.new_seed()
    driven.settle()
    assert driven.saving.path is None
    driven.press(Qt.Key.Key_Z, CTRL)
    may_save.set()
    driven.settle()
    assert driven.window.bridge.snapshot.count == 6
    assert driven.theta == plain_theta(EXPERIMENT, 6)


def test_a_run_whose_file_was_removed_before_it_was_left_comes_back(driven: Saved) -> None:
    driven.file().unlink()
    driven.advance(2)
    driven.wait_for(lambda: "has been removed" in driven.notice.text)
    driven.window.workbench.new_seed()
    driven.advance(1)
    driven.file()
    assert driven.notice.text == ""
    driven.undo()
    assert driven.window.bridge.snapshot.count == 8
    driven.advance(1)
    driven.file()
    assert driven.theta == plain_theta(EXPERIMENT, 9)


def test_a_run_that_could_not_be_saved_begins_again_and_it_is_said(
    windows: Sessions, tmp_path: Path
) -> None:
    driven = windows.open(place=lambda _: tmp_path / "gone" / "run.pgviz")
    driven.advance(5)
    driven.wait_for(lambda: "run.pgviz can't be" in driven.notice.text)
    driven.window.workbench.new_seed()
    driven.settle()
    driven.undo()
    assert driven.notice.text.startswith("That run could not be saved when it was left")
    assert driven.window.bridge.snapshot.count == 1
    assert driven.window.workbench.experiment == EXPERIMENT
    driven.window.end()


def test_a_run_that_only_just_began_begins_again(windows: Sessions) -> None:
    driven = windows.open()
    driven.file()
    driven.window.workbench.new_seed()
    driven.settle()
    driven.undo()
    assert driven.notice.text == ""
    assert driven.window.bridge.snapshot.count == 1
    driven.advance(2)
    assert driven.theta == plain_theta(EXPERIMENT, 3)


def test_a_run_whose_file_is_gone_begins_again_and_it_is_said(driven: Saved) -> None:
    first = driven.file()
    driven.window.workbench.new_seed()
    driven.settle()
    driven.file()
    first.unlink()
    driven.undo()
    assert "No such file" in driven.notice.text
    assert driven.window.bridge.snapshot.count == 1
    assert driven.window.workbench.experiment == EXPERIMENT


def test_a_session_that_is_opened_after_a_run_was_not_brought_back_is_another(
    driven: Saved, tmp_path: Path
) -> None:
    path, first = tmp_path / "run.pgviz", driven.file()
    write_session(path, session(iterations(), MOST))
    driven.window.workbench.new_seed()
    driven.settle()
    driven.file()
    first.unlink()
    driven.undo()
    driven.advance(3)
    driven.file()
    driven.open(path)
    driven.undo()
    assert driven.window.bridge.snapshot.count == 4
    assert driven.theta == plain_theta(EXPERIMENT, 4)


def test_an_edit_wins_over_a_run_that_is_still_read(driven: Saved) -> None:
    driven.window.workbench.new_seed()
    driven.settle()
    driven.file()
    driven.press(Qt.Key.Key_Z, CTRL)
    assert driven.window.sessions.recall.is_busy
    driven.window.workbench.open_scenario("two-step")
    assert not driven.window.sessions.recall.is_busy
    driven.settle()
    driven.advance(2)
    driven.file()
    assert driven.window.bridge.snapshot.restored == 0
    assert driven.theta == plain_theta(scenario("two-step").experiment, 3)


def test_a_file_wins_over_a_run_that_is_still_read(driven: Saved, tmp_path: Path) -> None:
    path = tmp_path / "run.pgviz"
    write_session(path, session(iterations(), MOST))
    driven.window.workbench.new_seed()
    driven.advance(2)
    left = driven.file()
    driven.press(Qt.Key.Key_Z, CTRL)
    driven.open(path)
    assert driven.theta == plain_theta(SESSION, MOST, dict(CHANGES))
    driven.undo()
    assert driven.file() == left
    assert driven.theta == plain_theta(replace(EXPERIMENT, seed=4), 3)
