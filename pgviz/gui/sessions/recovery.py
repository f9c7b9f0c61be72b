"""Offering, when the window opens, to go on with a run that was cut off."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pgviz.environments.errors import PgvizError
from pgviz.gui.format import count
from pgviz.gui.sessions.errands import Errands
from pgviz.gui.sessions.notice import Choice, Notice
from pgviz.training.sessions.autosave import (
    discard,
    is_autosaved,
    sessions_folder,
    tidy,
    unfinished,
)
from pgviz.training.sessions.opened import open_session
from pgviz.training.sessions.reading import read_session

TOPIC = "unfinished"


@dataclass(frozen=True)
class Unfinished:
    """The newest run that was cut off."""

    path: Path
    iterations: int = 0  # of its present branch
    others: int = 0  # how many more were
    fault: str = ""  # why it can't be read


class Recovery:
    """Looks for such runs once; one that is left alone stays in the menu of recent files."""

    def __init__(self, errands: Errands, notice: Notice, open_file: Callable[[Path], None]) -> None:
        self._errands, self._notice, self._open = errands, notice, open_file

    def look(self, named: tuple[Path, ...] = ()) -> None:
        """Offer the newest run that was cut off, autosaved or in a named file, if there is one."""
        self._errands.send(partial(newest_unfinished, named), self._offer, self._fail)

    def _offer(self, found: Unfinished | None) -> None:
        if found is None:
            return
        if found.fault:
            self._notice.say(TOPIC, found.fault, *self._removals(found.path))
        else:
            go_on, leave = partial(self._open, found.path), partial(self._leave, found.path)
            choices = ("Go on with it", go_on), ("Leave it", leave)
            self._notice.say(TOPIC, offer_of(found), *choices)

    def _removals(self, path: Path) -> tuple[Choice, ...]:
        """Return the ways to be rid of a damaged file: none of one that the user has named."""
        remove = partial(self._do, partial(discard, path))
        return (("Remove it", remove),) if is_autosaved(path) else ()

    def _leave(self, path: Path) -> None:
        """Offer it no more."""
        self._do(lambda: open_session(path).close())

    def _do(self, work: Callable[[], None]) -> None:
        self._errands.send(work, lambda _: None, self._fail)

    def _fail(self, reason: str) -> None:
        self._notice.say(TOPIC, reason)


def offer_of(found: Unfinished) -> str:
    """Return the sentence that offers to go on with a run."""
    made = "1 iteration" if found.iterations == 1 else f"{count(found.iterations)} iterations"
    text = f"The run “{found.path.stem}” was cut off; {made} of it are saved."
    if found.others:
        text += f" {found.others} more: see Session ▸ Open recent."
    return text


def newest_unfinished(named: tuple[Path, ...]) -> Unfinished | None:
    """Return the newest run that was cut off; an autosaved one that had just begun is removed.

    Raises PgvizError where something can't be removed.
    """
    if not _has_folder():
        return None
    tidy()
    left = list(unfinished(named))
    while left:
        path = left.pop(0)
        try:
            contents = read_session(path)
        except PgvizError as error:
            return Unfinished(path, fault=str(error), others=len(left))
        if not contents.is_trivial or not is_autosaved(path):
            return Unfinished(path, contents.branch(contents.current).end, len(left))
        discard(path)
    return None


def _has_folder() -> bool:
    try:
        sessions_folder()
    except PgvizError:  # the saver, which needs it as well, says why
        return False
    return True
