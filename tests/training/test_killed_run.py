"""A run that is killed goes on from what was said to be saved, with the bytes of a plain loop."""

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from pgviz.training.commands import Advance, Restore
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from pgviz.training.sessions.reading import is_open
from pgviz.training.sessions.writing import SessionWriter
from tests.training.runs import EXPERIMENT, obeyed, opened, plain_theta, state_of


@pytest.mark.parametrize("seed", range(3))
def test_what_was_said_to_be_saved_is_there_and_goes_on(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "session.pgviz"
    acknowledged = train_and_kill(path, np.random.default_rng(seed).uniform(0.0, 0.8))
    assert is_open(path)
    writer, contents = SessionWriter.resume(path)
    assert contents.branches[0].end >= acknowledged
    with Runner(EXPERIMENT, InThread()) as runner:
        opened(runner)
        obeyed(runner, Restore(contents, writer))
        last = state_of(obeyed(runner, Advance(2)))
    assert last.theta_sha256 == plain_theta(EXPERIMENT, contents.branches[0].end + 2)


def train_and_kill(path: Path, seconds: float) -> int:
    """Return the last iteration that was said to be saved; it is killed so long after the first."""
    command = [sys.executable, "-m", "tests.training.trains_until_killed", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = [process.stdout.readline()]
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    told += process.stdout.read().splitlines(keepends=True)
    timer.join()
    process.stdout.close()
    assert process.wait() == -9
    return int([line for line in told if line.endswith("\n")][-1])
