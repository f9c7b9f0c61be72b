"""`pgviz export`: what a session file holds, as figures, arrays, a script or a clip."""

import argparse
import re
from contextlib import suppress
from pathlib import Path

from pgviz.cli.command import SESSION, Command, Parser
from pgviz.cli.exports import EXPORTS, Wanted
from pgviz.cli.interruption import Interrupted, stoppable
from pgviz.cli.window import SIZE, as_size
from pgviz.environments.errors import PgvizError, shorten
from pgviz.exporting.clip import FASTEST
from pgviz.exporting.run import run_of_session
from pgviz.exporting.writing import require_writable
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.sessions.reading import read_session

RATE = 8.0  # frames a second
THEMES = ("light", "dark", "print")


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
    if out.suffix.lower() == SESSION:
        raise PgvizError(f"{out} is named as a session is; give what is saved another ending.")


def _branch(contents: SessionContents, number: int | None) -> int:
    numbers = [branch.number for branch in contents.branches]
    if number is not None and number not in numbers:
        there = ", ".join(map(str, numbers))
        raise PgvizError(f"The session has no branch {number}; it has {there}.")
    return contents.current if number is None else number


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
