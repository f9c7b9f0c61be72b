"""Windows of `pgviz` in processes of their own, without a screen."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from pgviz.training.sessions.reading import read_session

SECONDS = 60.0  # more than a start takes on a busy machine


@contextmanager
def window(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Open a window whose user's data are in `folder`, for the length of a `with` block."""
    homes = {"XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config")}
    environment = {**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "pgviz", *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for something that a window does."""
    end = monotonic() + SECONDS
    while not condition():
        assert process.poll() is None, process.communicate()
        assert monotonic() < end


def autosaved_in(folder: Path) -> list[Path]:
    """Return the files that windows have made in a folder of user's data."""
    return list((folder / "data/pgviz/sessions").glob("*.pgviz"))


def run_on(folder: Path, process: subprocess.Popen[str], iterations: int) -> Path:
    """Wait until so many iterations are on the disk, and return where."""
    wait_for(lambda: any(end_of(path) >= iterations for path in autosaved_in(folder)), process)
    (path,) = autosaved_in(folder)
    return path


def end_of(path: Path) -> int:
    """Return how many iterations the first branch of a file has."""
    return read_session(path).branches[0].end
