"""Opening what others have a say in: a file that is in use, and a module that must be imported."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from pgviz.training.sessions.autosave import autosaved
from pgviz.training.sessions.lock import is_in_use
from pgviz.training.sessions.reading import is_open
from tests.gui.interrupted import MADE, OTHER, check_stays, in_the_middle, written
from tests.gui.saved import Saved, Sessions
from tests.training.runs import plain_theta
from tests.training.sessions.resealed import alter
from tests.training.sessions.sessions import (
    CHANGES,
    EXPERIMENT,
    session,
    theta_in,
)

NEVER = "tests.training.never_imported:Never-v0"


@pytest.fixture
def driven(windows: Sessions) -> Saved:
    return in_the_middle(windows)


def test_a_file_that_is_open_elsewhere_is_opened_as_a_copy(
    windows: Sessions, tmp_path: Path
) -> None:
    path = written(tmp_path, session(MADE, 4))
    first, second = windows.open(OTHER, path), windows.open(OTHER)
    second.open(path)
    assert second.notice.text == (
        "run.pgviz is open in another window or program: this is a copy of it. "
        "What is made here does not go into that file."
    )
    second.advance(2)
    first.advance(5)
    copy = second.file()
    assert copy in autosaved()
    assert first.file() == path
    for driven in (first, second):
        driven.window.close()
    for file, count in ((path, 9), (copy, 6)):
        assert theta_in(file) == plain_theta(EXPERIMENT, count, dict(CHANGES))
        assert not is_open(file)


def test_the_file_that_is_shown_is_not_opened_again(driven: Saved, tmp_path: Path) -> None:
    path = written(tmp_path, session(MADE, 4))
    driven.open(path)
    driven.file()
    driven.window.sessions.open_file(path)
    assert driven.notice.text == "run.pgviz is open in this window."
    assert not driven.window.sessions.opening.is_busy


def answer(driven: Saved, text: str) -> None:
    driven.wait_for(lambda: driven.window.findChild(QMessageBox) is not None)
    box = driven.window.findChild(QMessageBox)
    (button,) = [each for each in box.buttons() if each.text().replace("&", "") == text]
    button.click()


def test_a_module_is_not_imported_unless_the_user_agrees(driven: Saved, tmp_path: Path) -> None:
    path = written(tmp_path, session(MADE, 4))
    value = f'{{"id": "{NEVER}", "arguments": {{}}}}'
    alter(path, f"UPDATE meta SET value='{value}' WHERE key='environment'")
    view = driven.view
    driven.window.sessions.open_file(path)
    answer(driven, "Cancel")
    driven.wait_for(lambda: not is_in_use(path))
    assert not is_open(path)
    check_stays(driven, view)
    assert "tests.training.never_imported" not in sys.modules


def test_a_module_that_the_user_agrees_to_is_imported(driven: Saved, tmp_path: Path) -> None:
    path = written(tmp_path, session(MADE, 4))
    value = '{"id": "pgviz.environments:pgviz/GridWorld-v0", "arguments": {}}'
    alter(path, f"UPDATE meta SET value='{value}' WHERE key='environment'")
    opening = driven.window.sessions.opening
    driven.window.sessions.open_file(path)
    answer(driven, "Import and open")
    driven.wait_for(lambda: driven.window.bridge.snapshot.restored == 1 and not opening.is_busy)
    driven.settle()
    driven.advance(2)
    assert driven.file() == path
    id = "pgviz.environments:pgviz/GridWorld-v0"
    world = replace(EXPERIMENT, environment=replace(EXPERIMENT.environment, id=id))
    assert driven.theta == plain_theta(world, 6, dict(CHANGES))


def test_closing_the_window_while_a_file_is_read_leaves_both_closed(
    driven: Saved, tmp_path: Path
) -> None:
    path, shown = written(tmp_path, session(MADE, 4)), driven.file()
    driven.window.sessions.open_file(path)
    driven.window.close()
    assert theta_in(path) == plain_theta(EXPERIMENT, 4, dict(CHANGES))
    assert theta_in(shown) == plain_theta(OTHER, 6)
    for each in (path, shown):
        assert not is_open(each)
        assert not is_in_use(each)


def test_closing_the_window_while_it_asks_leaves_the_file_closed(
    driven: Saved, tmp_path: Path
) -> None:
    path = written(tmp_path, session(MADE, 4))
    value = f'{{"id": "{NEVER}", "arguments": {{}}}}'
    alter(path, f"UPDATE meta SET value='{value}' WHERE key='environment'")
    driven.window.sessions.open_file(path)
    driven.wait_for(lambda: driven.window.findChild(QMessageBox) is not None)
    assert is_in_use(path)
    driven.window.end()
    assert not is_open(path)
    assert not is_in_use(path)
    assert "tests.training.never_imported" not in sys.modules
