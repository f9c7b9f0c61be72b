"""What `pgviz export` can save, each by its name."""

import argparse
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pgviz.cli.display import CHOSEN
from pgviz.cli.experiments import world_of
from pgviz.cli.interruption import Stop
from pgviz.cli.progress import Progress
from pgviz.cli.saved_run import require_agreement
from pgviz.cli.window import load_gui
from pgviz.environments.errors import PgvizError
from pgviz.environments.world import World
from pgviz.exporting.arrays import write_arrays
from pgviz.exporting.clip import clip_format, require_room, write_clip
from pgviz.exporting.run import Run
from pgviz.exporting.scalars import write_scalars_csv, write_scalars_json
from pgviz.exporting.script.writing import write_script
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.sessions.fitting import require_fits


@dataclass(frozen=True)
class Wanted:
    """What is to be exported, and where to."""

    arguments: argparse.Namespace
    contents: SessionContents
    run: Run
    stop: Stop

    @property
    def out(self) -> Path:
        """The file that is written."""
        return self.arguments.out

    def numbers(self, newest: bool = False) -> range:
        """Return the iterations that are asked for: all, or the newest, where none are."""
        own, asked = self.run.numbers, self.arguments.iterations
        if asked is None:
            return own[-1:] if newest else own
        begin, end, stride = asked
        chosen = range(begin or 0, own.stop if end is None else end, stride or 1)
        self.run.require(range(chosen.start, chosen.stop))
        return chosen

    @contextmanager
    def world(self) -> Iterator[World]:
        """Make the session's world for the length of a `with` block."""
        experiment = self.contents.experiment
        if self.arguments.env != experiment.environment.id:
            require_agreement(self.contents, self.arguments.file, wanted=None)
        with world_of(experiment) as world:
            require_fits(self.contents, world)
            yield world


def _scalars(wanted: Wanted) -> None:
    numbers = wanted.numbers()
    if numbers.step != 1:
        raise PgvizError("Figures are those of every iteration: leave the third number out.")
    run = wanted.run.between(numbers)
    is_json = wanted.out.suffix.lower() == ".json"
    (write_scalars_json if is_json else write_scalars_csv)(wanted.out, run)


def _arrays(wanted: Wanted) -> None:
    numbers = wanted.numbers(newest=True)
    if len(numbers) != 1:
        raise PgvizError("Arrays are those of one iteration: say --iterations 7, for example.")
    with wanted.world() as world:
        (iteration,) = wanted.run.replayed(world, numbers, wanted.stop.check)
    write_arrays(wanted.out, wanted.run.experiment, iteration)


def _script(wanted: Wanted) -> None:
    numbers = wanted.numbers()
    if numbers.start != 0 or numbers.step != 1:
        raise PgvizError("A script begins with iteration 0: say --iterations :8, for example.")
    with wanted.world() as world:
        sha256 = _theta_sha256(wanted, world, numbers.stop)
        write_script(wanted.out, wanted.run, world, numbers.stop, sha256)


def _theta_sha256(wanted: Wanted, world: World, count: int) -> str:
    """Return the hash of θ after so many iterations."""
    if count in wanted.run.states:
        return wanted.run.states[count].theta_sha256
    last = range(count - 1, count)
    (iteration,) = wanted.run.replayed(world, last, wanted.stop.check)
    return iteration.after.theta_sha256


def _clip(wanted: Wanted) -> None:
    numbers, chosen = wanted.numbers(), wanted.arguments
    require_room(clip_format(wanted.out), len(numbers), chosen.size)
    with wanted.world() as world, Progress(len(numbers)) as progress:
        frames = _frames(wanted, world, numbers, progress)
        write_clip(wanted.out, frames, chosen.rate, wanted.stop.check)


def _frames(
    wanted: Wanted, world: World, numbers: range, progress: Progress
) -> Iterator[np.ndarray]:
    os.environ[CHOSEN] = "offscreen"
    gui = load_gui()
    _application = gui.make_application()  # Qt draws as long as this lives
    chosen = wanted.arguments
    look = chosen.size, chosen.theme, chosen.card
    frames = gui.frames_of(wanted.run, world, numbers, *look, wanted.stop.check)
    for done, frame in enumerate(frames, 1):
        wanted.stop.check()
        progress.show(done, f"iteration {numbers[done - 1]}")
        yield frame


EXPORTS: Mapping[str, Callable[[Wanted], None]] = {
    "scalars": _scalars,
    "arrays": _arrays,
    "script": _script,
    "clip": _clip,
}
