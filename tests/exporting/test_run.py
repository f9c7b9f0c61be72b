"""One course of a run, taken from a history or from a session with branches."""

import numpy as np
import pytest

from pgviz.exporting.run import Run, history_of, run_of_history, run_of_session
from pgviz.training.history import History
from tests.exporting.runs import began, made, world_of
from tests.training.runs import bytes_of
from tests.training.sessions.sessions import (
    CHANGED_AT,
    EXPERIMENT,
    LATER,
    LEFT_AT,
    MOMENTUM,
    branched,
    iterations,
)


@pytest.fixture(scope="module")
def contents():
    return branched(iterations())


@pytest.fixture(scope="module")
def whole():
    return made(began("two-step"), 9, {3: {"learning_rate": 0.5}, 6: {"baseline": "mean"}})


def test_a_history_gives_the_run_back_though_the_experiment_has_gone_on(whole):
    history = history_of(whole.run)
    newest = began("two-step", learning_rate=0.5, baseline="mean")
    run = run_of_history(newest, history)
    assert run.experiment == whole.run.experiment
    assert run.settings == whole.run.settings
    assert {name: column.tobytes() for name, column in run.scalars.items()} == {
        name: column.tobytes() for name, column in whole.run.scalars.items()
    }


def test_changes_that_no_iteration_was_made_with_are_not_in_the_history(whole):
    history = history_of(whole.run.between(range(5)))
    assert [iteration for iteration, _ in history.changes] == [3]
    assert len(history) == 5


def test_a_run_without_iterations_has_the_settings_it_would_begin_with():
    run = run_of_history(EXPERIMENT, History())
    assert run.settings == ((0, EXPERIMENT.hyperparameters),)
    assert len(run.numbers) == 0


def test_a_branch_is_taken_with_what_came_before_it(contents):
    run = run_of_session(contents)
    assert run.settings[-1] == (LEFT_AT, MOMENTUM)
    assert all(begin <= LEFT_AT for begin, _ in run.settings)
    np.testing.assert_array_equal(run.scalars["iteration"], np.arange(9))


def test_the_first_branch_is_not_touched_by_the_other(contents):
    run = run_of_session(contents, 0)
    assert run.settings[-1] == (CHANGED_AT, LATER)
    assert run.numbers == range(10)


@pytest.mark.parametrize("branch", [0, 2])
def test_iterations_are_made_again_byte_for_byte(contents, branch):
    run = run_of_session(contents, branch)
    again = run.replayed(world_of(run), range(2, 9, 3))
    fresh = Run(run.experiment, run.settings, run.scalars)  # without any state
    for one, other in zip(again, fresh.replayed(world_of(run), range(2, 9, 3)), strict=True):
        assert bytes_of(one.after) == bytes_of(other.after)
        assert one.number in (2, 5, 8)
