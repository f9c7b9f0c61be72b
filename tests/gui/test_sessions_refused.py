"""Whatever a file holds, opening it leaves the run, the iteration and the cursor as they are."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pgviz.training.sessions.writing import write_session
from tests.gui.saved import Saved, Sessions
from tests.training.runs import EXPERIMENT, plain_theta
from tests.training.sessions.resealed import alter
from tests.training.sessions.sessions import branched, iterations
from tests.training.sessions.test_faults import FAULTS, NO_SESSIONS
from tests.training.sessions.unprivileged import unprivileged

PARTS = 4  # the faults are shared among so many windows


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def loop(path: Path) -> None:
    path.symlink_to(path)


def missing(path: Path) -> None:
    """Leave nothing there."""


def empty(path: Path) -> None:
    path.touch()


NO_FILES: tuple[Callable[[Path], None], ...] = (
    folder,
    pipe,
    endless,
    dangling,
    loop,
    missing,
    empty,
)


@pytest.fixture
def driven(windows: Sessions) -> Saved:
    driven = windows.open()
    driven.advance(5)
    driven.window.bridge.player.travel(2)
    driven.settle()
    return driven


def check_refused(driven: Saved, path: Path) -> None:
    """It is said in one sentence, and nothing else has changed."""
    view, opening = driven.view, driven.window.sessions.opening
    driven.window.sessions.open_file(path)
    driven.wait_for(lambda: not opening.is_busy)
    told = driven.notice.text
    assert told.startswith(str(path))
    assert told.endswith(".")
    assert "\n" not in told
    driven.notice.away.click()
    driven.settle()
    assert driven.view.iteration is view.iteration
    assert driven.view.cursor == view.cursor
    assert driven.window.bridge.snapshot.count == 6


def check_goes_on(driven: Saved) -> None:
    driven.advance(1)
    assert driven.theta == plain_theta(EXPERIMENT, 7)


def test_files_of_another_kind(driven: Saved, tmp_path: Path) -> None:
    for number, content in enumerate(NO_SESSIONS.values()):
        path = tmp_path / f"{number}.pgviz"
        path.write_bytes(content())
        check_refused(driven, path)
    check_goes_on(driven)


def test_what_is_no_file(driven: Saved, tmp_path: Path) -> None:
    for make in NO_FILES:
        path = tmp_path / f"{make.__name__}.pgviz"
        make(path)
        check_refused(driven, path)
    check_goes_on(driven)


def test_a_file_that_may_not_be_read(windows: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    windows.warm_up()
    with unprivileged() as home:
        monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
        driven = windows.open()
        driven.advance(5)
        path = home / "run.pgviz"
        write_session(path, branched(iterations()))
        path.chmod(0)
        check_refused(driven, path)
        check_goes_on(driven)
        driven.window.end()


@pytest.mark.parametrize("part", range(PARTS))
def test_sessions_in_which_something_is_wrong(driven: Saved, tmp_path: Path, part: int) -> None:
    good = tmp_path / "good.pgviz"
    write_session(good, branched(iterations()))
    for number, (statement, _) in list(enumerate(FAULTS.values()))[part::PARTS]:
        path = tmp_path / f"{number}.pgviz"
        path.write_bytes(good.read_bytes())
        alter(path, statement)
        check_refused(driven, path)
    check_goes_on(driven)


def test_a_session_that_is_cut_or_of_the_future(driven: Saved, tmp_path: Path) -> None:
    good, path = tmp_path / "good.pgviz", tmp_path / "cut.pgviz"
    write_session(good, branched(iterations()))
    whole = good.read_bytes()
    for place in range(0, len(whole), len(whole) // 12):
        path.write_bytes(whole[:place])
        check_refused(driven, path)
    alter(good, "PRAGMA user_version = 99")
    check_refused(driven, good)
    check_goes_on(driven)
