"""A window in the middle of a run, and sessions to be opened in it."""

from pathlib import Path

from pgviz.gui.view import View
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.sessions.writing import write_session
from tests.gui.saved import Saved, Sessions
from tests.training.runs import EXPERIMENT as OTHER
from tests.training.runs import plain_theta
from tests.training.sessions.sessions import branched, iterations

MADE = iterations()
BRANCHED = branched(MADE)


def in_the_middle(windows: Sessions) -> Saved:
    """Return a window that looks back in a run of another experiment."""
    driven = windows.open(OTHER)
    driven.advance(5)
    driven.window.bridge.player.travel(2)
    driven.settle()
    return driven


def written(folder: Path, contents: SessionContents) -> Path:
    path = folder / "run.pgviz"
    write_session(path, contents)
    return path


def check_stays(driven: Saved, view: View) -> None:
    """The run, the iteration and the cursor are those of before, and it goes on."""
    driven.settle()
    assert driven.view.iteration is view.iteration
    assert driven.view.cursor == view.cursor
    assert driven.window.bridge.snapshot.count == 6
    driven.advance(1)
    assert driven.theta == plain_theta(OTHER, 7)
