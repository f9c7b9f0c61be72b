"""Run ▸ Memory for the past: what is said of it, and what is chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pgviz.gui.past_memory import MemoryDialog, said_of
from pgviz.gui.preferences import MB, Preferences
from pgviz.training.memory import BUDGET, MemoryUse
from tests.gui.driven import Driven, windows

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def driven(qtbot: QtBot, tmp_path: Path) -> Iterator[Driven]:
    opening = windows(qtbot, tmp_path, (1280, 720))
    opened = next(opening)("two-step")
    opened.window.bridge.player.advance(20)
    opened.settle()
    yield opened
    next(opening, None)


def asked(driven: Driven) -> MemoryDialog:
    driven.window.activateWindow()
    driven.wait_for(driven.window.isActiveWindow)
    driven.press(Qt.Key.Key_B, BOTH)
    dialog = driven.window.findChild(MemoryDialog)
    driven.wait_for(dialog.isActiveWindow)
    return dialog


def type_into(dialog: MemoryDialog, text: str) -> None:
    editor = dialog.row.editor
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_it_says_what_is_used_and_goes_on_saying_it(driven: Driven) -> None:
    dialog = asked(driven)
    assert "for 21 states of all branches" in dialog.used.text()
    driven.window.bridge.player.advance(5)
    driven.settle()
    assert "for 26 states of all branches" in dialog.used.text()
    assert dialog.used.text() == said_of(driven.window.bridge.snapshot.memory, 26)


def test_what_is_chosen_holds_at_once_and_is_remembered(driven: Driven, tmp_path: Path) -> None:
    dialog = asked(driven)
    type_into(dialog, "64")
    driven.settle()
    assert driven.window.bridge.snapshot.memory.budget == 64 * MB
    assert Preferences(tmp_path / "preferences.ini").history_budget == 64 * MB
    driven.window.workbench.start_again()
    driven.settle()
    assert driven.window.bridge.snapshot.memory.budget == 64 * MB


@pytest.mark.parametrize("text", ["15", "64001", "-1", "nan", "lots", "1e400"])
def test_what_can_not_be_is_told_in_a_sentence(driven: Driven, text: str) -> None:
    dialog = asked(driven)
    type_into(dialog, text)
    assert dialog.row.reason == (
        f"Memory in MB is a whole number between 16 and 64\u202f000, not {text}."
    )
    driven.settle()
    assert driven.window.bridge.snapshot.memory.budget == BUDGET


def test_it_opens_once_and_is_closed_with_the_window(driven: Driven) -> None:
    dialog = asked(driven)
    driven.window.dialogs.limit_memory()
    assert driven.window.findChildren(MemoryDialog) == [dialog]


def test_a_new_window_begins_with_what_was_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    Preferences(tmp_path / "preferences.ini").history_budget = 20 * MB
    opening = windows(qtbot, tmp_path, (1280, 720))
    driven = next(opening)("two-step")
    driven.settle()
    assert driven.window.bridge.snapshot.memory.budget == 20 * MB
    next(opening, None)


@pytest.mark.parametrize("kept", ["", "3", "many", "99999999"])
def test_a_number_that_can_not_be_is_as_none(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "preferences.ini"
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    settings.setValue("history_budget", kept)
    settings.sync()
    assert Preferences(path).history_budget == BUDGET


def test_the_spacing_of_the_states_is_told() -> None:
    memory = MemoryUse(BUDGET, 2 * MB, 30 * MB, MB // 2, 2_000)
    assert said_of(memory, 2_000).splitlines()[0] == "32.5 MB are used now:"
    assert said_of(memory, 2_000).splitlines()[-1] == "Every iteration has its state."
    assert said_of(memory, 9_000).splitlines()[-1] == "About one iteration in 4.5 has its state."
