"""`pgviz export`: what a session file holds, as figures, arrays, a script or a clip."""

import argparse
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pgviz.cli.command import Command, Parser
from pgviz.cli.display import CHOSEN
from pgviz.cli.experiments import world_of
from pgviz.cli.interruption import Interrupted, Stop, stoppable
from pgviz.cli.progress import Progress
from pgviz.cli.saved_run import require_agreement
from pgviz.cli.window import SIZE, as_size, load_gui
from pgviz.environments.errors import PgvizError, shorten
from pgviz.environments.world import World
from pgviz.exporting.arrays import write_arrays
from pgviz.exporting.clip import FASTEST, clip_format, write_clip
from pgviz.exporting.run import Run, run_of_session
from pgviz.exporting.scalars import write_scalars_csv, write_scalars_json
from pgviz.exporting.script.writing import write_script
from pgviz.exporting.writing import require_writable
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.sessions.fitting import require_fits
from pgviz.training.sessions.reading import read_session

RATE = 8.0  # frames a second
THEMES = ("light", "dark", "print")


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


def export(arguments: argparse.Namespace) -> int:
    """Write what is asked for."""
    _require_another_file(arguments.file, arguments.out)
    require_writable(arguments.out)
    contents = read_session(arguments.file)
    with stoppable() as stop, suppress(Interrupted):
        run = run_of_session(contents, _branch(contents, arguments.branch))
        run.require(run.numbers)
        EXPORTS[arguments.what](Wanted(arguments, contents, run, stop))
        print(f"saved {arguments.out}")
    return stop.exit_code


def _require_another_file(session: Path, out: Path) -> None:
    if session.resolve() == out.resolve():
        raise PgvizError(f"{out} can't be both the session and what is taken from it.")


def _branch(contents: SessionContents, number: int | None) -> int:
    numbers = [branch.number for branch in contents.branches]
    if number is not None and number not in numbers:
        there = ", ".join(map(str, numbers))
        raise PgvizError(f"The session has no branch {number}; it has {there}.")
    return contents.current if number is None else number


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
    clip_format(wanted.out)
    numbers = wanted.numbers()
    with wanted.world() as world, Progress(len(numbers)) as progress:
        write_clip(wanted.out, _frames(wanted, world, numbers, progress), wanted.arguments.rate)


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


def _iterations(text: str) -> tuple[int | None, int | None, int | None]:
    """Return (first, one after the last, stride); `7` is 7:8."""
    if text.isdecimal():
        return int(text), int(text) + 1, None
    parts = re.fullmatch(r"([0-9]{0,9}):([0-9]{0,9})(?::([1-9][0-9]{0,8})?)?", text)
    if parts is None:
        raise PgvizError(
            f"Iterations are one, such as 7, or first:last, the last left out, such as 10:20 "
            f"or :20 or 10::5 for every fifth, not {shorten(text, 40)!r}."
        )
    first, last, stride = (int(part) if part else None for part in parts.groups())
    return first, last, stride


def _rate(text: str) -> float:
    with suppress(ValueError):
        if 0.0 < float(text) <= FASTEST:
            return float(text)
    raise PgvizError(f"A rate is more than 0 and up to {FASTEST:g}, not {shorten(text, 40)!r}.")


def _add_options(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a session (.pgviz)")
    parser.add_argument("out", metavar="OUT", type=Path, help="where to save it")
    parser.add_argument("--what", choices=EXPORTS, required=True, help="what to save")
    parser.add_argument(
        "--iterations", metavar="A:B", type=_iterations, help="which; all, for arrays the newest"
    )
    parser.add_argument("--branch", metavar="N", type=int, help="which branch; the shown one")
    parser.add_argument("--card", metavar="NAME", help="of a clip: one card, such as gradient")
    size = "x".join(map(str, SIZE))
    parser.add_argument(
        "--size", metavar="WxH", type=as_size, default=SIZE, help=f"of a clip: pixels; {size}"
    )
    parser.add_argument("--theme", choices=THEMES, default=THEMES[0], help="of a clip; light")
    parser.add_argument(
        "--rate",
        metavar="N",
        type=_rate,
        default=RATE,
        help=f"of a clip: frames a second; {RATE:g}",
    )
    parser.add_argument("--env", metavar="ID", help="agree that module:Id is imported")


FILES = """files:
  scalars  .json, else CSV: the figures of every iteration, changes, and mistakes
  arrays   .npz: all about one iteration; `about` in it says what each array means
  script   .py: plain NumPy that ends in the same theta, bit for bit
  clip     .gif or .apng (pip install 'pgviz[export]'), .mp4 (pip install 'pgviz[video]')
"""
EXPORT = Command("export", "Save what a session file holds.", _add_options, export, FILES)
