"""The window driven as a person would: by keys and by the mouse, in a real event loop."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pgviz.gui.actions import DEEDS, LOCAL_KEYS, keys_text
from pgviz.gui.fonts import load_fonts
from pgviz.gui.form.text_editor import TextEditor
from pgviz.gui.keys import KeysDialog
from pgviz.gui.preferences import Preferences
from pgviz.gui.speed import FULL
from pgviz.gui.theme import LIGHT
from pgviz.gui.window import Window
from pgviz.lessons.scenarios import scenario
from pgviz.training.in_process import InProcess
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from tests.gui.driven import Driven
from tests.gui.iterations import state_after

GRANULARITY_KEYS = {"step": "1", "trajectory": "2", "phase": "3", "update": "4"}


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "preferences.ini")


@pytest.fixture
def driven(qtbot: QtBot, preferences: Preferences) -> Iterator[Driven]:
    load_fonts()
    experiment = scenario("gridworld").experiment
    window = Window(experiment, Runner(experiment, InThread()), preferences)
    seen = Driven(window, qtbot)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    seen.wait_for(lambda: seen.number == 0)
    yield seen
    window.close()


def test_space_runs_and_pauses(driven: Driven) -> None:
    driven.press(Qt.Key.Key_Space)
    assert driven.window.bridge.player.mode == "playing"
    assert driven.window.transport.run.text() == "Pause"
    driven.wait_for(lambda: driven.number >= 2)
    driven.press(Qt.Key.Key_Space)
    assert driven.window.bridge.player.mode == "paused"
    assert driven.window.transport.run.text() == "Run"
    assert driven.window.status.doing.startswith("Paused")


def test_full_speed_and_pause_end_in_the_theta_of_a_headless_run(driven: Driven) -> None:
    driven.window.transport.speed.set_speed(FULL)
    driven.press(Qt.Key.Key_Space)
    driven.wait_for(lambda: driven.number >= 20)
    driven.press(Qt.Key.Key_Space)
    driven.settle()
    shown = driven.view.iteration
    experiment = scenario("gridworld").experiment
    assert shown.after.theta_sha256 == state_after(experiment, shown.number + 1).theta_sha256


@pytest.mark.parametrize("granularity", GRANULARITY_KEYS)
def test_each_kind_of_step_goes_both_ways_by_keys(driven: Driven, granularity: str) -> None:
    driven.press(GRANULARITY_KEYS[granularity])
    assert driven.window.bridge.focus.granularity == granularity
    driven.press(Qt.Key.Key_Right)
    driven.wait_for(lambda: driven.number == 1)
    first = driven.view.cursor
    driven.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    driven.press(Qt.Key.Key_Right)
    onward = driven.view.cursor
    driven.press(Qt.Key.Key_Left)
    driven.settle()
    assert driven.view.cursor != onward
    driven.press(Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert driven.view.cursor.phase == "update"
    assert first.iteration == 1


def test_the_mouse_presses_what_the_keys_do(driven: Driven) -> None:
    transport = driven.window.transport
    QTest.mouseClick(transport.run, Qt.MouseButton.LeftButton)
    assert driven.window.bridge.player.mode == "playing"
    QTest.mouseClick(transport.run, Qt.MouseButton.LeftButton)
    assert driven.window.bridge.player.mode == "paused"


def test_a_hyperparameter_changed_while_it_learns_acts_from_the_next_iteration(
    driven: Driven,
) -> None:
    window = driven.window
    window.transport.speed.set_speed(FULL)
    driven.press(Qt.Key.Key_Space)
    driven.wait_for(lambda: driven.number >= 3)
    editor = window.form.row("learning_rate").editor
    assert isinstance(editor, TextEditor)
    editor.clear()
    QTest.keyClicks(editor, "0.05")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    driven.wait_for(lambda: driven.view.iteration.hyperparameters.learning_rate == 0.05)
    assert window.bridge.player.mode == "running"
    driven.press(Qt.Key.Key_Space)
    driven.settle()
    changes = window.bridge.snapshot.history.changes
    assert [set(change) for _, change in changes] == [{"learning_rate"}]


def test_a_bad_value_is_refused_and_the_run_goes_on_as_it_was(driven: Driven) -> None:
    editor = driven.window.form.row("batch_size").editor
    assert isinstance(editor, TextEditor)
    editor.clear()
    QTest.keyClicks(editor, "0")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert "between 1 and" in driven.window.form.row("batch_size").reason
    before = driven.view.iteration.hyperparameters
    driven.window.setFocus()
    driven.press(Qt.Key.Key_Right)
    driven.wait_for(lambda: driven.number == 1)
    assert driven.view.iteration.hyperparameters == before


def test_what_would_not_fit_into_memory_is_refused_beside_its_field(driven: Driven) -> None:
    driven.window.workbench.edit("horizon", 100_000)
    driven.window.workbench.edit("batch_size", 100_000)
    assert "GiB" in driven.window.form.row("batch_size").reason
    assert driven.window.workbench.experiment.hyperparameters.batch_size != 100_000


def test_undo_and_redo_lead_back_and_forth(driven: Driven) -> None:
    workbench = driven.window.workbench
    first = workbench.experiment
    workbench.edit("learning_rate", 0.5)
    workbench.edit("baseline", "mean")
    driven.press("z", Qt.KeyboardModifier.ControlModifier)
    driven.press("z", Qt.KeyboardModifier.ControlModifier)
    assert workbench.experiment == first
    driven.press("y", Qt.KeyboardModifier.ControlModifier)
    assert workbench.experiment.hyperparameters.learning_rate == 0.5
    driven.press("d", Qt.KeyboardModifier.ControlModifier)
    assert workbench.experiment == first


def test_another_scenario_is_opened_and_undone(driven: Driven) -> None:
    window = driven.window
    window.transport.chooser.chosen.emit("two-step")
    driven.wait_for(lambda: driven.view.world.spec.id == "pgviz/TwoStep-v0")
    assert window.windowTitle().startswith(window.transport.chooser.currentText())
    driven.press("z", Qt.KeyboardModifier.ControlModifier)
    driven.wait_for(lambda: driven.view.world.spec.id == "pgviz/GridWorld-v0")


def test_an_environment_that_does_not_exist_leaves_all_as_it_was(driven: Driven) -> None:
    before = driven.window.workbench.experiment
    driven.window.workbench.open_environment("NoSuchThing-v0")
    driven.wait_for(lambda: "NoSuchThing" in driven.window.status.message)
    driven.settle()
    assert driven.window.workbench.experiment == before
    driven.press(Qt.Key.Key_Right)
    driven.wait_for(lambda: driven.number == 1)


def test_a_new_seed_and_the_same_seed_begin_again(driven: Driven) -> None:
    first = driven.view.iteration
    driven.press("n", Qt.KeyboardModifier.ControlModifier)
    driven.wait_for(lambda: driven.view.iteration.before.seed == first.before.seed + 1)
    assert driven.number == 0
    driven.press("z", Qt.KeyboardModifier.ControlModifier)
    driven.wait_for(lambda: driven.view.iteration.before.seed == first.before.seed)
    assert driven.view.iteration.after.theta_sha256 == first.after.theta_sha256


def test_pointing_at_a_step_is_shown_in_every_panel(driven: Driven) -> None:
    window = driven.window
    shown: list[object] = []
    for panel in window.panels:
        panel.show_pointer = shown.append  # type: ignore[method-assign]
    contributions = window.cards["contributions"].content
    middle = QPoint(contributions.width() // 2, contributions.height() // 3)
    QTest.mouseMove(contributions, middle)
    driven.wait_for(lambda: len(shown) >= len(window.panels))
    assert len(set(map(repr, shown[: len(window.panels)]))) == 1


def test_every_action_has_keys_of_its_own_and_its_tooltip_says_them(driven: Driven) -> None:
    keys = [key for deed in DEEDS for key in deed.keys]
    assert len(keys) == len(set(keys))
    for deed in DEEDS:
        assert keys_text(deed) in driven.window.actions_by_name[deed.name].toolTip()


def test_cards_come_back_as_they_were_left(qtbot: QtBot, preferences: Preferences) -> None:
    load_fonts()
    experiment = scenario("two-step").experiment

    def opened() -> Driven:
        window = Window(experiment, Runner(experiment, InThread()), preferences)
        seen = Driven(window, qtbot)
        window.show()
        seen.wait_for(lambda: seen.number == 0)
        return seen

    first = opened()
    first.window.cards["inspector"].close()
    first.window.cards["learning"].setFloating(True)
    first.window.close()
    second = opened()
    shown = {key for key, card in second.window.cards.items() if card.isVisible()}
    assert shown == set(second.window.cards) - {"inspector", "derivation", "landscape"}
    assert second.window.cards["learning"].isFloating()
    second.window.layouts.restore()
    QApplication.processEvents()
    assert second.window.cards["inspector"].isVisible()
    assert not second.window.cards["learning"].isFloating()
    second.window.close()


def test_the_theme_and_large_type_are_remembered(driven: Driven, preferences: Preferences) -> None:
    before = driven.window.appearance.theme
    driven.press("t", Qt.KeyboardModifier.ControlModifier)
    driven.press("l", Qt.KeyboardModifier.ControlModifier)
    after = driven.window.appearance.theme
    assert after.name != before.name
    assert after.type_scale > 1.0
    assert after.line_scale == 2.0
    assert preferences.theme == after.name
    assert preferences.lecture


@pytest.mark.parametrize("engine", [InThread, InProcess])
def test_it_can_be_closed_while_it_learns(
    qtbot: QtBot, preferences: Preferences, engine: type[InThread] | type[InProcess]
) -> None:
    load_fonts()
    experiment = scenario("cartpole").experiment
    runner = Runner(experiment, engine())
    window = Window(experiment, runner, preferences)
    seen = Driven(window, qtbot)
    window.show()
    window.transport.speed.set_speed(FULL)
    window.bridge.player.run()
    seen.wait_for(lambda: seen.number >= 1)
    window.close()
    assert not runner.is_alive


def test_in_a_worker_process_the_bytes_are_the_same(qtbot: QtBot, preferences: Preferences) -> None:
    load_fonts()
    experiment = scenario("gridworld").experiment
    window = Window(experiment, Runner(experiment, InProcess()), preferences)
    seen = Driven(window, qtbot)
    window.show()
    window.transport.speed.set_speed(FULL)
    seen.wait_for(lambda: seen.number == 0)
    seen.press(Qt.Key.Key_Space)
    seen.wait_for(lambda: seen.number >= 30)
    seen.press(Qt.Key.Key_Space)
    seen.settle()
    shown = seen.view.iteration
    window.close()
    assert shown.after.theta_sha256 == state_after(experiment, shown.number + 1).theta_sha256


@pytest.mark.parametrize("size", [(1, 1), (8000, 8000)])
def test_it_can_be_made_tiny_and_huge(driven: Driven, size: tuple[int, int]) -> None:
    driven.window.resize(*size)
    QApplication.processEvents()
    driven.press(Qt.Key.Key_Right)
    driven.wait_for(lambda: driven.number == 1)


def test_every_key_of_a_button_is_among_the_keys(driven: Driven) -> None:
    listed = {key for each in (*DEEDS, *LOCAL_KEYS) for key in each.keys}
    buttons = driven.window.findChildren(QAbstractButton)
    assert {"F2", "F10"} <= {each.shortcut().toString() for each in buttons} - {""} <= listed


@pytest.mark.parametrize("lecture", [False, True])
def test_in_a_small_window_the_objective_and_the_angle_stay(driven: Driven, lecture: bool) -> None:
    theme = LIGHT.for_lecture(1280, 720) if lecture else LIGHT
    transport = driven.window.transport
    transport.restyle(theme)
    driven.window.resize(1280, 720)
    QApplication.processEvents()
    iteration, objective, _, angle = transport.figures.all
    assert iteration.isVisible()
    assert objective.isVisible()
    assert angle.isVisible()
    assert transport.speed.isVisible()
    for button in transport.findChildren(QAbstractButton):
        assert button.width() >= button.minimumSizeHint().width() or not button.text()


def test_the_keys_fit_on_a_small_screen_and_can_be_closed(driven: Driven) -> None:
    driven.press(Qt.Key.Key_F1)
    dialog = driven.window.findChild(KeysDialog)
    assert dialog.sizeHint().height() < 680
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {keys_text(each) for each in (*DEEDS, *LOCAL_KEYS)} <= texts
    QTest.mouseClick(dialog.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
