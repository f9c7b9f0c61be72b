"""Run ▸ Breakpoints: the dialog driven as a person would, and a run that stops by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pgviz.gui.breakpoints.dialog import BreakpointsDialog
from pgviz.gui.speed import FULL
from pgviz.gui.theme import LIGHT
from pgviz.gui.window import Window
from pgviz.training.breakpoint_kinds import TABLE
from pgviz.training.breakpoints import Breakpoint
from tests.gui.driven import windows
from tests.training.runs import EXPERIMENT, plainly

PATIENCE = 20_000  # ms
CTRL = Qt.KeyboardModifier.ControlModifier
AT_5, AT_9 = Breakpoint("iteration", 5), Breakpoint("iteration", 9)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    for open_window in windows(qtbot, tmp_path, (1280, 720)):
        yield open_window(EXPERIMENT).window


def settle(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.bridge.is_settled, timeout=PATIENCE)


def opened(qtbot: QtBot, window: Window) -> BreakpointsDialog:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    QTest.keyClick(window, Qt.Key.Key_B, CTRL)
    dialog = window.findChild(BreakpointsDialog)
    qtbot.waitUntil(dialog.isActiveWindow, timeout=PATIENCE)
    assert not dialog.isModal()
    return dialog


def add(dialog: BreakpointsDialog, key: str, value: str | None) -> None:
    """Choose a kind, type a value if it has one, and press Return."""
    dialog.adding.kinds.setCurrentIndex([kind.key for kind in TABLE].index(key))
    if value is None:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        return
    dialog.adding.editor.setFocus()
    dialog.adding.editor.selectAll()
    QTest.keyClicks(dialog.adding.editor, value)
    QTest.keyClick(dialog.adding.editor, Qt.Key.Key_Return)


def texts(dialog: BreakpointsDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_a_key_opens_it_and_the_list_is_empty_with_a_word(qtbot: QtBot, window: Window) -> None:
    dialog = opened(qtbot, window)
    assert dialog.list.isHidden()
    assert "None so far" in dialog.empty.text()
    assert opened(qtbot, window) is dialog


def test_what_is_added_is_listed_and_the_runner_is_told(qtbot: QtBot, window: Window) -> None:
    dialog = opened(qtbot, window)
    add(dialog, "mean-return", "-0.5")
    add(dialog, "first-success", None)
    add(dialog, "iteration", "5")
    assert texts(dialog) == ["mean return ≥ −0.5", "first success", "iteration 5"]
    settle(qtbot, window)
    told = window.bridge.snapshot.breakpoints
    assert told == (Breakpoint("mean-return", -0.5), Breakpoint("first-success"), AT_5)
    add(dialog, "iteration", None)  # once more
    assert len(texts(dialog)) == 3


def test_a_value_that_cannot_be_is_refused_below_and_put_back(qtbot: QtBot, window: Window) -> None:
    dialog = opened(qtbot, window)
    for typed in ("1.5", "nan", "1e400", "-1", "abc"):
        dialog.adding.kinds.setCurrentIndex(4)
        dialog.adding.editor.selectAll()
        QTest.keyClicks(dialog.adding.editor, typed)
        QTest.keyClick(dialog.adding.editor, Qt.Key.Key_Return)
        assert dialog.adding.text.startswith("Iteration is a whole number between 0 and")
        assert dialog.adding.text.endswith(f"not {typed}.")
        assert dialog.adding.editor.text() == "100"
    assert texts(dialog) == []
    dialog.adding.kinds.setCurrentIndex(0)
    assert dialog.adding.text == TABLE[0].help


def test_keys_switch_one_off_and_on_and_remove_it(qtbot: QtBot, window: Window) -> None:
    dialog = opened(qtbot, window)
    add(dialog, "iteration", "5")
    add(dialog, "iteration", "9")
    dialog.list.setCurrentRow(0)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert window.bridge.snapshot.breakpoints == (AT_9,)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert window.bridge.snapshot.breakpoints == (AT_5, AT_9)
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    settle(qtbot, window)
    assert window.bridge.snapshot.breakpoints == (AT_9,)
    QTest.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    assert texts(dialog) == []
    assert not dialog.remove.isEnabled()


def test_it_remembers_when_it_is_closed_and_opened_again(qtbot: QtBot, window: Window) -> None:
    dialog = opened(qtbot, window)
    add(dialog, "iteration", "5")
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert texts(opened(qtbot, window)) == ["iteration 5"]


@pytest.mark.parametrize("speed", [FULL, 30.0])
def test_the_status_line_says_why_it_stopped(qtbot: QtBot, window: Window, speed: float) -> None:
    before = [iteration.scalars.mean_return for iteration in plainly(EXPERIMENT, 60)]
    most = max(before[:12])
    at = before.index(most)
    assert at > 0
    window.breakpoints.add(Breakpoint("mean-return", most))
    window.bridge.player.set_speed(speed)
    window.bridge.focus.granularity = "update"
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(window.bridge.snapshot.history.stops), timeout=PATIENCE)
    settle(qtbot, window)
    assert window.bridge.player.mode == "paused"
    assert window.bridge.view.iteration.number == at
    assert window.status.message.startswith(f"Stopped at iteration {at}: mean return ")
    shown = next(label for label in window.status.findChildren(QLabel) if "Stopped" in label.text())
    assert shown.palette().windowText().color() != LIGHT.negative  # nothing is wrong
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.bridge.view.iteration.number > at, timeout=PATIENCE)
    window.bridge.player.pause()
    settle(qtbot, window)


def test_the_past_is_played_to_where_it_stopped(qtbot: QtBot, window: Window) -> None:
    """The message of the stop, which still stands, is no reason to stop on the way."""
    bridge = window.bridge
    window.breakpoints.add(AT_5)
    bridge.player.set_speed(FULL)
    bridge.player.run()
    qtbot.waitUntil(lambda: bridge.player.mode == "paused", timeout=PATIENCE)
    bridge.player.to_first()
    settle(qtbot, window)
    bridge.player.set_speed(30.0)
    bridge.focus.granularity = "update"
    bridge.player.run()
    qtbot.waitUntil(lambda: bridge.view.iteration.number > 3, timeout=PATIENCE)
    bridge.player.pause()
    settle(qtbot, window)
