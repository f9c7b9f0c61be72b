"""Saving under a name: the run goes on in that file, or goes on where it was and says why."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from pgviz.training.sessions.autosave import autosaved
from pgviz.training.sessions.reading import is_open, read_session
from pgviz.training.sessions.writing import SessionWriter
from tests.gui.saved import Saved, Sessions
from tests.training.runs import EXPERIMENT, plain_theta
from tests.training.sessions.sessions import iterations, session, theta_in
from tests.training.sessions.unprivileged import unprivileged

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def driven(windows: Sessions) -> Saved:
    return windows.begun(3)


def save_as(driven: Saved, path: Path) -> None:
    driven.window.actions_by_name["save-as"].trigger()
    driven.save_as(path)


def recent(driven: Saved) -> list[str]:
    """The files that the menu lists, those that were autosaved apart."""
    menu = driven.window.sessions.recent
    menu.fill()
    texts = [action.text() for action in menu.actions()]
    return texts[: texts.index("Autosaved:") - 1]  # without the line between


def check_goes_on_unharmed(driven: Saved, path: Path) -> None:
    driven.advance(2)
    assert driven.file() == path
    driven.window.close()
    assert theta_in(path) == plain_theta(EXPERIMENT, 6)
    assert not is_open(path)


def test_a_run_that_is_saved_goes_on_in_that_file(driven: Saved, tmp_path: Path) -> None:
    path = tmp_path / "my run.pgviz"
    save_as(driven, path)
    assert driven.window.status.currentMessage() == f"Saved {path}"
    assert driven.file() == path
    assert autosaved() == ()
    assert theta_in(path) == plain_theta(EXPERIMENT, 4)
    world = driven.window.bridge.snapshot.world
    assert world is not None
    title = f"my run.pgviz – {world.title} – pgviz"
    driven.wait_for(lambda: driven.window.windowTitle() == title)
    assert driven.window.sessions.label.text() == "my run.pgviz"
    check_goes_on_unharmed(driven, path)
    assert autosaved() == ()


def test_the_first_save_asks_and_the_next_does_not(driven: Saved, tmp_path: Path) -> None:
    path = tmp_path / "run.pgviz"
    driven.press("S", CTRL)
    driven.save_as(path)
    driven.advance(1)
    driven.window.actions_by_name["save"].trigger()
    assert not any(dialog.isVisible() for dialog in driven.window.findChildren(QFileDialog))
    driven.wait_for(lambda: driven.window.status.currentMessage() == f"Saved {path}")
    assert theta_in(path) == plain_theta(EXPERIMENT, 5)


def test_a_session_that_is_there_is_replaced(driven: Saved, tmp_path: Path) -> None:
    path = tmp_path / "old.pgviz"
    path.write_text("what was there before")
    save_as(driven, path)
    check_goes_on_unharmed(driven, path)


def test_a_folder_that_is_gone_changes_nothing(driven: Saved, tmp_path: Path) -> None:
    before = driven.file()
    save_as(driven, tmp_path / "gone" / "run.pgviz")
    assert "run.pgviz can't be" in driven.window.status.message
    check_goes_on_unharmed(driven, before)


def test_a_file_that_is_open_elsewhere_changes_nothing(driven: Saved, tmp_path: Path) -> None:
    before, path = driven.file(), tmp_path / "theirs.pgviz"
    with SessionWriter.create(path, session(iterations(), 5)):
        save_as(driven, path)
        assert "theirs.pgviz is open in another window" in driven.window.status.message
    check_goes_on_unharmed(driven, before)


def test_a_folder_that_may_not_be_written_changes_nothing(
    windows: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows.warm_up()
    with unprivileged() as folder:
        monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
        (folder / "protected").mkdir(mode=0o500)
        driven = windows.open()
        driven.advance(3)
        before = driven.file()
        save_as(driven, folder / "protected" / "run.pgviz")
        assert "run.pgviz can't be written: Permission denied." in driven.window.status.message
        check_goes_on_unharmed(driven, before)


def test_files_with_a_name_are_listed_while_they_are_there(
    windows: Sessions, driven: Saved, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        save_as(driven, tmp_path / f"{name}.pgviz")
        driven.wait_for(lambda name=name: recent(driven)[0] == name)
    assert recent(driven) == ["two", "one"]
    driven.window.close()
    (tmp_path / "two.pgviz").unlink()
    assert recent(windows.open()) == ["one"]


def test_a_branch_without_an_iteration_of_its_own_is_saved_with_the_others(
    driven: Saved, tmp_path: Path
) -> None:
    path = tmp_path / "run.pgviz"
    driven.window.bridge.player.travel(0)
    driven.settle()
    driven.press("B")
    driven.settle()
    assert driven.window.bridge.snapshot.count == 0
    save_as(driven, path)
    assert [branch.end for branch in read_session(path).branches] == [4, 0]
