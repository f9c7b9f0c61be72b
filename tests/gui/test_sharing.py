"""A run that is copied as a link, pasted elsewhere, is the same run at the same place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from pgviz.environments import EnvironmentSpec
from pgviz.gui.fonts import load_fonts
from pgviz.gui.preferences import Preferences
from pgviz.gui.window import Window
from pgviz.lessons.scenarios import scenario
from pgviz.lessons.sharing import Shared, decode, encode
from pgviz.training.cursor import Cursor
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from tests.gui.driven import Open, windows
from tests.training.runs import BOLDER, EXPERIMENT, bytes_of, plainly

PATIENCE = 20_000  # ms
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CURSOR = Cursor(4, "weight", 2, 1)
SHARED = Shared(EXPERIMENT, ((2, BOLDER),), CURSOR)
CORRIDOR = scenario("short-corridor").experiment


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    yield from windows(qtbot, tmp_path, (1280, 720))


@pytest.fixture
def window(opened: Open) -> Window:
    return opened(CORRIDOR).window


def settle(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.bridge.is_settled, timeout=PATIENCE)


def paste(window: Window, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(window, Qt.Key.Key_V, BOTH)


def copied(window: Window) -> str:
    QTest.keyClick(window, Qt.Key.Key_L, BOTH)
    return QGuiApplication.clipboard().text()


def arrive(qtbot: QtBot, window: Window, cursor: Cursor) -> None:
    qtbot.waitUntil(lambda: window.bridge.focus.cursor == cursor, timeout=PATIENCE)
    settle(qtbot, window)


def check_shown(window: Window) -> None:
    """The window shows SHARED: the iteration that a plain loop makes, at its cursor."""
    *_, expected = plainly(EXPERIMENT, 5, {2: BOLDER})
    assert window.bridge.focus.cursor == CURSOR
    assert bytes_of(window.bridge.focus.iteration) == bytes_of(expected)
    assert window.bridge.snapshot.count == 5
    assert [at for at, _ in window.bridge.snapshot.history.changes] == [2]
    assert window.workbench.experiment.hyperparameters == BOLDER


def test_a_pasted_link_brings_the_run_to_its_place(qtbot: QtBot, window: Window) -> None:
    paste(window, encode(SHARED))
    arrive(qtbot, window, CURSOR)
    check_shown(window)
    assert window.status.message == ""


def test_what_is_copied_from_it_is_the_same_link(qtbot: QtBot, window: Window) -> None:
    paste(window, encode(SHARED))
    arrive(qtbot, window, CURSOR)
    assert copied(window) == encode(SHARED)
    assert "Copied a link to this run" in window.status.currentMessage()


def test_a_look_back_is_shared_with_what_held_there(qtbot: QtBot, window: Window) -> None:
    paste(window, encode(SHARED))
    arrive(qtbot, window, CURSOR)
    window.bridge.player.travel(1)
    qtbot.waitUntil(lambda: window.bridge.focus.iteration.number == 1, timeout=PATIENCE)
    shared = decode(copied(window))
    assert shared.cursor == window.bridge.focus.cursor
    assert (shared.experiment, shared.changes) == (EXPERIMENT, ((2, BOLDER),))


def test_a_change_that_has_still_to_act_is_shared(qtbot: QtBot, window: Window) -> None:
    window.workbench.edit("learning_rate", 0.25)
    settle(qtbot, window)
    shared = decode(copied(window))
    changed = CORRIDOR.hyperparameters.changed({"learning_rate": 0.25})
    assert (shared.experiment, shared.changes) == (CORRIDOR, ((1, changed),))
    window.bridge.player.advance(2)
    settle(qtbot, window)
    paste(window, encode(shared))
    arrive(qtbot, window, shared.cursor)
    qtbot.waitUntil(lambda: window.workbench.experiment.hyperparameters == changed)
    assert window.bridge.snapshot.count == 1


def test_the_present_run_begins_again_where_the_link_is_its_own(
    qtbot: QtBot, window: Window
) -> None:
    text, cursor = copied(window), window.bridge.focus.cursor
    window.bridge.player.advance(3)
    settle(qtbot, window)
    assert window.bridge.snapshot.count == 4
    paste(window, text)
    qtbot.waitUntil(lambda: window.bridge.snapshot.count == 1, timeout=PATIENCE)
    arrive(qtbot, window, cursor)


def test_opening_can_be_undone(qtbot: QtBot, window: Window) -> None:
    paste(window, encode(SHARED))
    arrive(qtbot, window, CURSOR)
    window.workbench.undo()
    opened = window.bridge
    qtbot.waitUntil(lambda: opened.snapshot.experiment == CORRIDOR, timeout=PATIENCE)
    settle(qtbot, window)
    assert window.workbench.experiment == CORRIDOR
    assert window.bridge.snapshot.count == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "does not begin with pgviz://run/"),
        ("some text", "does not begin with pgviz://run/"),
        (encode(SHARED)[:-9], "not whole"),
        ("x" * 1_000_000, "does not begin with pgviz://run/"),
    ],
)
def test_what_is_no_link_is_said_and_the_run_stays(
    qtbot: QtBot, window: Window, text: str, complaint: str
) -> None:
    shown, run = window.bridge.focus.iteration, window.bridge.snapshot.run
    paste(window, text)
    assert window.status.message.startswith("This share string can't be used: it")
    assert complaint in window.status.message
    settle(qtbot, window)
    assert window.bridge.snapshot.run == run
    assert window.bridge.focus.iteration is shown
    paste(window, encode(SHARED))
    arrive(qtbot, window, CURSOR)
    assert window.status.message == ""


def test_a_world_that_cannot_be_made_leaves_the_run(qtbot: QtBot, window: Window) -> None:
    nowhere = Experiment(EnvironmentSpec("Nowhere-v0"), Hyperparameters(), 1)
    paste(window, encode(Shared(nowhere, (), CURSOR)))
    qtbot.waitUntil(lambda: "Nowhere-v0" in window.status.message, timeout=PATIENCE)
    settle(qtbot, window)
    assert window.workbench.experiment == CORRIDOR
    assert window.bridge.snapshot.count == 1
    window.bridge.runs.start_again(CORRIDOR)  # which begins as any other
    qtbot.waitUntil(lambda: window.bridge.snapshot.run == 2, timeout=PATIENCE)
    settle(qtbot, window)
    assert window.bridge.snapshot.count == 1


FOREIGN = replace(
    SHARED,
    experiment=replace(
        EXPERIMENT,
        environment=EnvironmentSpec("tests.training.faulty_worlds:test/Faulty-v0"),
    ),
)


@pytest.mark.parametrize("agreed", [True, False])
def test_a_module_is_imported_only_after_the_user_agrees(
    qtbot: QtBot, window: Window, agreed: bool
) -> None:
    paste(window, encode(FOREIGN))
    asking = window.findChild(QMessageBox)
    assert "tests.training.faulty_worlds:test/Faulty-v0" in asking.text()
    assert asking.defaultButton() is asking.button(QMessageBox.StandardButton.Cancel)
    assert window.workbench.experiment == CORRIDOR
    buttons = {
        button.text().replace("&", ""): button for button in asking.findChildren(QPushButton)
    }
    buttons["Import and open" if agreed else "Cancel"].click()
    if agreed:
        qtbot.waitUntil(lambda: window.bridge.snapshot.count == 5, timeout=PATIENCE)
    settle(qtbot, window)
    expected = FOREIGN.experiment.environment if agreed else CORRIDOR.environment
    assert window.bridge.snapshot.experiment.environment == expected


def test_a_window_can_begin_with_it(qtbot: QtBot, tmp_path: Path) -> None:
    load_fonts()
    runner = Runner(EXPERIMENT, InThread())
    window = Window(EXPERIMENT, runner, Preferences(tmp_path / "preferences.ini"))
    window.show()
    window.sharing.follow(SHARED)  # before its first iteration has come
    arrive(qtbot, window, CURSOR)
    check_shown(window)
    window.close()


def test_a_place_that_the_batch_does_not_have_is_the_nearest(qtbot: QtBot, window: Window) -> None:
    paste(window, encode(replace(SHARED, cursor=Cursor(1, "sum", 99_999, 99_999))))
    qtbot.waitUntil(lambda: window.bridge.snapshot.count == 2, timeout=PATIENCE)
    settle(qtbot, window)
    batch = window.bridge.focus.iteration.batch
    last = batch.size - 1
    assert window.bridge.focus.cursor == Cursor(1, "sum", last, batch.lengths[last] - 1)
