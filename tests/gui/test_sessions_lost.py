"""A file that goes wrong while its run is open: told in the window, and nothing of it is lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid

from pgviz.gui.speed import FULL
from pgviz.training.sessions.reading import read_session
from pgviz.training.sessions.writing import write_session
from tests.gui.saved import Saved, Sessions
from tests.training.runs import EXPERIMENT, plain_theta
from tests.training.sessions.sessions import bytes_of, iterations, session, theta_in

WAYS = ("Save as …", "Close without saving")


@pytest.fixture
def driven(windows: Sessions) -> Saved:
    return windows.begun(3)


def lose(driven: Saved) -> Path:
    """Remove the file, and have the window find out."""
    path = driven.file()
    path.unlink()
    driven.advance(1)
    driven.wait_for(lambda: "has been removed" in driven.notice.text)
    return path


def ways(driven: Saved) -> tuple[str, ...]:
    return tuple(button.text() for button in driven.notice.buttons)


def test_a_file_that_is_removed_is_told_and_the_run_goes_on_elsewhere(
    driven: Saved, tmp_path: Path
) -> None:
    lose(driven)
    assert ways(driven) == ("Save as …",)
    assert driven.window.sessions.label.text() == "not saved"
    driven.advance(1)
    assert driven.theta == plain_theta(EXPERIMENT, 6)
    driven.choose("Save as …")
    assert driven.notice.isVisible()  # until it is saved
    driven.save_as(tmp_path / "elsewhere.pgviz")
    assert driven.file() == tmp_path / "elsewhere.pgviz"
    assert driven.notice.text == ""
    assert driven.window.sessions.label.text() == "elsewhere.pgviz"
    assert theta_in(tmp_path / "elsewhere.pgviz") == plain_theta(EXPERIMENT, 6)


def test_a_file_that_is_changed_is_told_and_stays_as_it_was_made(driven: Saved) -> None:
    path, theirs = driven.file(), driven.file().with_name("theirs")
    contents = session(iterations(), 9)
    write_session(theirs, contents)
    theirs.rename(path)
    driven.advance(1)
    driven.wait_for(lambda: "another program has" in driven.notice.text)
    driven.window.end()
    assert bytes_of(read_session(path)) == bytes_of(contents)


def test_a_file_that_is_gone_is_written_again_where_the_user_wants_it_there(driven: Saved) -> None:
    path = lose(driven)
    driven.choose("Save as …")
    driven.save_as(path)
    assert driven.file() == path
    assert driven.notice.text == ""
    driven.advance(1)
    driven.window.close()
    assert theta_in(path) == plain_theta(EXPERIMENT, 6)


def test_what_was_taken_away_is_not_said_again_while_it_lasts(driven: Saved) -> None:
    lose(driven)
    driven.notice.away.click()
    assert not driven.notice.isVisible()
    driven.advance(3)
    driven.window.bridge.player.set_speed(FULL)
    driven.press(Qt.Key.Key_Space)
    driven.wait_for(lambda: driven.window.bridge.snapshot.count > 20)
    assert not driven.notice.isVisible()
    assert driven.window.sessions.label.text() == "not saved"


def test_closing_asks_once_what_is_to_become_of_what_is_not_saved(driven: Saved) -> None:
    lose(driven)
    driven.window.close()
    assert driven.window.isVisible()
    assert driven.notice.text.startswith("What was made since the last save would be lost.")
    assert ways(driven) == WAYS
    driven.choose("Close without saving")
    assert not isValid(driven.window) or not driven.window.isVisible()


def test_the_question_stays_while_the_run_goes_on(driven: Saved) -> None:
    lose(driven)
    driven.window.bridge.player.set_speed(FULL)
    driven.press(Qt.Key.Key_Space)
    driven.window.close()
    made = driven.window.bridge.snapshot.count
    driven.wait_for(lambda: driven.window.bridge.snapshot.count > made + 20)
    assert ways(driven) == WAYS


def test_the_question_goes_once_all_is_saved(driven: Saved, tmp_path: Path) -> None:
    lose(driven)
    driven.window.close()
    driven.choose("Save as …")
    driven.save_as(tmp_path / "run.pgviz")
    driven.file()
    driven.wait_for(lambda: not driven.notice.isVisible())
    driven.window.close()
    assert not isValid(driven.window) or not driven.window.isVisible()
    assert theta_in(tmp_path / "run.pgviz") == plain_theta(EXPERIMENT, 5)


def test_the_system_is_never_asked(driven: Saved) -> None:
    lose(driven)
    driven.window.end()
    assert not isValid(driven.window) or not driven.window.isVisible()
