"""Opening a session in a window: it is as it was left, and what can't be opened changes nothing."""

from pathlib import Path

import pytest

from pgviz.training.sessions.autosave import autosaved
from pgviz.training.sessions.lock import is_in_use
from pgviz.training.sessions.reading import is_open, read_session, version_of
from pgviz.training.sessions.schema import VERSION
from pgviz.training.sessions.writing import write_session
from tests.gui.interrupted import BRANCHED, MADE, OTHER, check_stays, in_the_middle, written
from tests.gui.saved import Saved, Sessions
from tests.training.runs import plain_theta
from tests.training.sessions.resealed import alter
from tests.training.sessions.sessions import (
    BREAKPOINTS,
    CHANGES,
    EXPERIMENT,
    LEFT_AT,
    MOMENTUM,
    session,
    theta_in,
)

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def driven(windows: Sessions) -> Saved:
    return in_the_middle(windows)


def test_a_session_goes_on_where_it_was_left_in_its_file(driven: Saved, tmp_path: Path) -> None:
    path = written(tmp_path, session(MADE, 7))
    driven.open(path)
    assert driven.number == 6
    driven.advance(3)
    assert driven.file() == path
    driven.window.close()
    assert theta_in(path) == plain_theta(EXPERIMENT, 10, dict(CHANGES))
    assert not is_open(path)


def test_all_that_belongs_to_it_comes_back(driven: Saved, tmp_path: Path) -> None:
    driven.open(written(tmp_path, BRANCHED))
    window = driven.window
    snapshot = window.bridge.snapshot
    assert driven.number == BRANCHED.shown
    assert window.branch_button.text() == "momentum, 動量 ▾"
    assert [branch.number for branch in snapshot.branches] == [0, 2]
    assert snapshot.notes == BRANCHED.notes
    assert snapshot.breakpoints == BREAKPOINTS
    assert window.form.row("optimizer").editor.currentText() == "momentum"
    assert snapshot.history.stops == BRANCHED.branches[0].stops[:1] + BRANCHED.branches[1].stops
    driven.advance(2)
    others = {**dict(CHANGES), LEFT_AT: MOMENTUM}
    assert driven.theta == plain_theta(EXPERIMENT, 11, others)


def test_a_session_without_iterations_is_begun_once(driven: Saved, tmp_path: Path) -> None:
    path = written(tmp_path, session(MADE, 0))
    driven.open(path)
    assert driven.number == 0
    assert driven.window.bridge.snapshot.count == 1
    assert driven.file() == path


@pytest.mark.parametrize("count", [0, 4])
def test_a_window_can_begin_with_a_session_of_any_length(
    windows: Sessions, tmp_path: Path, count: int
) -> None:
    path = written(tmp_path, session(MADE, count))
    driven = windows.open(OTHER, path)
    driven.wait_for(lambda: driven.window.bridge.snapshot.restored == 1)
    driven.settle()
    assert driven.window.bridge.snapshot.count == max(count, 1)
    assert driven.file() == path
    driven.window.close()
    assert autosaved() == ()


def test_a_window_that_can_not_begin_with_its_session_begins_all_the_same(
    windows: Sessions, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pgviz"
    path.write_text("dear reader")
    driven = windows.open(OTHER, path)
    assert "letter.pgviz can't be opened: it is no session" in driven.notice.text
    assert driven.window.bridge.snapshot.count == 1
    driven.advance(2)
    assert driven.theta == plain_theta(OTHER, 3)


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_a_file_of_any_version_goes_on(driven: Saved, tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.pgviz"
    path.write_bytes((DATA / f"session-v{version}.pgviz").read_bytes())
    before = read_session(path)
    driven.open(path)
    assert driven.window.bridge.snapshot.count == before.branch(before.current).end
    driven.advance(1)
    driven.file()
    driven.window.close()
    assert read_session(path).branch(before.current).end == before.branch(before.current).end + 1
    assert version_of(path) == VERSION


def test_of_two_files_the_last_counts_and_the_other_is_left_closed(
    driven: Saved, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.pgviz", tmp_path / "second.pgviz"
    write_session(first, session(MADE, 4))
    write_session(second, session(MADE, 6))
    driven.window.sessions.open_file(first)
    driven.open(second)
    assert driven.window.bridge.snapshot.count == 6
    driven.wait_for(lambda: not is_in_use(first))
    assert not is_open(first)


def test_a_world_that_the_session_does_not_fit_leaves_the_run(
    driven: Saved, tmp_path: Path
) -> None:
    path = written(tmp_path, session(MADE, 4))
    value = '{"id": "CartPole-v1", "arguments": {}}'
    alter(path, f"UPDATE meta SET value='{value}' WHERE key='environment'")
    view, opening = driven.view, driven.window.sessions.opening
    driven.window.sessions.open_file(path)
    driven.wait_for(lambda: "doesn't fit" in driven.window.status.message)
    driven.wait_for(lambda: not opening.is_busy)
    check_stays(driven, view)
    assert not is_in_use(path)
    assert not is_open(path)
