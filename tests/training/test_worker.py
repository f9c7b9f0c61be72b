"""Whatever an environment does to its process, the trainer says so and goes on."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Listener
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec
from pgviz.training.anywhere import Anywhere
from pgviz.training.commands import Advance, Pause, RequestFrame, Reset, Run
from pgviz.training.engine import EngineFailed
from pgviz.training.in_process import InProcess
from pgviz.training.in_thread import InThread
from pgviz.training.inbox import Inbox
from pgviz.training.runner import Runner
from tests.training.faulty_worlds import faulty
from tests.training.runs import (
    EXPERIMENT,
    SECONDS,
    at_rest,
    beyond,
    obeyed,
    on,
    opened,
    plain_theta,
    state_of,
    text_of,
    workers,
)

PATIENCE = 0.3  # s; the real one would make these tests long
DRAWING_PATIENCE = 2.0  # s; counts from the request, so the environment has to be made in it
GOES_ON = "a new one will go on from the last whole iteration."
HUNG = f"The environment didn't return and was ended; {GOES_ON}"

RAISED = [
    ("error", "environment (trajectory 0, step 2): it raised RuntimeError: no more no more"),
    ("interrupt", "environment (trajectory 0, step 2): it raised KeyboardInterrupt"),
    ("leave", "environment (trajectory 0, step 2): it raised SystemExit: 3"),
    ("not_a_number", "reward (trajectory 0, step 2)"),
]
ENDED = [("end_process", "exit code 7"), ("hang_up", "exit code 0")]
HANGING = ["loop_forever", "sleep_forever"]


@pytest.fixture
def armed(tmp_path: Path) -> Path:
    """The file that lets a faulty environment strike for as long as it exists."""
    file = tmp_path / "armed"
    file.touch()
    return file


@pytest.fixture
def strikes() -> Iterator[Listener]:
    with Listener() as listener:
        yield listener


def await_strike(strikes: Listener) -> None:
    with strikes.accept() as struck:
        struck.recv()


def stopped(runner: Runner) -> Any:
    """Return the snapshot in which the trainer says why it stopped."""
    return runner.wait_until(lambda s: s.message is not None and at_rest(s), SECONDS)


@pytest.mark.parametrize("engine", [InThread, Anywhere])
@pytest.mark.parametrize(("fault", "told"), RAISED)
def test_what_an_environment_raises_is_told_and_it_can_be_tried_again(
    engine: Any, fault: str, told: str, armed: Path
) -> None:
    experiment = on(faulty(fault, armed=str(armed)))
    with Runner(experiment, engine()) as runner:
        failed = obeyed(runner, Advance(2))
        armed.unlink()
        last = obeyed(runner, Advance(2))
    assert text_of(failed).startswith(f"Iteration failed: {told}")
    assert len(text_of(failed)) < 400
    assert state_of(failed).iteration == 0
    assert last.message is None
    assert state_of(last).theta_sha256 == plain_theta(experiment, 2)


@pytest.mark.parametrize(("fault", "told"), ENDED)
def test_a_process_that_ends_is_replaced(fault: str, told: str, armed: Path) -> None:
    armed.unlink()
    experiment = on(faulty(fault, armed=str(armed)))
    with Runner(experiment) as runner:
        runner.send(Run())
        runner.wait_until(beyond(3), SECONDS)
        armed.touch()
        ended = stopped(runner)
        armed.unlink()
        last = obeyed(runner, Advance(3))
    assert text_of(ended) == f"The environment's process ended ({told}); {GOES_ON}"
    assert state_of(last).iteration == state_of(ended).iteration + 3
    assert state_of(last).theta_sha256 == plain_theta(experiment, state_of(last).iteration)


def test_a_killed_worker_costs_no_iteration_that_was_shown() -> None:
    with Runner(EXPERIMENT) as runner:
        runner.send(Run())
        runner.wait_until(beyond(50), SECONDS)
        signal_worker(signal.SIGKILL)
        killed = stopped(runner)
        runner.send(Run())
        runner.wait_until(beyond(state_of(killed).iteration + 50), SECONDS)
        last = obeyed(runner, Pause())
    assert text_of(killed) == f"The environment's process ended (killed by signal 9); {GOES_ON}"
    count = state_of(last).iteration
    assert state_of(last).theta_sha256 == plain_theta(EXPERIMENT, count)
    assert last.history.columns["iteration"].tolist() == list(range(count))


def test_a_worker_that_is_killed_at_rest_is_replaced() -> None:
    with Runner(EXPERIMENT) as runner:
        obeyed(runner, Advance())
        signal_worker(signal.SIGKILL)
        killed = stopped(runner)
        last = obeyed(runner, Advance())
    assert "killed by signal 9" in text_of(killed)
    assert last.message is None
    assert state_of(last).theta_sha256 == plain_theta(EXPERIMENT, 2)


def signal_worker(number: signal.Signals) -> None:
    (worker,) = workers()
    os.kill(worker.pid, number)


@pytest.mark.parametrize("fault", HANGING)
def test_an_environment_that_never_returns_is_given_up_after_a_pause(
    fault: str, armed: Path, strikes: Listener
) -> None:
    experiment = on(faulty(fault, armed=str(armed), address=strikes.address))
    with Runner(experiment, Anywhere(PATIENCE)) as runner:
        runner.send(Run())
        await_strike(strikes)
        given_up = obeyed(runner, Pause())
        armed.unlink()
        last = obeyed(runner, Advance(2))
    assert text_of(given_up) == HUNG
    assert state_of(last).theta_sha256 == plain_theta(experiment, 2)


def test_from_an_environment_that_never_returns_one_can_go_to_another(strikes: Listener) -> None:
    hanging = on(faulty("loop_forever", address=strikes.address))
    with Runner(hanging, Anywhere(PATIENCE)) as runner:
        runner.send(Run())
        await_strike(strikes)
        last = obeyed(runner, Reset(EXPERIMENT), Advance(2))
    assert (last.run, last.message) == (2, None)
    assert state_of(last).theta_sha256 == plain_theta(EXPERIMENT, 2)


@pytest.mark.parametrize("fault", HANGING)
def test_an_environment_that_never_returns_does_not_keep_the_trainer(
    fault: str, strikes: Listener
) -> None:
    with Runner(on(faulty(fault, address=strikes.address))) as runner:
        runner.send(Run())
        await_strike(strikes)
    assert not runner.is_alive
    assert workers() == []


def test_a_frozen_worker_does_not_keep_the_trainer() -> None:
    with Runner(EXPERIMENT) as runner:
        runner.send(Run())
        runner.wait_until(beyond(5), SECONDS)
        signal_worker(signal.SIGSTOP)
    assert not runner.is_alive
    assert workers() == []


def test_a_process_that_cannot_be_started_is_told_of() -> None:
    engine, inbox = InProcess(), Inbox()
    with no_more_files(), pytest.raises(EngineFailed, match="No process can be started"):
        engine.open(EXPERIMENT, inbox)
    assert engine.open(EXPERIMENT, inbox).world.title == "Grid world"
    engine.close()


@contextmanager
def no_more_files() -> Iterator[None]:
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


def test_an_environment_that_ends_its_process_when_it_is_made_leaves_the_present_run() -> None:
    with Runner(EXPERIMENT) as runner:
        obeyed(runner, Advance())
        refused = obeyed(runner, Reset(on(EnvironmentSpec("tests.training.ends_process:None-v0"))))
        last = obeyed(runner, Advance())
    assert "(exit code 9)" in text_of(refused)
    assert (last.run, last.experiment) == (1, EXPERIMENT)
    assert state_of(last).theta_sha256 == plain_theta(EXPERIMENT, 2)


def test_a_frame_that_is_never_drawn_is_given_up(strikes: Listener) -> None:
    hanging = faulty("sleep_forever", address=strikes.address, step=0)
    request = RequestFrame(0, np.array([0]))
    with Runner(on(hanging), Anywhere(DRAWING_PATIENCE)) as runner:
        opened(runner)
        runner.send(request)
        await_strike(strikes)
        last = runner.wait_until(lambda s: s.frame is not None, SECONDS)
    assert last.frame is not None
    assert last.frame.picture is None
    assert text_of(last) == HUNG


PROGRAM = """
import sys
from pgviz.environments import EnvironmentSpec
from pgviz.training.commands import Run
from pgviz.training.runner import Runner
from tests.training.runs import EXPERIMENT, SECONDS, beyond, on
from tests.training.faulty_worlds import faulty

if __name__ == "__main__":
    experiment = on(faulty("loop_forever")) if "hang" in sys.argv else EXPERIMENT
    runner = Runner(experiment)
    runner.start()
    runner.send(Run())
    runner.wait_until(lambda s: s.is_busy, SECONDS)
    print("busy", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("mode", ["run", "hang"])
@pytest.mark.parametrize("by", ["killed", "ended"])
def test_no_worker_outlives_its_program(mode: str, by: str, tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    command = [sys.executable, str(script), mode]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "busy\n"
        if by == "killed":
            program.kill()
        # The worker has the same standard output: it is at its end when both have ended.
        program.communicate(timeout=SECONDS)
