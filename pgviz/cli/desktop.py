"""What tells a desktop of freedesktop.org, as Linux has them, how files and links are opened.

The files follow its Desktop Entry and Shared MIME-info specifications.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from types import MappingProxyType

from pgviz.environments.errors import PgvizError, shorten
from pgviz.exporting.writing import write_bytes, write_text
from pgviz.resources import resource

ENTRY = "pgviz.desktop"
TYPES = ("application/x-pgviz-session", "x-scheme-handler/pgviz")
PATIENCE = 60  # s for one of the desktop's own programs

PACKAGES: Mapping[str, str] = MappingProxyType(
    {
        "update-mime-database": "shared-mime-info",
        "update-desktop-database": "desktop-file-utils",
        "xdg-mime": "xdg-utils",
    }
)
"""The desktop's programs that let what is written take effect, and Debian's names of where from."""

PLAIN = re.compile(r"[\w@+:,./-]+", re.ASCII)  # an argument that needs no quotes
QUOTED = re.compile(r'(["`$\\])')  # what needs a backslash within them
ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"})


def data_folder() -> Path:
    """Return the user's data folder; raises PgvizError where there is none."""
    return _folder("XDG_DATA_HOME", ".local/share")


def write_files(folder: Path) -> list[Path]:
    """Write the files into a data folder and return them; raises PgvizError where that fails."""
    texts = {folder / name: text for name, text in _texts().items()}
    for path, text in texts.items():
        _make_folder(path.parent)
        write_text(path, text)
    return list(texts)


def remove_files(folder: Path) -> list[Path]:
    """Remove the files from a data folder and return those that were there.

    Raises PgvizError where one can't be removed.
    """
    found = [folder / name for name in _texts() if os.path.lexists(folder / name)]
    for path in found:
        try:
            path.unlink()
        except OSError as error:
            raise PgvizError(f"{path} can't be removed: {error.strerror}.") from error
    return found


def make_default() -> tuple[str, ...]:
    """Return the command that has pgviz open its files even where other programs could."""
    return ("xdg-mime", "default", ENTRY, *TYPES)


def forget_default() -> None:
    """Take back what `make_default` has noted; raises PgvizError where that fails."""
    path = _folder("XDG_CONFIG_HOME", ".config") / "mimeapps.list"
    if path.is_file():
        ours = {f"{each}={ENTRY}".encode() for each in TYPES}
        lines = path.read_bytes().splitlines(keepends=True)
        kept = [line for line in lines if line.strip().rstrip(b";") not in ours]
        if kept != lines:
            write_bytes(path, b"".join(kept))


def update_databases(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield the commands that have a desktop read a data folder again."""
    yield "update-mime-database", str(folder / "mime")
    yield "update-desktop-database", str(folder / "applications")


def is_missing(command: tuple[str, ...]) -> bool:
    """Return whether the program of a command isn't installed."""
    return shutil.which(command[0]) is None


def carry_out(command: tuple[str, ...]) -> None:
    """Run one of the desktop's own programs; raises PgvizError where it fails."""
    try:
        run = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired as error:
        raise PgvizError(f"{command[0]} has not ended in {PATIENCE} s.") from error
    if run.returncode != 0:
        said = shorten(run.stderr or run.stdout) or f"its exit code is {run.returncode}"
        raise PgvizError(f"{command[0]} has failed: {said}")


def own_command() -> list[str]:
    """Return the words that start this pgviz, whichever folder is the current one."""
    script = Path(sys.executable).with_name("pgviz")
    return [str(script)] if os.access(script, os.X_OK) else [sys.executable, "-m", "pgviz"]


def exec_line(words: list[str]) -> str:
    """Return words as the value of a desktop entry's key Exec ("The Exec key")."""
    return " ".join(map(_quoted, words)).translate(ESCAPES)


def _texts() -> dict[str, str]:
    """Return the content of each file by its name within the data folder."""
    entry, words = Template(resource(f"desktop/{ENTRY}").read_text("utf-8")), own_command()
    filled = entry.substitute(program=words[0].translate(ESCAPES), command=exec_line(words))
    return {
        f"applications/{ENTRY}": filled,
        "mime/packages/pgviz.xml": resource("desktop/pgviz.xml").read_text("utf-8"),
        "icons/hicolor/scalable/apps/pgviz.svg": resource("icons/pgviz.svg").read_text("utf-8"),
    }


def _quoted(word: str) -> str:
    """Quote an argument; a percent sign would begin a field code such as %u."""
    if PLAIN.fullmatch(word):
        return word
    inner = QUOTED.sub(r"\\\1", word).replace("%", "%%")
    return f'"{inner}"'


def _folder(variable: str, default: str) -> Path:
    """Return a folder of the XDG Base Directory specification, by which a relative one is void."""
    named, home = Path(os.environ.get(variable, "")), Path(os.environ.get("HOME", ""))
    folder = named if named.is_absolute() else home / default
    if not folder.is_absolute():
        raise PgvizError(f"There is no home folder; set HOME or {variable} to a folder.")
    return folder


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PgvizError(f"{folder} can't be made: {error.strerror}.") from error
