"""A study in the background: progress, cancel, whatever its world does, and nothing left of it."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Listener
from typing import Any

import gymnasium
import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.training.commands import Pause, Run
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.runner import Runner
from pgviz.training.state import initial_state
from pgviz.training.studies.draws import DrawsStudy
from pgviz.training.studies.reference import ReferenceStudy
from pgviz.training.studies.runner import StudyRunner, StudySnapshot
from pgviz.training.studies.study import Study
from pgviz.training.studies.worker import NICENESS
from tests.training.faulty_worlds import Faulty, faulty
from tests.training.runs import (
    EXPERIMENT,
    GRID,
    SECONDS,
    beyond,
    bytes_of,
    obeyed,
    plain_theta,
    state_of,
)

ENDLESS = 10**9  # trajectories
PATIENCE = 0.3  # s; the real one would make these tests long
CHOICES = Hyperparameters(horizon=20, batch_size=3)


def reference(environment: EnvironmentSpec = GRID, trajectories: int = ENDLESS) -> ReferenceStudy:
    world = make_world(environment)
    state = initial_state(world, CHOICES, 3)
    return ReferenceStudy(environment, state, CHOICES, trajectories, precision=0.0)


def on_faulty(environment: EnvironmentSpec, trajectories: int = ENDLESS) -> ReferenceStudy:
    """Return a study on a faulty world, whose state is that of a sound one."""
    return replace(reference(faulty("none"), trajectories), environment=environment)


def ended(runner: StudyRunner) -> StudySnapshot:
    return runner.wait_until(lambda snapshot: not snapshot.running, SECONDS)


def carried_out(study: Study) -> StudySnapshot:
    with StudyRunner(PATIENCE) as runner:
        runner.start(study)
        return ended(runner)


def text_of(snapshot: StudySnapshot) -> str:
    assert snapshot.message is not None
    return snapshot.message.text


def study_processes() -> list[Any]:
    children = multiprocessing.active_children()
    return [child for child in children if child.name == "pgviz study"]


@pytest.mark.parametrize("environment", [GRID, EnvironmentSpec("CartPole-v1")])
def test_a_study_has_the_result_that_it_has_without_a_process(environment: EnvironmentSpec) -> None:
    study = reference(environment, 500)
    world = make_world(environment)
    *_, expected = study.partials(world)
    world.close()
    last = carried_out(study)
    assert (last.done, last.total, last.message) == (500, 500, None)
    assert bytes_of(last.result) == bytes_of(expected.result)
    assert not last.result.gradient.flags.writeable


def test_so_do_draws() -> None:
    whole = reference()
    study = DrawsStudy(GRID, whole.state, CHOICES, 40, axes=np.eye(2, len(whole.state.theta)))
    *_, expected = study.partials(make_world(GRID))
    assert bytes_of(carried_out(study).result) == bytes_of(expected.result)


def test_a_cancelled_study_keeps_what_it_has() -> None:
    with StudyRunner() as runner:
        runner.start(reference())
        runner.wait_until(lambda snapshot: snapshot.done >= 300, SECONDS)
        runner.cancel()
        last = ended(runner)
    assert last.message is None
    assert 300 <= last.done < last.total
    *_, expected = reference(trajectories=last.done).partials(make_world(GRID))
    assert bytes_of(last.result) == bytes_of(expected.result)


def test_a_study_that_is_cancelled_at_once_has_no_result() -> None:
    with StudyRunner() as runner:
        runner.start(reference())
        runner.cancel()
        last = ended(runner)
    assert (last.done, last.result, last.message) == (0, None, None)


def test_to_cancel_or_stop_without_a_study_does_nothing() -> None:
    with StudyRunner() as runner:
        runner.cancel()
        assert runner.newest is None


def test_a_new_study_takes_the_place_of_the_old_one() -> None:
    with StudyRunner() as runner:
        runner.start(reference())
        runner.wait_until(lambda snapshot: snapshot.done > 0, SECONDS)
        runner.start(study := reference(trajectories=100))
        last = ended(runner)
    assert last.study is study
    assert last.done == 100


RAISED = [
    ("error", "environment (trajectory 0, step 2): it raised RuntimeError: no more no more"),
    ("interrupt", "environment (trajectory 0, step 2): it raised KeyboardInterrupt"),
    ("leave", "environment (trajectory 0, step 2): it raised SystemExit: 3"),
    ("not_a_number", "reward (trajectory 0, step 2)"),
    ("end_process", "its process ended (exit code 7)."),
    ("hang_up", "its process ended (exit code 0)."),
]


@pytest.mark.parametrize(("fault", "told"), RAISED)
def test_what_a_world_does_is_told_in_one_sentence_and_another_study_can_follow(
    fault: str, told: str
) -> None:
    with StudyRunner() as runner:
        runner.start(on_faulty(faulty(fault)))
        failed = ended(runner)
        runner.start(on_faulty(faulty("none"), 100))
        last = ended(runner)
    assert text_of(failed).startswith(f"Reference for ∇J: {told}")
    assert len(text_of(failed)) < 400
    assert (last.done, last.message) == (100, None)


def test_a_world_that_cannot_be_made_is_told_of() -> None:
    nowhere = EnvironmentSpec("tests.training.never_there:test/Nothing-v0")
    told = text_of(carried_out(on_faulty(nowhere)))
    assert told.startswith("The module 'tests.training.never_there' can't be imported")


def test_what_was_drawn_before_a_process_was_killed_is_kept() -> None:
    with StudyRunner() as runner:
        runner.start(reference())
        runner.wait_until(lambda snapshot: snapshot.done > 0, SECONDS)
        (process,) = study_processes()
        os.kill(process.pid, signal.SIGKILL)
        last = ended(runner)
    assert text_of(last) == "Reference for ∇J: its process ended (killed by signal 9)."
    assert last.result.trajectories == last.done > 0


@pytest.fixture
def strikes() -> Iterator[Listener]:
    with Listener() as listener:
        yield listener


HANGING = ["loop_forever", "sleep_forever"]


@pytest.mark.parametrize("fault", HANGING)
def test_a_world_that_never_returns_is_given_up_after_a_cancel(
    fault: str, strikes: Listener
) -> None:
    with StudyRunner(PATIENCE) as runner:
        runner.start(on_faulty(faulty(fault, address=strikes.address)))
        with strikes.accept() as struck:
            struck.recv()
        runner.cancel()
        last = ended(runner)
    assert text_of(last) == "Reference for ∇J: it didn't stop in time and was ended."


@pytest.mark.parametrize("fault", HANGING)
def test_nothing_outlives_stop(fault: str, strikes: Listener) -> None:
    runner = StudyRunner()
    runner.start(on_faulty(faulty(fault, address=strikes.address)))
    with strikes.accept() as struck:
        struck.recv()
    runner.start(reference())
    runner.stop()
    assert study_processes() == []


def test_a_frozen_process_does_not_keep_the_runner() -> None:
    with StudyRunner() as runner:
        runner.start(reference())
        runner.wait_until(lambda snapshot: snapshot.done > 0, SECONDS)
        (process,) = study_processes()
        os.kill(process.pid, signal.SIGSTOP)
    assert study_processes() == []


def test_a_study_lets_the_training_and_the_window_go_first() -> None:
    with StudyRunner() as runner:
        runner.start(reference())
        runner.wait_until(lambda snapshot: snapshot.done > 0, SECONDS)
        (process,) = study_processes()
        mine, its = (os.getpriority(os.PRIO_PROCESS, each) for each in (0, process.pid))
    assert its == min(mine + NICENESS, 19)


@pytest.fixture
def only_here() -> Iterator[EnvironmentSpec]:
    gymnasium.register("test/OnlyHere-v0", Faulty)
    yield EnvironmentSpec("test/OnlyHere-v0")
    gymnasium.registry.pop("test/OnlyHere-v0")


def test_a_world_of_this_process_alone_is_studied_in_a_thread(only_here: EnvironmentSpec) -> None:
    last = carried_out(on_faulty(only_here, 200))
    assert (last.done, last.message) == (200, None)
    assert last.result.objective == 5.0  # five steps of reward 1


def test_that_can_be_cancelled_too(only_here: EnvironmentSpec) -> None:
    with StudyRunner() as runner:
        runner.start(on_faulty(only_here))
        runner.wait_until(lambda snapshot: snapshot.done > 0, SECONDS)
        runner.cancel()
        last = ended(runner)
    assert last.done < last.total
    assert last.result.trajectories == last.done


def test_the_training_beside_a_study_goes_on_with_the_same_bytes() -> None:
    with Runner(EXPERIMENT) as training, StudyRunner() as studying:
        studying.start(reference())
        studying.wait_until(lambda snapshot: snapshot.done > 0, SECONDS)
        training.send(Run())
        seen = training.wait_until(beyond(100), SECONDS)
        studying.wait_until(lambda snapshot: snapshot.done > 300, SECONDS)
        training.wait_until(beyond(state_of(seen).iteration + 100), SECONDS)
        last = obeyed(training, Pause())
    assert state_of(last).theta_sha256 == plain_theta(EXPERIMENT, state_of(last).iteration)
