"""Runs that are saved, and gone on with from their file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pgviz.environments import EnvironmentSpec
from pgviz.training.commands import Command, Restore
from pgviz.training.engine import Engine
from pgviz.training.runner import Runner
from pgviz.training.saver import Saver
from pgviz.training.sessions.writing import SessionWriter
from tests.training.runs import EXPERIMENT, obeyed, on, opened


@contextmanager
def saved_in(path: Path, engine: Engine, world: str = "pgviz/GridWorld-v0") -> Iterator[Runner]:
    """Begin a run that is saved there."""
    with Runner(on(EnvironmentSpec(world)), engine, Saver(lambda _: path)) as runner:
        opened(runner)
        yield runner


@contextmanager
def reopened(path: Path, engine: Engine) -> Iterator[Runner]:
    """Go on with the session of a file, in that file."""
    with Runner(EXPERIMENT, engine, Saver(lambda _: path.with_name("none.pgviz"))) as runner:
        opened(runner)
        writer, contents = SessionWriter.resume(path)
        assert obeyed(runner, Restore(contents, writer)).message is None
        yield runner


def live(runner: Runner, story: list[Command]) -> None:
    """Send one command after the other: Leave and Switch give up what waits before them."""
    for command in story:
        obeyed(runner, command)
