"""Where sessions are kept that nobody has given a place yet."""

import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from platformdirs import user_data_path

from pgviz.environments.errors import PgvizError
from pgviz.training.experiment import Experiment
from pgviz.training.sessions.connecting import JOURNALS
from pgviz.training.sessions.failures import told
from pgviz.training.sessions.lock import SessionLock, is_in_use
from pgviz.training.sessions.reading import is_open
from pgviz.training.sessions.schema import SUFFIX

FOLDER = "sessions"
KEPT = 50  # autosaved sessions that were closed
LONGEST = 40  # characters of a name
EFFECTIVE = os.access in os.supports_effective_ids


def sessions_folder() -> Path:
    """Return the folder of autosaved sessions in the user's data folder, made if need be.

    Raises PgvizError where there is none, or it can't be written: nothing is autosaved then.
    """
    folder = _data_folder() / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _no_autosave(folder, error.strerror or str(error)) from error
    if not os.access(folder, os.W_OK | os.X_OK, effective_ids=EFFECTIVE):
        raise _no_autosave(folder, "it may not be written")
    return folder


def autosave_path(experiment: Experiment, now: datetime | None = None) -> Path:
    """Return where to autosave a run that begins now: no file is there yet.

    Raises PgvizError as `sessions_folder`.
    """
    moment = f"{now or datetime.now():%Y-%m-%d %H.%M.%S}"
    stem = f"{_name(experiment)} {moment}"
    folder, count = sessions_folder(), 1
    while (path := folder / f"{stem}{'' if count == 1 else f' ({count})'}{SUFFIX}").exists():
        count += 1
    return path


def is_autosaved(path: Path) -> bool:
    """Return whether a session file lies where nobody has put it."""
    try:
        return path.parent == (_data_folder() / FOLDER).resolve()
    except PgvizError:
        return False


def autosaved() -> tuple[Path, ...]:
    """Return all autosaved sessions, newest first; raises PgvizError as `sessions_folder`."""
    found = sessions_folder().glob(f"*{SUFFIX}")
    return tuple(sorted(found, key=_modified, reverse=True))


def tidy(kept: int = KEPT) -> None:
    """Remove the oldest autosaved sessions that were closed, but for so many.

    Raises PgvizError as `sessions_folder`, and where one can't be removed.
    """
    left = set(unfinished())
    closed = [path for path in autosaved() if path not in left and not is_in_use(path)]
    for path in closed[kept:]:
        discard(path)


def unfinished(named: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Return the sessions that no program writes to and none has closed, newest first.

    They are looked for among those that were autosaved, and those files that are named. A damaged
    one is among the former: opening it says what is wrong. Raises PgvizError as `sessions_folder`.
    """
    others = [path for path in named if path.is_file() and not is_autosaved(path)]
    found = [path for path in autosaved() if _is_unfinished(path, if_damaged=True)]
    found += [path for path in others if _is_unfinished(path, if_damaged=False)]
    return tuple(sorted(found, key=_modified, reverse=True))


def discard(path: Path) -> None:
    """Remove a session file and what SQLite keeps beside it.

    Raises SessionInUse where a program writes to it, PgvizError where it can't be removed.
    """
    lock = SessionLock(path)
    try:
        with told(path, "can't be removed"):
            for ending in ("", *JOURNALS):
                path.with_name(path.name + ending).unlink(missing_ok=True)
    finally:
        lock.release()


def _data_folder() -> Path:
    try:
        folder = user_data_path("pgviz", appauthor=False)
    except RuntimeError:  # of platformdirs 4.6 and later; others give a path within "~"
        folder = Path()
    if not folder.is_absolute():
        raise PgvizError("Nothing is autosaved, for you have no home folder; save the session.")
    return folder


def _is_unfinished(path: Path, *, if_damaged: bool) -> bool:
    try:
        return not is_in_use(path) and is_open(path)
    except PgvizError:
        return if_damaged


def _name(experiment: Experiment) -> str:
    name = experiment.scenario or experiment.environment.id
    return re.sub(r"[^\w-]+", "-", name)[:LONGEST]


def _modified(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0


def _no_autosave(folder: Path, problem: str) -> PgvizError:
    return PgvizError(
        f"Nothing is autosaved, for {folder} can't be used: {problem}; save the session elsewhere."
    )
