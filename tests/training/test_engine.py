"""Wherever iterations are made, they are the same, and they end as they are told to."""

from collections.abc import Callable, Iterator
from contextlib import closing

import gymnasium
import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, render_frame
from pgviz.training.anywhere import Anywhere
from pgviz.training.commands import Pause, RequestFrame, Run, SetHyperparameters, Urgency
from pgviz.training.engine import Engine, EngineFailed, Progress, Task
from pgviz.training.in_process import InProcess
from pgviz.training.in_thread import Considerate, InThread
from pgviz.training.inbox import Inbox
from tests.training.faulty_worlds import ID, Faulty, faulty
from tests.training.runs import BOLDER, EXPERIMENT, GRID, PLAIN, bytes_of, leaves, on, plainly

ONLY_HERE = "test/OnlyHere-v0"

MakeEngine = Callable[[], Engine]
everywhere = pytest.mark.parametrize("make_engine", [InThread, InProcess, Anywhere])


@pytest.fixture
def only_here() -> Iterator[EnvironmentSpec]:
    gymnasium.register(ONLY_HERE, Faulty)
    yield EnvironmentSpec(ONLY_HERE)
    gymnasium.registry.pop(ONLY_HERE)


def progress_of(engine: Engine, task: Task, inbox: Inbox) -> list[Progress]:
    reports: list[Progress] = []
    engine.work(task, inbox, reports.append)
    return reports


@everywhere
@pytest.mark.parametrize("environment", [GRID, EnvironmentSpec("CartPole-v1"), faulty("none")])
def test_iterations_have_the_bytes_of_a_plain_loop(
    make_engine: MakeEngine, environment: EnvironmentSpec
) -> None:
    experiment = on(environment)
    with closing(make_engine()) as engine:
        opened = engine.open(experiment, Inbox())
        reports = progress_of(engine, Task(opened.state, PLAIN, count=3), Inbox())
    expected = list(plainly(experiment, 3))
    assert bytes_of(opened.state) == bytes_of(expected[0].before)
    assert [bytes_of(report.iteration) for report in reports] == list(map(bytes_of, expected))


@everywhere
def test_the_scalars_of_every_iteration_are_reported(make_engine: MakeEngine) -> None:
    with closing(make_engine()) as engine:
        state = engine.open(EXPERIMENT, Inbox()).state
        reports = progress_of(engine, Task(state, PLAIN, count=4), Inbox())
    for name in ("iteration", "mean_return", "gradient_norm"):
        reported = np.concatenate([report.scalars[name] for report in reports])
        expected = [getattr(each.scalars, name) for each in plainly(EXPERIMENT, 4)]
        assert reported.tolist() == expected


def test_what_comes_from_the_worker_is_as_read_only_as_what_is_made_here() -> None:
    with closing(InProcess()) as engine:
        state = engine.open(on(EnvironmentSpec("CartPole-v1")), Inbox()).state
        (report,) = progress_of(engine, Task(state, PLAIN, count=1), Inbox())
    (expected,) = plainly(on(EnvironmentSpec("CartPole-v1")), 1)
    assert writeable(report.iteration) == writeable(expected)
    assert writeable(report.scalars) == []


def writeable(value: object) -> list[str]:
    arrays = [(path, leaf) for path, leaf in leaves(value) if isinstance(leaf, np.ndarray)]
    return [path for path, array in arrays if array.flags.writeable]


@everywhere
def test_a_change_lets_one_iteration_be_completed(make_engine: MakeEngine) -> None:
    inbox = Inbox()
    inbox.put(SetHyperparameters(BOLDER))
    with closing(make_engine()) as engine:
        state = engine.open(EXPERIMENT, Inbox()).state
        reports = progress_of(engine, Task(state, PLAIN), inbox)
    assert [report.iteration.number for report in reports] == [0]


@everywhere
def test_a_pause_lets_none_be_completed(make_engine: MakeEngine) -> None:
    inbox = Inbox()
    inbox.put(Pause())
    with closing(make_engine()) as engine:
        state = engine.open(EXPERIMENT, Inbox()).state
        assert progress_of(engine, Task(state, PLAIN), inbox) == []


@pytest.mark.parametrize("asked", [1, 2, 9, 40])
def test_an_abandoned_iteration_leaves_no_trace(asked: int) -> None:
    answers = iter([Urgency.NONE] * asked + [Urgency.ABANDON] * 2)
    engine = InThread()
    state = engine.open(EXPERIMENT).state
    started = engine.iterations(Task(state, PLAIN), lambda: next(answers))
    before = [made.iteration for made in started]
    state = before[-1].after if before else state
    task = Task(state, PLAIN, count=2)
    again = [made.iteration for made in engine.iterations(task, lambda: Urgency.NONE)]
    expected = list(plainly(EXPERIMENT, len(before) + 2))
    assert list(map(bytes_of, before + again)) == list(map(bytes_of, expected))
    engine.close()


@everywhere
def test_a_frame_is_the_one_that_the_environment_draws(make_engine: MakeEngine) -> None:
    cartpole = EnvironmentSpec("CartPole-v1")
    request = RequestFrame(11, np.array([0, 1, 1]))
    with closing(make_engine()) as engine:
        engine.open(on(cartpole), Inbox())
        picture = engine.render(request, Inbox())
    np.testing.assert_array_equal(picture, render_frame(cartpole, 11, request.actions))
    assert not picture.flags.writeable


@everywhere
def test_an_environment_that_draws_nothing_says_so(make_engine: MakeEngine) -> None:
    with closing(make_engine()) as engine:
        engine.open(on(faulty("none")), Inbox())
        with pytest.raises(EngineFailed, match=r"draws no picture of height × width × 3"):
            engine.render(RequestFrame(0, np.array([0])), Inbox())


@everywhere
def test_a_world_that_cannot_be_made_leaves_the_present_one(make_engine: MakeEngine) -> None:
    with closing(make_engine()) as engine:
        state = engine.open(EXPERIMENT, Inbox()).state
        with pytest.raises(EngineFailed, match="No environment is called 'Nowhere-v0'"):
            engine.open(on(EnvironmentSpec("Nowhere-v0")), Inbox())
        (report,) = progress_of(engine, Task(state, PLAIN, count=1), Inbox())
    (expected,) = plainly(EXPERIMENT, 1)
    assert bytes_of(report.iteration) == bytes_of(expected)


@everywhere
def test_a_world_that_cannot_be_closed_does_not_hold_up_the_next(make_engine: MakeEngine) -> None:
    clinging = EnvironmentSpec(ID, {"close_fault": "error"})
    with closing(make_engine()) as engine:
        state = engine.open(on(clinging), Inbox()).state
        progress_of(engine, Task(state, PLAIN, count=1), Inbox())
        opened = engine.open(EXPERIMENT, Inbox())
        (report,) = progress_of(engine, Task(opened.state, PLAIN, count=1), Inbox())
    assert "can't be closed: RuntimeError" in opened.note
    assert report.iteration.number == 0


def test_an_environment_of_this_process_only_is_trained_here_and_that_is_said(
    only_here: EnvironmentSpec,
) -> None:
    experiment = on(only_here)
    with closing(Anywhere()) as engine:
        opened = engine.open(experiment, Inbox())
        reports = progress_of(engine, Task(opened.state, PLAIN, count=2), Inbox())
    assert opened.note.startswith(f"{ONLY_HERE} exists in this program's own process only")
    assert [report.iteration.number for report in reports] == [0, 1]


def test_an_environment_whose_arguments_cannot_be_sent_is_trained_here() -> None:
    unsendable = faulty("none", armed=lambda: None)
    with closing(Anywhere()) as engine:
        assert "own process only" in engine.open(on(unsendable), Inbox()).note


def test_after_one_of_this_process_the_next_is_trained_in_the_worker_again(
    only_here: EnvironmentSpec,
) -> None:
    with closing(Anywhere()) as engine:
        engine.open(on(only_here), Inbox())
        opened = engine.open(on(faulty("end_process")), Inbox())
        assert opened.note == ""
        with pytest.raises(EngineFailed, match="exit code 7"):
            progress_of(engine, Task(opened.state, PLAIN, count=1), Inbox())


def test_a_considerate_thread_hears_commands_as_well() -> None:
    inbox = Inbox()
    considerate = Considerate(inbox)
    assert considerate.listen() == Urgency.NONE
    inbox.put(Run())
    assert considerate.listen() == Urgency.FINISH


def test_the_worker_imports_nothing_of_qt() -> None:
    with closing(InProcess()) as engine:
        state = engine.open(on(faulty("count_qt_modules", step=0)), Inbox()).state
        (report,) = progress_of(engine, Task(state, PLAIN, count=1), Inbox())
    assert report.iteration.batch.rewards.reshape(-1, 5)[:, 0].tolist() == [0.0] * 5
