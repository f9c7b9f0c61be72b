"""`pgviz associate`: sessions and links open by a double-click."""

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from pgviz.cli.command import Command, Parser
from pgviz.cli.desktop import (
    PACKAGES,
    carry_out,
    data_folder,
    forget_default,
    is_missing,
    make_default,
    own_command,
    remove_files,
    update_databases,
    write_files,
)
from pgviz.environments.errors import PgvizError

ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "darwin": "On macOS do it by hand: in Automator make an application of one “Run Shell "
        'Script”, which passes its input as arguments to {program} open "$@"; in the Finder '
        "choose it for a .pgviz file under Get Info ▸ Open with, then Change All.",
        "win32": "On Windows do it by hand: double-click a .pgviz file, choose “Choose an app on "
        "your PC” and {program}, then Always.",
    }
)
"""How it is done on systems whose way pgviz doesn't go, by `sys.platform`."""


def associate(arguments: argparse.Namespace) -> int:
    """Have the desktop open sessions and links with this pgviz, or no longer."""
    if sys.platform in ELSEWHERE:
        raise PgvizError(ELSEWHERE[sys.platform].format(program=" ".join(own_command())))
    folder = data_folder()
    _remove(folder) if arguments.remove else _write(folder)
    return 0


def _write(folder: Path) -> None:
    for path in write_files(folder):
        print(f"wrote {path}")
    missing = _do_those_installed([*update_databases(folder), make_default()])
    if missing:
        print(_sentence_on(missing))
    else:
        print("Files *.pgviz and links pgviz://… open with this pgviz now.")


def _remove(folder: Path) -> None:
    removed = remove_files(folder)
    forget_default()
    for path in removed:
        print(f"removed {path}")
    if removed:
        _do_those_installed(update_databases(folder))
    else:
        print(f"There is nothing of it in {folder}.")


def _do_those_installed(commands: Iterable[tuple[str, ...]]) -> list[str]:
    """Run the commands, and return the names of the programs that are missing."""
    wanted = list(commands)
    for command in wanted:
        if not is_missing(command):
            carry_out(command)
    return [command[0] for command in wanted if is_missing(command)]


def _sentence_on(missing: list[str]) -> str:
    names, packages = ", ".join(missing), ", ".join(PACKAGES[name] for name in missing)
    return (
        f"The desktop may not know of it yet, for {names} can't be found: install {packages} "
        "(Debian's names) and do this again."
    )


def _add_options(parser: Parser) -> None:
    parser.add_argument("--remove", action="store_true", help="take it back")


ASSOCIATE = Command(
    "associate",
    "Have .pgviz files and pgviz:// links open by a double-click.",
    _add_options,
    associate,
)
