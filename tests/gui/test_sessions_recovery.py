"""A run that was cut off is offered to the next window, which goes on with it."""

import shutil
import signal
from pathlib import Path

import pytest

from pgviz.gui.preferences import Preferences
from pgviz.lessons.scenarios import scenario
from pgviz.training.sessions.autosave import autosaved, sessions_folder, unfinished
from pgviz.training.sessions.lock import is_in_use
from pgviz.training.sessions.reading import is_open
from pgviz.training.sessions.writing import SessionWriter
from tests.gui.saved import Saved, Sessions
from tests.training.runs import plain_theta
from tests.training.sessions.sessions import CHANGES, EXPERIMENT, iterations, session, theta_in
from tests.window_processes import end_of, run_on, window

WAYS = ["Go on with it", "Leave it"]
MADE = iterations()


def cut_off(name: str, count: int, folder: Path) -> Path:
    """Leave a session as a program that is killed leaves it: its file and its log."""
    written, path = folder / name, sessions_folder() / name
    with SessionWriter.create(written, session(MADE, 1)) as writer:
        writer.save(session(MADE, count))
        for ending in ("", "-wal"):
            shutil.copy(f"{written}{ending}", f"{path}{ending}")
    assert unfinished() == (path,)
    return path


def offered(driven: Saved) -> list[str]:
    driven.wait_for(lambda: driven.notice.text != "")
    return [button.text() for button in driven.notice.buttons]


def test_a_killed_window_is_gone_on_with_at_a_click(windows: Sessions, tmp_path: Path) -> None:
    with window(tmp_path, "--scenario", "gridworld", "--run") as process:
        path = run_on(tmp_path, process, 5)
        process.kill()
        assert process.wait() == -signal.SIGKILL
    made = end_of(path)
    driven = windows.open()
    assert offered(driven) == WAYS
    assert f"was cut off; {made} iterations of it are saved." in driven.notice.text
    driven.choose("Go on with it")
    driven.wait_for(lambda: driven.window.bridge.snapshot.restored == 1)
    driven.settle()
    assert driven.window.bridge.snapshot.count == made
    driven.advance(3)
    assert driven.file() == path
    driven.window.close()
    assert theta_in(path) == plain_theta(scenario("gridworld").experiment, made + 3)
    assert autosaved() == (path,)
    assert unfinished() == ()


def test_what_is_left_is_kept_and_offered_no_more(windows: Sessions, tmp_path: Path) -> None:
    path = cut_off("run.pgviz", 7, tmp_path)
    driven = windows.open()
    assert offered(driven) == WAYS
    driven.choose("Leave it")
    driven.wait_for(lambda: not is_open(path) and not is_in_use(path))
    driven.window.close()
    assert theta_in(path) == plain_theta(EXPERIMENT, 7, dict(CHANGES))
    again = windows.open()
    again.window.close()
    assert again.notice.text == ""
    assert path in autosaved()


def test_what_is_taken_away_is_offered_again(windows: Sessions, tmp_path: Path) -> None:
    cut_off("run.pgviz", 7, tmp_path)
    for _ in range(2):
        driven = windows.open()
        assert offered(driven) == WAYS
        driven.notice.away.click()
        driven.window.close()


def test_one_that_is_damaged_is_told_and_can_be_removed(windows: Sessions, tmp_path: Path) -> None:
    path = cut_off("run.pgviz", 7, tmp_path)
    path.write_bytes(b"dear pgviz" * 1000)
    driven = windows.open()
    assert offered(driven) == ["Remove it"]
    assert "run.pgviz can't be opened: it is damaged" in driven.notice.text
    driven.choose("Remove it")
    driven.wait_for(lambda: not path.exists())
    driven.window.close()
    assert list(sessions_folder().iterdir()) == []


def test_one_that_had_only_just_begun_is_removed_without_a_word(
    windows: Sessions, tmp_path: Path
) -> None:
    path = cut_off("run.pgviz", 1, tmp_path)
    driven = windows.open()
    driven.wait_for(lambda: not path.exists())
    driven.window.close()
    assert driven.notice.text == ""
    assert list(sessions_folder().iterdir()) == []


@pytest.mark.parametrize("count", [1, 7])
def test_one_in_a_file_of_the_users_is_offered_too(
    windows: Sessions, tmp_path: Path, count: int
) -> None:
    path = tmp_path / "mine.pgviz"
    cut_off("run.pgviz", count, tmp_path).rename(path)
    Preferences(tmp_path / "preferences.ini").recent = [path]
    assert unfinished([path]) == (path,)
    driven = windows.open()
    assert offered(driven) == WAYS
    driven.choose("Leave it")
    driven.wait_for(lambda: not is_open(path) and not is_in_use(path))
    assert unfinished([path]) == ()


def test_a_file_of_the_users_that_is_damaged_is_left_alone(
    windows: Sessions, tmp_path: Path
) -> None:
    path = tmp_path / "mine.pgviz"
    path.write_bytes(b"dear pgviz" * 1000)
    Preferences(tmp_path / "preferences.ini").recent = [path]
    assert unfinished([path]) == ()
    driven = windows.open()
    driven.advance(1)
    assert driven.notice.text == ""
    assert path.read_bytes() == b"dear pgviz" * 1000


def test_a_run_that_another_window_makes_is_not_offered(windows: Sessions) -> None:
    first = windows.open()
    first.advance(4)
    first.file()
    second = windows.open()
    second.advance(2)
    second.window.close()
    assert second.notice.text == ""


def test_how_many_more_were_cut_off_is_said(windows: Sessions, tmp_path: Path) -> None:
    cut_off("run.pgviz", 7, tmp_path)
    shutil.copy(sessions_folder() / "run.pgviz", sessions_folder() / "other.pgviz")
    driven = windows.open()
    assert offered(driven) == WAYS
    assert " 1 more: see Session ▸ Open recent." in driven.notice.text
