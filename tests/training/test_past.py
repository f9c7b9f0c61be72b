"""Any iteration of the past is made again byte for byte, and another future can leave from it."""

from collections.abc import Iterator

import pytest

from pgviz.training.commands import (
    Advance,
    Hide,
    Leave,
    Rename,
    Revisit,
    SetHyperparameters,
    Switch,
)
from pgviz.training.engine import Engine
from pgviz.training.fork import Fork
from pgviz.training.in_process import InProcess
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from tests.training.runs import BOLDER, EXPERIMENT, PLAIN, obeyed, opened, plainly
from tests.training.worlds import content

CHANGES = {4: BOLDER, 9: PLAIN}  # iterations, and what they were the first to be made with
COUNT = 12
ENGINES = {"thread": InThread, "process": InProcess}


@pytest.fixture(params=ENGINES)
def runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    engine: Engine = ENGINES[request.param]()
    with Runner(EXPERIMENT, engine) as begun:
        opened(begun)
        obeyed(begun, Advance(4), SetHyperparameters(BOLDER), Advance(5))
        obeyed(begun, SetHyperparameters(PLAIN), Advance(3))
        yield begun


def test_every_iteration_comes_back_in_any_order(runner: Runner) -> None:
    truth = list(plainly(EXPERIMENT, COUNT, CHANGES))
    for number in (7, 0, 11, 4, 3, 9, 8, 1):
        seen = obeyed(runner, Revisit(number))
        assert seen.revisited is not None
        assert seen.revisited.number == number
        assert seen.revisited.hyperparameters == truth[number].hyperparameters
        assert content(seen.revisited) == content(truth[number])
    assert seen.iteration is not None
    assert seen.iteration.number == COUNT - 1  # what comes next is as it was
    assert content(seen.state) == content(truth[-1].after)


@pytest.mark.parametrize("number", [-1, COUNT, 10**9])
def test_what_there_was_not_is_not_shown(runner: Runner, number: int) -> None:
    obeyed(runner, Revisit(3))
    seen = obeyed(runner, Revisit(number), Rename(7, "no such"), Switch(7))
    assert seen.revisited is not None
    assert seen.revisited.number == 3
    assert seen.message is None
    assert [branch.name for branch in seen.branches] == ["first"]


@pytest.mark.parametrize("fork", [0, 1, 4, 6, COUNT])
def test_a_branch_is_what_would_have_been_with_the_same_luck(runner: Runner, fork: int) -> None:
    other = PLAIN.changed({"learning_rate": 0.01})
    seen = obeyed(runner, Leave(fork, "smaller steps"), SetHyperparameters(other), Advance(3))
    changes = {at: now for at, now in CHANGES.items() if at < fork} | {fork: other}
    truth = list(plainly(EXPERIMENT, fork + 3, changes))
    assert seen.iteration is not None
    assert content(seen.iteration) == content(truth[-1])
    assert len(seen.history) == fork + 3
    assert [branch.fork for branch in seen.branches] == [None, Fork(0, fork)]
    for number in (0, max(fork - 1, 0), fork + 1):
        again = obeyed(runner, Revisit(number)).revisited
        assert again is not None
        assert content(again) == content(truth[number])


def test_a_branch_where_nothing_changes_is_the_same(runner: Runner) -> None:
    seen = obeyed(runner, Leave(5, "again"), Advance(COUNT - 5))
    truth = list(plainly(EXPERIMENT, COUNT, {4: BOLDER}))  # PLAIN at 9 was the first's own
    assert seen.iteration is not None
    assert content(seen.iteration) == content(truth[-1])
    assert seen.experiment.hyperparameters == BOLDER


def test_branches_are_gone_back_to_and_go_on(runner: Runner) -> None:
    truth = list(plainly(EXPERIMENT, COUNT + 2, CHANGES))
    obeyed(runner, Leave(5, "other"), SetHyperparameters(BOLDER), Advance(2))
    seen = obeyed(runner, Switch(0))
    assert seen.branch == 0
    assert seen.experiment.hyperparameters == PLAIN
    assert content(seen.iteration) == content(truth[COUNT - 1])
    seen = obeyed(runner, Advance(2))
    assert content(seen.iteration) == content(truth[-1])
    seen = obeyed(runner, Switch(1))
    assert len(seen.history) == 7
    assert seen.experiment.hyperparameters == BOLDER
    assert [len(branch.history) for branch in seen.branches] == [COUNT + 2, 7]


def test_branches_are_renamed_and_hidden_and_brought_back(runner: Runner) -> None:
    obeyed(runner, Leave(5, "other"), Switch(0))
    seen = obeyed(runner, Rename(1, "better"), Hide(1, True))
    assert [(each.name, each.hidden) for each in seen.branches] == [
        ("first", False),
        ("better", True),
    ]
    assert not any(each.hidden for each in obeyed(runner, Hide(1, False)).branches)


def test_the_first_branch_and_the_present_one_are_never_hidden(runner: Runner) -> None:
    seen = obeyed(runner, Leave(5, "other"), Hide(0, True), Hide(1, True))
    assert not any(branch.hidden for branch in seen.branches)
