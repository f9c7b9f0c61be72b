"""The user's notes are kept with the run that they are on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pgviz.gui.sessions.notes import NotesDialog
from pgviz.training.sessions.reading import read_session
from tests.gui.saved import Saved, Sessions


@pytest.fixture
def driven(windows: Sessions) -> Saved:
    return windows.begun(2)


def note(driven: Saved, text: str) -> NotesDialog:
    driven.window.actions_by_name["notes"].trigger()
    dialog = driven.window.findChild(NotesDialog)
    QTest.keyClicks(dialog.text, text)
    return dialog


def kept(driven: Saved, notes: str) -> None:
    driven.wait_for(lambda: driven.window.bridge.snapshot.notes == notes)


def test_what_is_typed_is_in_the_file_when_the_window_is_closed(driven: Saved) -> None:
    path = driven.file()
    note(driven, "too bold")
    driven.window.close()
    assert read_session(path).notes == "too bold"


def test_what_is_typed_is_kept_while_the_dialog_stays(driven: Saved) -> None:
    note(driven, "too bold")
    kept(driven, "too bold")


def test_another_run_has_notes_of_its_own(driven: Saved) -> None:
    first = driven.file()
    dialog = note(driven, "too bold")
    kept(driven, "too bold")
    driven.window.workbench.new_seed()
    driven.settle()
    assert dialog.text.toPlainText() == ""
    QTest.keyClicks(dialog.text, "better")
    driven.advance(2)
    second = driven.file()
    driven.window.close()
    assert read_session(first).notes == "too bold"
    assert read_session(second).notes == "better"


def test_what_is_deleted_again_is_gone(driven: Saved) -> None:
    dialog = note(driven, "a")
    kept(driven, "a")
    QTest.keyClick(dialog.text, Qt.Key.Key_Backspace)
    dialog.close()
    kept(driven, "")


def test_what_is_deleted_before_the_runner_has_heard_of_it_is_gone(driven: Saved) -> None:
    dialog = note(driven, "")
    dialog.text.setPlainText("a")
    dialog.keep()
    dialog.text.setPlainText("")
    dialog.keep()
    driven.settle()
    driven.wait_for(lambda: driven.window.bridge.has_obeyed)
    assert driven.window.bridge.snapshot.notes == ""


def test_a_run_that_has_only_notes_is_kept(windows: Sessions) -> None:
    driven = windows.open()
    path = driven.file()
    note(driven, "begin here")
    driven.window.close()
    assert read_session(path).notes == "begin here"
