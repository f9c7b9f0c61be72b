"""The past of a run stays within a number of bytes, and all of it comes back byte for byte."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec
from pgviz.training.commands import (
    Advance,
    Leave,
    Reset,
    Revisit,
    SetBudget,
    SetHyperparameters,
    Switch,
)
from pgviz.training.engine import Engine, Retraced, Way
from pgviz.training.experiment import Experiment
from pgviz.training.in_process import InProcess
from pgviz.training.in_thread import InThread
from pgviz.training.inbox import Inbox
from pgviz.training.memory import BUDGET, Allotment, MemoryUse
from pgviz.training.runner import Runner
from tests.training.runs import BOLDER, EXPERIMENT, PLAIN, obeyed, opened, plainly
from tests.training.worlds import content

CORRIDOR = Experiment(
    EnvironmentSpec("pgviz/ShortCorridor-v0"), PLAIN.changed({"batch_size": 2, "horizon": 8}), 4
)
FEW, MANY = 400_000, 2_000  # bytes, and iterations whose states alone take three times as many
STATE = 1_500  # bytes that a state of EXPERIMENT takes at most


class Counting(InThread):
    """Counts the iterations that are made again."""

    made = 0

    def retrace(self, way: Way, inbox: Inbox) -> Retraced | None:
        self.made += len(way.hyperparameters)
        return super().retrace(way, inbox)


@pytest.fixture
def counting() -> Iterator[tuple[Runner, Counting]]:
    engine = Counting()
    with Runner(EXPERIMENT, engine) as runner:
        opened(runner)
        yield runner, engine


def memory_of(runner: Runner) -> MemoryUse:
    return runner.newest.memory


def test_a_long_run_stays_within_its_budget_and_comes_back_byte_for_byte() -> None:
    with Runner(CORRIDOR, InThread(), budget=FEW) as runner:
        opened(runner)
        for _ in range(MANY // 100):
            obeyed(runner, Advance(100))
            assert memory_of(runner).total <= FEW
        wanted = np.random.default_rng(2).choice(MANY, 40, replace=False).tolist()
        wanted += [0, MANY - 1, MANY - 2]
        truth = {each.number: each for each in plainly(CORRIDOR, MANY) if each.number in wanted}
        for number in wanted:
            again = obeyed(runner, Revisit(number)).revisited
            assert content(again) == content(truth[number])
        assert 1 < memory_of(runner).kept < MANY


@pytest.mark.parametrize("engine", [InThread, InProcess])
def test_a_smaller_budget_holds_at_once_and_all_still_comes_back(engine: type[Engine]) -> None:
    truth = list(plainly(EXPERIMENT, 60, {20: BOLDER}))
    with Runner(EXPERIMENT, engine()) as runner:
        opened(runner)
        obeyed(runner, Advance(20), SetHyperparameters(BOLDER), Advance(40))
        assert memory_of(runner).kept == 60
        for number in (3, 40, 59):
            obeyed(runner, Revisit(number))
        full = memory_of(runner)
        budget = full.figures + 20 * STATE
        now = obeyed(runner, SetBudget(budget)).memory
        assert now.budget == budget
        assert now.total <= budget
        assert 1 < now.kept < 20
        assert now.iterations < full.iterations
        for number in (59, 0, 58, 1, 31, 19, 20, 21):
            assert content(obeyed(runner, Revisit(number)).revisited) == content(truth[number])
            assert memory_of(runner).total <= budget


def test_with_no_room_at_all_the_first_and_the_newest_are_left() -> None:
    truth = list(plainly(EXPERIMENT, 30))
    with Runner(EXPERIMENT, InThread()) as runner:
        opened(runner)
        obeyed(runner, Advance(25), SetBudget(1), Advance(5))
        assert memory_of(runner).kept == 1
        for number in (29, 0, 28, 13):
            assert content(obeyed(runner, Revisit(number)).revisited) == content(truth[number])
        assert memory_of(runner).iterations == 0


def test_a_larger_budget_keeps_every_state_from_then_on() -> None:
    with Runner(EXPERIMENT, InThread(), budget=1) as runner:
        opened(runner)
        obeyed(runner, Advance(25))
        obeyed(runner, SetBudget(BUDGET))
        few = memory_of(runner).kept
        obeyed(runner, Advance(25))
        assert memory_of(runner).kept == few + 25


def test_a_budget_holds_for_the_runs_that_follow() -> None:
    with Runner(EXPERIMENT, InThread()) as runner:
        opened(runner)
        obeyed(runner, Advance(2), SetBudget(1_000_000), Reset(CORRIDOR), Advance(2))
        assert memory_of(runner).budget == 1_000_000


def test_what_branches_share_counts_once_and_is_thinned_alike() -> None:
    truth = list(plainly(EXPERIMENT, 50))
    other = list(plainly(EXPERIMENT, 50, {45: BOLDER}))
    with Runner(EXPERIMENT, InThread()) as runner:
        opened(runner)
        obeyed(runner, Advance(50))
        alone = memory_of(runner).states
        obeyed(runner, Leave(45, "bolder"), SetHyperparameters(BOLDER), Advance(5))
        assert memory_of(runner).states < 1.3 * alone
        budget = memory_of(runner).figures + 20 * STATE
        assert obeyed(runner, SetBudget(budget)).memory.total <= budget
        for branch, whole in ((0, truth), (1, other)):
            obeyed(runner, Switch(branch))
            for number in (0, 7, 44, 45, 46, 49):
                assert content(obeyed(runner, Revisit(number)).revisited) == content(whole[number])
            assert memory_of(runner).total <= budget


def test_to_step_back_through_a_gap_makes_each_iteration_twice_at_most(
    counting: tuple[Runner, Counting],
) -> None:
    runner, engine = counting
    obeyed(runner, Advance(50), SetBudget(1))  # a gap from 0 to the newest
    obeyed(runner, SetBudget(BUDGET))
    truth = list(plainly(EXPERIMENT, 50))
    engine.made = 0
    for number in range(40, 0, -1):
        assert content(obeyed(runner, Revisit(number)).revisited) == content(truth[number])
    assert engine.made == 41 + 39
    for number in range(1, 41):  # and forward again
        assert content(obeyed(runner, Revisit(number)).revisited) == content(truth[number])
    assert engine.made == 41 + 39


def test_what_was_made_again_is_not_taken_for_that_of_another_run_or_branch(
    counting: tuple[Runner, Counting],
) -> None:
    runner, _ = counting
    for number in (4, 8):
        obeyed(runner, Advance(5), Revisit(number))
    obeyed(runner, Leave(5, "bolder"), SetHyperparameters(BOLDER), Advance(5), Revisit(2))
    bolder = list(plainly(EXPERIMENT, 10, {5: BOLDER}))
    for number in (4, 8):
        assert content(obeyed(runner, Revisit(number)).revisited) == content(bolder[number])
    obeyed(runner, Reset(CORRIDOR), Advance(10))
    corridor = list(plainly(CORRIDOR, 10))
    assert content(obeyed(runner, Revisit(8)).revisited) == content(corridor[8])


def test_an_iteration_of_the_shared_past_is_made_again_once_for_all_branches(
    counting: tuple[Runner, Counting],
) -> None:
    runner, engine = counting
    obeyed(runner, Advance(10), Revisit(3))
    obeyed(runner, Leave(6, "other"), Advance(2))
    engine.made = 0
    obeyed(runner, Revisit(3))
    assert engine.made == 0


@pytest.mark.parametrize(("budget", "figures"), [(BUDGET, 0), (BUDGET, 10**7), (10**6, 8 * 10**5)])
def test_figures_states_and_iterations_share_the_budget(budget: int, figures: int) -> None:
    allotment = Allotment.of(budget, figures)
    assert figures + allotment.states + allotment.iterations == budget
    assert allotment.states == pytest.approx(3 * allotment.iterations, rel=1e-5)


def test_however_many_figures_there_are_some_room_is_left() -> None:
    shares = [Allotment.of(10**6, figures).states for figures in (0, 10**5, 10**6, 10**9)]
    assert all(later <= each for each, later in pairwise(shares))
    assert shares[-1] > 90_000


def test_a_budget_is_at_least_a_byte() -> None:
    with pytest.raises(ValueError, match="at least 1, not 0"):
        SetBudget(0)
