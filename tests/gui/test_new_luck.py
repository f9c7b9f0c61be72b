"""Run ▸ New luck for many seeds: what is asked, and what comes of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pgviz.gui.new_luck import NewLuckDialog
from pgviz.gui.window import Window
from tests.gui.driven import windows
from tests.training.runs import EXPERIMENT, PLAIN, plainly

PATIENCE = 20_000  # ms
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CHANGED = PLAIN.changed({"learning_rate": 0.25})


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    for opened in windows(qtbot, tmp_path, (1280, 720)):
        yield opened(EXPERIMENT).window


def asked(qtbot: QtBot, window: Window) -> NewLuckDialog:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    QTest.keyClick(window, Qt.Key.Key_N, BOTH)
    dialog = window.findChild(NewLuckDialog)
    qtbot.waitUntil(dialog.isActiveWindow, timeout=PATIENCE)
    return dialog


def type_into(dialog: NewLuckDialog, key: str, text: str, end: Qt.Key = Qt.Key.Key_Tab) -> None:
    editor = dialog.rows[key].editor
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, end)


def test_the_runs_are_those_of_the_next_seeds_and_of_what_was_changed(
    qtbot: QtBot, window: Window
) -> None:
    window.workbench.edit("learning_rate", 0.25)
    qtbot.waitUntil(lambda: window.bridge.is_settled, timeout=PATIENCE)
    dialog = asked(qtbot, window)
    type_into(dialog, "runs", "3")
    type_into(dialog, "iterations", "5")
    dialog.begin.click()
    assert "New luck" in window.study_bar.text
    qtbot.waitUntil(lambda: not window.studying.is_running, timeout=PATIENCE)
    view = window.bridge.view
    result = window.studying.seed_runs_at(view.world, view.iteration)
    assert result.seeds == (4, 5, 6)
    for run, seed in enumerate(result.seeds):
        alone = plainly(replace(EXPERIMENT, seed=seed), 5, {1: CHANGED})
        expected = [iteration.scalars.mean_return for iteration in alone]
        assert result.mean_return.runs[:, run].tolist() == expected


def test_return_in_a_field_takes_its_value_and_starts(qtbot: QtBot, window: Window) -> None:
    dialog = asked(qtbot, window)
    type_into(dialog, "iterations", "4")
    type_into(dialog, "runs", "2", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(NewLuckDialog) is None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.studying.is_running, timeout=PATIENCE)
    view = window.bridge.view
    result = window.studying.seed_runs_at(view.world, view.iteration)
    assert result.mean_return.runs.shape == (4, 2)


def test_as_many_iterations_as_there_are_are_suggested(qtbot: QtBot, window: Window) -> None:
    dialog = asked(qtbot, window)
    assert [row.editor.text() for row in dialog.rows.values()] == ["10", "100"]
    dialog.close()
    window.bridge.player.advance(110)
    qtbot.waitUntil(lambda: window.bridge.snapshot.count == 111, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.bridge.is_settled, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.findChild(NewLuckDialog) is None, timeout=PATIENCE)
    dialog = asked(qtbot, window)
    assert [row.editor.text() for row in dialog.rows.values()] == ["10", "111"]


@pytest.mark.parametrize(("key", "text"), [("runs", "1"), ("runs", "1e9"), ("iterations", "many")])
def test_what_cannot_be_is_refused_below_its_field(
    qtbot: QtBot, window: Window, key: str, text: str
) -> None:
    dialog = asked(qtbot, window)
    before = dialog.rows[key].editor.text()
    type_into(dialog, key, text, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not window.studying.is_running
    assert "is a whole number between" in dialog.rows[key].reason
    assert dialog.rows[key].editor.text() == before


def test_the_study_is_of_the_runs_own_past_only(qtbot: QtBot, window: Window) -> None:
    dialog = asked(qtbot, window)
    type_into(dialog, "runs", "2")
    type_into(dialog, "iterations", "2")
    dialog.begin.click()
    qtbot.waitUntil(lambda: not window.studying.is_running, timeout=PATIENCE)
    view = window.bridge.view
    assert window.studying.seed_runs_at(view.world, view.iteration) is not None
    other = replace(view.iteration, hyperparameters=CHANGED)
    assert window.studying.seed_runs_at(view.world, other) is None
