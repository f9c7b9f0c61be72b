"""Kills a process that saves, at a random moment, and looks at what it leaves."""

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np

from pgviz.training.sessions.reading import is_open, read_session
from pgviz.training.sessions.writing import SessionWriter
from tests.training.sessions.saving import figures

LONGEST = 0.1  # s between the first save and the end


def kill_while_saving(path: Path, random: np.random.Generator, *, copies: bool) -> int:
    """Return the last iteration that the process said was saved before it was killed."""
    command = [sys.executable, "-m", "tests.training.sessions.saving", str(path)]
    process = subprocess.Popen(command + ["copy"] * copies, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = [process.stdout.readline()]
    timer = threading.Timer(float(random.uniform(0.0, LONGEST)), process.kill)
    timer.start()
    told += process.stdout.read().splitlines(keepends=True)
    timer.join()
    process.stdout.close()
    assert process.wait() == -9
    return int([line for line in told if line.endswith("\n")][-1])


def require_nothing_lost(path: Path, acknowledged: int) -> None:
    """Check that a file opens, has all that was acknowledged, and can be gone on with."""
    assert is_open(path)
    require_whole(path, acknowledged)
    writer, _ = SessionWriter.resume(path)
    writer.close()
    require_whole(path, acknowledged)
    assert not is_open(path)


def require_whole(path: Path, least: int) -> None:
    """Check that a file holds the first iterations of the run, at least so many."""
    (branch,) = read_session(path).branches
    assert branch.end >= least
    wanted = figures(branch.end)
    for name, column in branch.scalars.items():
        assert np.array_equal(column, wanted[name]), name
    for at, state in branch.states.items():
        assert (state.theta == at).all()
