"""What a command is, and how the words after `pgviz` become one."""

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from pgviz import __doc__ as about_pgviz
from pgviz import __version__
from pgviz.environments.errors import PgvizError, shorten
from pgviz.lessons.sharing import is_share_string

DEFAULT = "open"  # what `pgviz` alone does
SESSION = ".pgviz"  # `pgviz FILE` opens a session
GENERAL = ("-h", "--help", "-V", "--version")  # what may stand before any command

EXAMPLES = """examples:
  pgviz                                             the grid world, in a window
  pgviz --scenario cartpole --run                   another scenario, learning at once
  pgviz 'pgviz://run/…'                             a run that somebody has shared
  pgviz train --scenario cartpole --json run.json   the same without a window
  pgviz train --env CartPole-v1 --set baseline=value --set optimizer=adam
  pgviz train --scenario cartpole --session run.pgviz
  pgviz run.pgviz                                   the run that it holds, in a window
  pgviz gradient --scenario two-step --theta 0,1 --draws 10000
  pgviz check                                       every formula, a second way
  pgviz picture grid.png --scenario gridworld --theme dark
  pgviz export run.pgviz --what clip run.gif        or scalars, arrays, a script
  pgviz list                                        everything that has a name
"""


class Parser(argparse.ArgumentParser):
    """An argument parser that raises a PgvizError for what it can't read."""

    def __init__(self, **options: Any) -> None:
        layout = argparse.RawDescriptionHelpFormatter
        super().__init__(formatter_class=layout, allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        raise PgvizError(f"{shorten(message)} (see {self.prog} --help)")


@dataclass(frozen=True)
class Command:
    """What can be written after `pgviz`; `carry_out` returns the exit code."""

    name: str
    about: str
    add_options: Callable[[Parser], None]
    carry_out: Callable[[argparse.Namespace], int]
    epilog: str = ""


def parse(words: Sequence[str], commands: Iterable[Command]) -> argparse.Namespace:
    """Return what the words ask for; its `carry_out` is that of the command."""
    return _parser(commands).parse_args(_with_command(_joined(words)))


def _parser(commands: Iterable[Command]) -> Parser:
    parser = Parser(prog="pgviz", description=about_pgviz, epilog=EXAMPLES)
    parser.add_argument("-V", "--version", action="version", version=f"pgviz {__version__}")
    adders = parser.add_subparsers(title="commands", metavar="command", required=True)
    for command in commands:
        name, about, epilog = command.name, command.about, command.epilog
        one = adders.add_parser(name, help=about, description=about, epilog=epilog)
        one.set_defaults(carry_out=command.carry_out)
        command.add_options(one)
    return parser


def _with_command(words: list[str]) -> list[str]:
    first = words[0] if words else "-"
    is_run = first.lower().endswith(SESSION) or is_share_string(first)
    is_default = first.startswith("-") or is_run
    return [DEFAULT, *words] if is_default and first not in GENERAL else words


def _joined(words: Sequence[str]) -> list[str]:
    """Join θ to its option: argparse would take a value such as "-1,2" for another option."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "--theta":
            joined[-1] = f"--theta={word}"
        else:
            joined.append(word)
    return joined
