"""Undo brings a run back as it was left, and goes on with it in its file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from pgviz.lessons.scenarios import scenario
from pgviz.training.experiment import Experiment
from pgviz.training.sessions.writing import write_session
from tests.gui.saved import Saved, Sessions
from tests.training.runs import EXPERIMENT, PLAIN, plain_theta
from tests.training.sessions.sessions import CHANGES, MOST, iterations, session, theta_in
from tests.training.sessions.sessions import EXPERIMENT as SESSION

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

ANEW: dict[str, tuple[Callable[[Saved], None], Experiment]] = {
    "another scenario": (
        lambda driven: driven.window.workbench.open_scenario("two-step"),
        scenario("two-step").experiment,
    ),
    "another seed": (
        lambda driven: driven.window.workbench.new_seed(),
        replace(EXPERIMENT, seed=4),
    ),
    "another network": (
        lambda driven: driven.window.workbench.edit("init_scale", 1.0),
        replace(EXPERIMENT, hyperparameters=PLAIN.changed({"init_scale": 1.0})),
    ),
    "the same again": (lambda driven: driven.window.workbench.start_again(), EXPERIMENT),
}


@pytest.fixture
def driven(windows: Sessions) -> Saved:
    return windows.begun(5)


@pytest.mark.parametrize("change", ANEW)
def test_a_run_that_was_left_comes_back_and_so_does_the_other(driven: Saved, change: str) -> None:
    begin, other = ANEW[change]
    first = driven.file()
    begin(driven)
    driven.advance(2)
    second = driven.file()
    driven.undo()
    assert driven.window.bridge.snapshot.count == 6
    driven.advance(1)
    assert driven.file() == first
    driven.redo()
    assert driven.window.bridge.snapshot.count == 3
    driven.advance(1)
    assert driven.file() == second
    driven.undo()
    assert driven.window.bridge.snapshot.count == 7
    driven.window.close()
    assert theta_in(first) == plain_theta(EXPERIMENT, 7)
    assert theta_in(second) == plain_theta(other, 4)


def test_its_branches_and_the_edits_before_come_back(driven: Saved) -> None:
    bolder = PLAIN.changed({"learning_rate": 0.4})
    driven.window.bridge.player.travel(3)
    driven.settle()
    driven.press("B")
    driven.settle()
    driven.window.workbench.edit("learning_rate", 0.4)
    driven.advance(2)
    driven.file()
    driven.window.workbench.open_scenario("two-step")
    driven.settle()
    driven.file()
    driven.undo()
    assert [branch.number for branch in driven.window.bridge.snapshot.branches] == [0, 1]
    assert driven.window.form.row("learning_rate").editor.text() == "0.4"
    assert driven.theta == plain_theta(EXPERIMENT, 5, {3: bolder})
    driven.undo()
    assert driven.window.form.row("learning_rate").editor.text() == "0.1"
    driven.undo()
    assert driven.window.bridge.snapshot.branch == 0
    assert driven.theta == plain_theta(EXPERIMENT, 6)
    driven.redo()
    driven.redo()
    driven.advance(1)
    assert driven.theta == plain_theta(EXPERIMENT, 6, {3: bolder})


def test_opening_a_session_is_undone_and_done_again(driven: Saved, tmp_path: Path) -> None:
    path, first = tmp_path / "run.pgviz", driven.file()
    write_session(path, session(iterations(), MOST))
    driven.open(path)
    driven.advance(1)
    assert driven.file() == path
    driven.undo()
    driven.advance(1)
    assert driven.file() == first
    assert driven.theta == plain_theta(EXPERIMENT, 7)
    driven.redo()
    driven.advance(1)
    assert driven.file() == path
    assert driven.theta == plain_theta(SESSION, MOST + 2, dict(CHANGES))


def test_an_edit_that_is_undone_before_its_run_has_begun_can_be_done_again(driven: Saved) -> None:
    driven.window.workbench.new_seed()
    driven.undo()
    driven.wait_for(lambda: driven.window.bridge.snapshot.restored == 1)
    driven.settle()
    assert driven.window.bridge.snapshot.count == 6
    assert driven.theta == plain_theta(EXPERIMENT, 6)
    driven.redo()
    driven.advance(2)
    assert driven.theta == plain_theta(replace(EXPERIMENT, seed=4), 3)
    driven.undo()
    assert driven.window.bridge.snapshot.count == 6
    assert driven.theta == plain_theta(EXPERIMENT, 6)
