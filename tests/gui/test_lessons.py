"""What is often misunderstood, reached in two clicks from its scenario, and left again."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QSlider
from pytestqt.qtbot import QtBot

from pgviz.gui.derivation.lesson_text import LessonText
from pgviz.gui.derivation.scenes.loss import LossScene
from pgviz.gui.derivation.stage_stack import StageStack
from pgviz.gui.derivation.stages import STAGES
from pgviz.gui.fonts import load_fonts
from pgviz.gui.lesson_menu import LessonMenu
from pgviz.gui.theme import DARK, LIGHT
from pgviz.lessons.lessons import Lesson, lesson, lessons
from tests.gui.driven import Open, windows

LESSONS = pytest.mark.parametrize("each", lessons(), ids=lambda each: each.name)


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    yield from windows(qtbot, tmp_path, (1280, 720))


def entry(menu: QMenu, each: Lesson) -> QAction:
    (found,) = [action for action in menu.actions() if action.data() == each.name]
    return found


def test_every_lesson_has_a_picture() -> None:
    assert {each.scene for each in lessons()} <= set(STAGES)


@LESSONS
def test_two_clicks_lead_from_the_scenario_to_the_picture(opened, each: Lesson) -> None:
    driven = opened(each.scenarios[0])
    window = driven.window
    before = window.workbench.experiment
    assert window.transport.lessons_button.menu() is window.transport.lessons  # the first click
    entry(window.transport.lessons, each).trigger()  # the second
    driven.settle()
    assert window.layouts.shows_derivation
    assert window.derivation.lesson == each
    stack = window.derivation.findChild(StageStack)
    assert type(stack.stage) is STAGES[each.scene]
    assert stack.stage.isVisible()
    assert all(slider.isVisible() for slider in stack.stage.findChildren(QSlider))
    told = window.derivation.findChild(LessonText)
    assert told.isVisible()
    assert f"Try: {escape(each.attempt)}" in told.text()
    changed = before.hyperparameters.differences(window.workbench.experiment.hyperparameters)
    assert changed.keys() <= each.changes.keys()
    window.workbench.undo()
    assert not changed or window.workbench.experiment == before


def test_a_lesson_of_another_scenario_opens_it(opened) -> None:
    driven = opened("two-step")
    elsewhere = driven.window.transport.lessons.findChild(QMenu)
    action = entry(elsewhere, lesson("pushes"))
    assert "Opens Bandit" in action.toolTip()
    action.trigger()
    driven.settle()
    assert driven.window.workbench.experiment.scenario == "bandit"
    assert driven.view.world.title == "Bandit"
    assert "pushes" in [a.data() for a in driven.window.transport.lessons.actions()]


def test_settings_changed_in_place_are_those_of_the_iteration_that_is_seen(opened) -> None:
    driven = opened("two-step")
    driven.window.open_lesson("discount")
    driven.settle()
    assert driven.number == 1
    assert (
        driven.view.iteration.hyperparameters == driven.window.workbench.experiment.hyperparameters
    )
    assert driven.view.iteration.hyperparameters.return_ == "to-go"
    driven.window.open_lesson("discount")  # as it is already
    driven.settle()
    assert driven.window.bridge.snapshot.count == 2


def test_a_lesson_that_begins_a_run_makes_one_iteration_of_it(opened) -> None:
    driven = opened("two-step")
    driven.window.open_lesson("pushes")
    driven.settle()
    assert driven.view.world.title == "Bandit"
    assert driven.window.bridge.snapshot.count == 1


def test_a_lesson_leaves_a_run_that_goes_on_to_itself(opened) -> None:
    driven = opened("two-step")
    driven.press(Qt.Key.Key_Space)
    driven.window.open_lesson("discount")
    assert driven.window.bridge.player.mode == "playing"
    driven.wait_for(lambda: driven.view.iteration.hyperparameters.return_ == "to-go")
    driven.press(Qt.Key.Key_Space)
    driven.settle()
    assert driven.window.bridge.snapshot.count == driven.number + 1


def test_a_line_or_the_chain_leaves_the_lesson_and_the_lesson_comes_back(opened) -> None:
    driven = opened("two-step")
    window, told = driven.window, driven.window.derivation.findChild(LessonText)
    window.open_lesson("return")
    window.derivation.next_line()
    assert window.derivation.lesson is None
    assert window.derivation.line.number == 4
    assert not told.isVisible()
    window.derivation.toggle_chain()
    window.open_lesson("return")
    assert not window.derivation.shows_chain
    assert told.isVisible()


def test_the_menu_opens_the_derivation_itself(opened) -> None:
    window = opened("two-step").window
    window.transport.lessons.actions()[0].trigger()
    assert window.layouts.shows_derivation
    assert window.derivation.lesson is None


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@LESSONS
def test_a_lesson_is_told_whole_at_the_least_width(qtbot: QtBot, theme, each: Lesson) -> None:
    load_fonts()
    told = LessonText(theme)
    qtbot.addWidget(told)
    told.show_lesson(each)
    told.resize(540, told.heightForWidth(540))
    told.show()
    assert told.height() <= 130
    assert told.minimumSizeHint().width() <= 540


def test_a_menu_without_a_scenario_lists_all_elsewhere(qtbot: QtBot) -> None:
    menu = LessonMenu(QAction("Derivation"))
    qtbot.addWidget(menu)
    listed = [action.data() for action in menu.findChild(QMenu).actions()]
    assert listed == [each.name for each in lessons()]
    with qtbot.waitSignal(menu.chosen) as heard:
        menu.findChild(QMenu).actions()[0].trigger()
    assert heard.args == [lessons()[0].name]


def test_a_click_on_a_lesson_s_curve_leads_to_its_iteration(opened: Open) -> None:
    driven = opened("gridworld")
    driven.window.bridge.player.advance(20)
    driven.settle()
    driven.window.open_lesson("loss")
    driven.settle()
    scene = driven.window.derivation.findChild(LossScene)
    driven.wait_for(lambda: bool(scene.plots))
    place = scene.plots[1].place(7, 0.0)
    middle = QPointF(place.x(), scene.plots[1].plot.center().y())
    QTest.mouseClick(scene, Qt.MouseButton.LeftButton, pos=middle.toPoint())
    driven.settle()
    assert driven.number == 7
