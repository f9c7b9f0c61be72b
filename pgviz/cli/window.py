"""`pgviz open` and `pgviz picture`: the window on the screen, and in a file."""

import argparse
import os
import re
from pathlib import Path
from types import ModuleType

from pgviz.cli.command import DEFAULT, Command, Parser
from pgviz.cli.display import CHOSEN, require_display
from pgviz.cli.experiments import require_possible
from pgviz.cli.interruption import ended_at_once
from pgviz.cli.links import require_trust, session_or_link
from pgviz.cli.options import ITERATIONS, KEYS, add_experiment, read_start
from pgviz.environments.errors import PgvizError, describe, shorten
from pgviz.exporting.writing import require_writable, write_bytes
from pgviz.lessons.lessons import LAST_LINE, lesson
from pgviz.lessons.lessons import NAMES as LESSONS
from pgviz.lessons.sharing import Shared, decode
from pgviz.training.experiment import Experiment
from pgviz.training.runner import Runner
from pgviz.training.saver import Saver

LEAST, SIZE, MOST = 200, (1440, 900), 8000  # px
PICTURED = 40  # iterations: enough to have learnt something, few enough to wait for
THEMES = ("light", "dark")


def open_window(arguments: argparse.Namespace) -> int:
    """Open the window and return the exit code once it is closed."""
    shared, session = _shared(arguments), _session(arguments)
    experiment = _experiment(arguments) if shared is None else shared.experiment
    require_possible(experiment)
    require_display()
    # The world is made by another process while the window is imported and built.
    with ended_at_once(), Runner(experiment, saver=Saver()) as runner:
        gui, derivation = load_gui(), arguments.derivation
        chosen = {
            "run": arguments.run,
            "derivation": derivation,
            "shared": shared,
            "session": session,
            "link": _link(arguments),
        }
        code: int = gui.open_window(runner, **chosen)
    return code


def save_picture(arguments: argparse.Namespace) -> int:
    """Draw the window without a screen and save what it shows."""
    experiment = _experiment(arguments)
    require_writable(arguments.file)
    require_possible(experiment)
    os.environ[CHOSEN] = "offscreen"
    with ended_at_once():
        gui = load_gui()
        _application = gui.make_application()  # Qt draws as long as this lives
        chosen = arguments.iterations, arguments.size, arguments.theme, arguments.derivation
        png = gui.picture(experiment, *chosen)
    write_bytes(arguments.file, png)
    print(f"saved {arguments.file}")
    return 0


def _shared(arguments: argparse.Namespace) -> Shared | None:
    """Return the run that a share string leads to, where one was named."""
    if not isinstance(arguments.session, str) or arguments.desktop:
        return None
    shared = decode(arguments.session)
    require_trust(shared, arguments.env)
    agreed = {"env": None} if shared.needs_import else {}
    if _names_a_run(argparse.Namespace(**{**vars(arguments), **agreed})):
        raise PgvizError("A share string says itself which run it is; name no other with it.")
    return shared


def _session(arguments: argparse.Namespace) -> Path | None:
    """Return the session file that was named; what is wrong with it, the window says.

    So a file that is opened from a desktop, where nobody sees a terminal, isn't silent.
    """
    path = arguments.session
    if not isinstance(path, Path):
        return None
    if _names_a_run(arguments):
        raise PgvizError("A session file says itself which run it holds; name no other with it.")
    if not (arguments.desktop or os.path.lexists(path)):
        raise PgvizError(f"There is no file {path}.")
    return path


def _link(arguments: argparse.Namespace) -> str | None:
    """Return the share string that the window is to judge, where a desktop has handed it over."""
    is_link = isinstance(arguments.session, str) and arguments.desktop
    return arguments.session if is_link else None


def _names_a_run(arguments: argparse.Namespace) -> bool:
    named = arguments.scenario, arguments.env, arguments.seed
    return bool(arguments.set or arguments.env_arg) or any(each is not None for each in named)


def _experiment(arguments: argparse.Namespace) -> Experiment:
    """Return the experiment that was asked for, as a lesson needs it if one was."""
    experiment, shown = read_start(arguments).experiment, arguments.derivation
    return lesson(shown).applied(experiment) if shown in LESSONS else experiment


def load_gui() -> ModuleType:
    """Import the window, which few commands need; raises PgvizError where Qt can't be loaded."""
    try:
        from pgviz.gui import app
    except ImportError as error:  # names the system library that Qt misses
        raise PgvizError(f"The window can't be loaded: {describe(error)}") from error
    return app


def _png(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".png":
        raise PgvizError(f"A picture is a .png file, not {shorten(text, 80)!r}.")
    return path


def as_size(text: str) -> tuple[int, int]:
    """Return the width and height in px that are written as 1440x900."""
    sides = re.fullmatch(r"([0-9]{1,5})[x×]([0-9]{1,5})", text)
    width, height = map(int, sides.groups()) if sides else (0, 0)
    if not (LEAST <= width <= MOST and LEAST <= height <= MOST):
        raise PgvizError(
            f"A size is WIDTHxHEIGHT, each from {LEAST} to {MOST} px, not {shorten(text, 40)!r}."
        )
    return width, height


def _derivation(text: str) -> int | str:
    if text in ("chain", *LESSONS):
        return text
    if not (text.isdecimal() and 1 <= int(text) <= LAST_LINE):
        lessons = ", ".join(LESSONS)
        raise PgvizError(
            f"Of the derivation there is a line from 1 to {LAST_LINE}, chain for all of them, "
            f"or a lesson ({lessons}), not {shorten(text, 40)!r}."
        )
    return int(text)


def _add_derivation(parser: Parser) -> None:
    parser.add_argument(
        "--derivation",
        metavar="WHAT",
        type=_derivation,
        help=f"show the derivation: a line from 1 to {LAST_LINE}, chain, or a lesson's name",
    )


def _add_open_options(parser: Parser) -> None:
    parser.add_argument(
        "session",
        metavar="FILE",
        nargs="?",
        type=session_or_link,
        help="a session (.pgviz) or a share string (pgviz://…) to open",
    )
    add_experiment(parser, required=False)
    _add_derivation(parser)
    parser.add_argument("--run", action="store_true", help="begin to learn at once")
    parser.add_argument(
        "--desktop",
        action="store_true",
        help="say in the window what is wrong with FILE: there is no terminal",
    )


def _add_picture_options(parser: Parser) -> None:
    parser.add_argument("file", metavar="OUT.png", type=_png, help="where to save it")
    add_experiment(parser)
    _add_derivation(parser)
    parser.add_argument(
        "--iterations",
        metavar="N",
        type=ITERATIONS.parse,
        default=PICTURED,
        help=f"after how many of them; {PICTURED}",
    )
    size = "x".join(map(str, SIZE))
    parser.add_argument("--size", metavar="WxH", type=as_size, default=SIZE, help=f"pixels; {size}")
    parser.add_argument("--theme", choices=THEMES, default=THEMES[0], help="light or dark; light")


OPEN = Command(
    DEFAULT, "Open the window; so does pgviz alone.", _add_open_options, open_window, KEYS
)
PICTURE = Command(
    "picture",
    "Save a picture of the window, without a screen.",
    _add_picture_options,
    save_picture,
    KEYS,
)
