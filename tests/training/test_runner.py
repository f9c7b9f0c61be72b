"""The background trainer: whatever is sent and whenever, θ is that of a plain loop."""

import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, render_frame
from pgviz.training.anywhere import Anywhere
from pgviz.training.commands import Advance, Pause, RequestFrame, Reset, Run, SetHyperparameters
from pgviz.training.engine import Engine
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.in_process import InProcess
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from pgviz.training.snapshot import Snapshot
from tests.training.runs import (
    BOLDER,
    EXPERIMENT,
    PLAIN,
    SECONDS,
    at_rest,
    beyond,
    bytes_of,
    obeyed,
    on,
    opened,
    plain_theta,
    plainly,
    state_of,
    workers,
)

MakeEngine = Callable[[], Engine]
everywhere = pytest.mark.parametrize("make_engine", [InThread, InProcess, Anywhere])

# A million steps an iteration, stepped one by one: many seconds.
MANY = PLAIN.changed({"batch_size": 5000, "horizon": 200})
LONG = Experiment(EnvironmentSpec("Pendulum-v1"), MANY, seed=3)
CARTPOLE = on(EnvironmentSpec("CartPole-v1"))


@everywhere
def test_it_begins_at_rest_with_the_first_state(make_engine: MakeEngine) -> None:
    with Runner(EXPERIMENT, make_engine()) as runner:
        snapshot = opened(runner)
    (first,) = plainly(EXPERIMENT, 1)
    assert (snapshot.activity, snapshot.run, snapshot.iteration) == ("paused", 1, None)
    assert bytes_of(snapshot.state) == bytes_of(first.before)
    assert snapshot.world is not None
    assert snapshot.world.title == "Grid world"


@everywhere
@pytest.mark.parametrize("experiment", [EXPERIMENT, CARTPOLE])
def test_theta_is_that_of_a_plain_loop_whatever_was_paused_or_changed(
    make_engine: MakeEngine, experiment: Experiment
) -> None:
    with Runner(EXPERIMENT, make_engine()) as runner:
        obeyed(runner, Reset(experiment), Advance(3), SetHyperparameters(BOLDER), Advance(2))
        run_beyond(runner, 10)
        obeyed(runner, Advance(), Advance(2), SetHyperparameters(PLAIN))
        last = run_beyond(runner, state_of(runner.newest).iteration + 5)
    assert state_of(last).theta_sha256 == plain_theta(experiment, *told_by(last))
    assert len(last.history) == state_of(last).iteration


def run_beyond(runner: Runner, iterations: int) -> Snapshot:
    runner.send(Run())
    runner.wait_until(beyond(iterations), SECONDS)
    return obeyed(runner, Pause())


def told_by(snapshot: Snapshot) -> tuple[int, dict[int, Hyperparameters]]:
    """Return the count of iterations, and the changes by iteration, that the history tells."""
    hyperparameters, changes = PLAIN, {}
    for number, differences in snapshot.history.changes:
        now = {key: after for key, (_, after) in differences.items()}
        changes[number] = hyperparameters = hyperparameters.changed(now)
    return state_of(snapshot).iteration, changes


@everywhere
def test_an_endless_stream_of_changes_never_stops_progress(make_engine: MakeEngine) -> None:
    rates = np.geomspace(0.01, 0.5, 50).tolist()
    changes = [SetHyperparameters(PLAIN.changed({"learning_rate": rate})) for rate in rates]
    with Runner(EXPERIMENT, make_engine()) as runner:
        opened(runner)
        runner.send(Run())
        sent = 0
        while sent < 1000 or not beyond(20)(runner.newest):
            runner.send(changes[sent % len(changes)])
            sent += 1
        last = obeyed(runner, SetHyperparameters(BOLDER), Pause())
        last = obeyed(runner, Advance())
    assert last.experiment.hyperparameters == BOLDER
    assert state_of(last).theta_sha256 == plain_theta(EXPERIMENT, *told_by(last))


@everywhere
def test_every_iteration_at_full_speed_is_in_the_history(make_engine: MakeEngine) -> None:
    with Runner(EXPERIMENT, make_engine()) as runner:
        opened(runner)
        last = run_beyond(runner, 100)
        columns = runner.history.columns
    count = state_of(last).iteration
    returns = [each.scalars.mean_return for each in plainly(EXPERIMENT, count)]
    assert columns["iteration"].tolist() == list(range(count))
    assert columns["mean_return"].tolist() == returns
    assert last.iteration is not None
    assert last.iteration.number == count - 1


def test_the_speed_is_shown_while_it_runs_and_no_longer() -> None:
    with Runner(EXPERIMENT, InThread()) as runner:
        opened(runner)
        runner.send(Run())
        runner.wait_until(lambda s: s.steps_per_second > 0, SECONDS)
        assert obeyed(runner, Pause()).steps_per_second == 0.0


@everywhere
@pytest.mark.parametrize("running", [False, True])
def test_a_frame_is_drawn_between_iterations(make_engine: MakeEngine, running: bool) -> None:
    request = RequestFrame(7, np.array([1, 1, 0]))
    with Runner(CARTPOLE, make_engine()) as runner:
        opened(runner)
        if running:
            runner.send(Run())
        runner.send(request)
        frame = runner.wait_until(lambda s: s.frame is not None, SECONDS).frame
        goes_on = runner.newest.activity
        last = obeyed(runner, Pause())
    assert frame is not None
    assert frame.request is request
    picture = render_frame(CARTPOLE.environment, 7, request.actions)
    np.testing.assert_array_equal(frame.picture, picture)
    assert goes_on == ("running" if running else "paused")
    assert last.message is None


def test_a_world_that_draws_no_picture_answers_with_none() -> None:
    with Runner(EXPERIMENT, InThread()) as runner:
        request = RequestFrame(7, np.array([1]))
        last = obeyed(runner, request)
    assert last.frame is not None
    assert (last.frame.request, last.frame.picture) == (request, None)
    assert last.message is not None
    assert last.message.text == "pgviz/GridWorld-v0 draws no picture of itself."


def test_where_no_world_can_be_made_it_says_so_and_tries_again() -> None:
    with Runner(on(EnvironmentSpec("Nowhere-v0"))) as runner:
        snapshot = opened(runner)
        assert (snapshot.activity, snapshot.run, snapshot.state) == ("paused", 0, None)
        again = obeyed(runner, Run(), RequestFrame(0, np.array([0])))
    assert snapshot.message is not None
    assert again.message is not snapshot.message
    assert again.message == snapshot.message


@everywhere
def test_it_can_be_ended_while_it_samples(make_engine: MakeEngine) -> None:
    with Runner(LONG, make_engine()) as runner:
        opened(runner)
        runner.send(Run())
        runner.wait_until(lambda s: s.activity == "running", SECONDS)
    assert not runner.is_alive
    assert workers() == []


@everywhere
def test_it_can_be_ended_while_it_begins(make_engine: MakeEngine) -> None:
    with Runner(EXPERIMENT, make_engine()) as runner:
        pass
    assert not runner.is_alive
    assert workers() == []


@everywhere
def test_it_takes_no_processor_time_while_paused(make_engine: MakeEngine) -> None:
    with Runner(EXPERIMENT, make_engine()) as runner:
        obeyed(runner, Advance())
        begun = time.process_time()
        with pytest.raises(TimeoutError, match=r"no such snapshot in 0\.5 s"):
            runner.wait_until(lambda s: not at_rest(s), 0.5)
        assert time.process_time() - begun < 0.02


def test_many_threads_may_send_and_wait() -> None:
    with Runner(EXPERIMENT, InThread()) as runner:
        opened(runner)
        senders = [threading.Thread(target=obeyed, args=(runner, Advance())) for _ in range(8)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        assert state_of(runner.newest).iteration == 8
