"""Branches in a real window: each is what a plain loop makes of its settings."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from pgviz.gui.branching.family import others_of
from pgviz.gui.question import Question
from pgviz.training.cursor import beginning
from tests.gui.driven import Driven, windows
from tests.training.runs import EXPERIMENT, plain_theta, plainly

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COUNT = 7  # iterations of the first branch
FASTER = EXPERIMENT.hyperparameters.changed({"learning_rate": 0.4})


@pytest.fixture
def driven(qtbot: QtBot, tmp_path: Path) -> Iterator[Driven]:
    for opened in windows(qtbot, tmp_path, (1440, 900)):
        seen = opened(EXPERIMENT)
        seen.window.bridge.player.advance(COUNT - 1)
        seen.settle()
        yield seen


def travel(driven: Driven, iteration: int) -> None:
    driven.window.bridge.player.travel(iteration)
    driven.settle()


def branch_at(driven: Driven, iteration: int) -> None:
    travel(driven, iteration)
    driven.press("B")
    driven.settle()


def advance(driven: Driven, count: int) -> None:
    driven.window.bridge.player.advance(count)
    driven.settle()


def change(driven: Driven, value: float) -> None:
    driven.window.workbench.edit("learning_rate", value)
    driven.settle()


def undo(driven: Driven) -> None:
    driven.press(Qt.Key.Key_Z, CTRL)
    driven.settle()


def redo(driven: Driven) -> None:
    driven.press(Qt.Key.Key_Z, CTRL | SHIFT)
    driven.settle()


def theta(driven: Driven) -> str:
    state = driven.window.bridge.snapshot.state
    assert state is not None
    return state.theta_sha256


def seen(driven: Driven) -> tuple[str, ...]:
    """The names of the branches, the present one in brackets."""
    branching = driven.window.branching
    present = branching.snapshot.branch
    return tuple(f"[{b.name}]" if b.number == present else b.name for b in branching.branches)


def rate_in_form(driven: Driven) -> str:
    return driven.window.form.row("learning_rate").editor.text()


def entry(menu: QMenu, text: str) -> QAction:
    (found,) = [action for action in menu.actions() if action.text() == text]
    return found


def test_a_branch_goes_on_with_what_is_changed_from_the_iteration_it_left_at(
    driven: Driven,
) -> None:
    branch_at(driven, 3)
    assert driven.number == 2
    assert seen(driven) == ("first", "[branch 1]")
    assert driven.window.branch_button.text() == "branch 1 ▾"
    change(driven, 0.4)
    advance(driven, 5)
    assert driven.number == 7
    assert theta(driven) == plain_theta(EXPERIMENT, 8, {3: FASTER})


def test_the_branch_that_was_left_stays_as_it_was_and_goes_on(driven: Driven) -> None:
    branch_at(driven, 3)
    change(driven, 0.4)
    advance(driven, 2)
    driven.window.branching.switch(0)
    driven.settle()
    assert driven.number == COUNT - 1
    assert theta(driven) == plain_theta(EXPERIMENT, COUNT)
    assert driven.window.workbench.experiment == EXPERIMENT
    advance(driven, 3)
    assert theta(driven) == plain_theta(EXPERIMENT, COUNT + 3)


def test_the_form_shows_the_settings_of_the_branch(driven: Driven) -> None:
    branch_at(driven, 3)
    change(driven, 0.4)
    assert rate_in_form(driven) == "0.4"
    driven.window.branching.switch(0)
    driven.settle()
    assert rate_in_form(driven) == "0.1"
    driven.window.branching.switch(1)
    driven.settle()
    assert rate_in_form(driven) == "0.4"
    assert driven.window.workbench.experiment.hyperparameters == FASTER


def test_a_branch_from_before_a_change_has_the_settings_of_then(driven: Driven) -> None:
    change(driven, 0.4)
    advance(driven, 2)
    branch_at(driven, 4)
    assert driven.window.workbench.experiment == EXPERIMENT
    advance(driven, 2)
    assert theta(driven) == plain_theta(EXPERIMENT, 6)


def test_leaving_and_changes_are_undone_and_done_again_in_order(driven: Driven) -> None:
    branch_at(driven, 3)
    change(driven, 0.4)
    undo(driven)
    assert rate_in_form(driven) == "0.1"
    undo(driven)
    assert seen(driven) == ("[first]",)
    assert driven.number == COUNT - 1
    redo(driven)
    assert seen(driven) == ("first", "[branch 1]")
    redo(driven)
    advance(driven, 5)
    assert theta(driven) == plain_theta(EXPERIMENT, 8, {3: FASTER})


def test_a_branch_from_the_very_beginning_is_another_run_with_the_same_luck(
    driven: Driven,
) -> None:
    branch_at(driven, 0)
    assert driven.window.bridge.snapshot.count == 0
    assert driven.window.cards["learning"].subtitle == ""
    assert "The cards show iteration 0 of the branch" in driven.window.learning.words
    assert driven.view.cursor == beginning(0)  # θ is its own there, and no action is taken yet
    change(driven, 0.4)
    driven.press(Qt.Key.Key_Right)
    driven.settle()
    assert driven.view.iteration.hyperparameters == FASTER
    assert driven.window.bridge.snapshot.count == 1
    assert driven.window.learning.words == ""
    advance(driven, 3)
    assert theta(driven) == plain_theta(EXPERIMENT, 4, {0: FASTER})


def test_switching_renaming_and_deleting_are_undone(driven: Driven) -> None:
    branching = driven.window.branching
    branch_at(driven, 3)
    branching.rename(1, "  bold & new ")
    driven.settle()
    assert seen(driven) == ("first", "[bold & new]")
    branching.delete(1)
    driven.settle()
    assert seen(driven) == ("[first]",)
    undo(driven)
    assert seen(driven) == ("first", "[bold & new]")
    branching.switch(0)
    driven.settle()
    assert seen(driven) == ("[first]", "bold & new")
    undo(driven)
    undo(driven)
    assert seen(driven) == ("first", "[branch 1]")
    redo(driven)
    assert seen(driven) == ("first", "[bold & new]")


def test_the_first_branch_is_never_deleted(driven: Driven) -> None:
    branch_at(driven, 3)
    driven.window.branching.delete(0)
    driven.settle()
    assert seen(driven) == ("first", "[branch 1]")


def test_branches_of_a_run_that_was_left_are_not_undone_in_another(driven: Driven) -> None:
    branch_at(driven, 3)
    driven.window.workbench.start_again()
    driven.settle()
    assert seen(driven) == ("[first]",)
    undo(driven)
    redo(driven)
    assert seen(driven) == ("[first]",)
    branch_at(driven, 0)
    assert seen(driven) == ("first", "[branch 1]")


def test_undo_passes_over_branches_of_a_run_of_which_nothing_was_kept(driven: Driven) -> None:
    change(driven, 0.4)
    advance(driven, 1)
    branch_at(driven, COUNT)
    driven.window.branching.rename(1, "bold")
    driven.settle()
    driven.window.workbench.start_again()
    driven.settle()
    undo(driven)  # no file was written: the run begins anew, without its branches
    assert seen(driven) == ("[first]",)
    assert rate_in_form(driven) == "0.4"
    undo(driven)
    assert rate_in_form(driven) == "0.1"
    redo(driven)
    assert rate_in_form(driven) == "0.4"


def test_leaving_while_it_plays_pauses(driven: Driven) -> None:
    driven.press(Qt.Key.Key_Space)
    driven.wait_for(lambda: driven.number >= COUNT)
    left = driven.number
    driven.press("B")
    driven.settle()
    assert driven.window.bridge.player.mode == "paused"
    assert driven.window.bridge.snapshot.count == left
    advance(driven, 2)
    assert theta(driven) == plain_theta(EXPERIMENT, left + 2)


def test_the_menu_lists_the_branches_and_does_what_it_says(driven: Driven) -> None:
    branch_at(driven, 3)
    menu = driven.window.branch_menu
    assert menu.menuAction() in driven.window.transport.menu_button.menu().actions()
    menu.fill()
    assert entry(menu, "branch 1 · from 3").isChecked()
    assert not entry(menu, "first").isChecked()
    entry(menu, "first").trigger()
    driven.settle()
    assert seen(driven) == ("[first]", "branch 1")
    menu.fill()
    delete = entry(menu, "Delete").menu()
    assert [action.text() for action in delete.actions()] == ["branch 1 · from 3"]
    delete.actions()[0].trigger()
    driven.settle()
    assert seen(driven) == ("[first]",)


def test_the_menu_asks_for_a_name_and_refuses_none(driven: Driven) -> None:
    branch_at(driven, 3)
    menu = driven.window.branch_menu
    menu.fill()
    entry(menu, "Rename “branch 1” …").trigger()
    question = driven.window.findChild(Question)
    assert question.field.text() == "branch 1"
    question.field.setText(" ")
    question.take()
    assert question.isVisible()
    assert question.reason.text() == "A branch has a name."
    question.field.setText("bold")
    question.take()
    driven.settle()
    assert seen(driven) == ("first", "[bold]")
    assert driven.window.branch_button.text() == "bold ▾"


def test_other_branches_and_where_they_left_are_shown_and_compared(driven: Driven) -> None:
    window = driven.window
    branch_at(driven, 3)
    change(driven, 0.4)
    advance(driven, 6)
    window.branching.switch(0)
    driven.settle()
    assert [ghost.other.name for ghost in window.learning.beside.ghosts] == ["branch 1"]
    scrubber = window.scrubber
    at = next(x for x in range(scrubber.width()) if scrubber.iteration_at(QPointF(x, 8.0)) == 3)
    assert "branch “branch 1” left here" in scrubber.explanation(QPointF(at + 5, 8.0))
    window.branch_menu.fill()
    entry(entry(window.branch_menu, "Plot the difference from").menu(), "branch 1").trigger()
    difference = window.learning.beside.difference
    here, there = plainly(EXPERIMENT, COUNT), plainly(EXPERIMENT, COUNT, {3: FASTER})
    expected = [
        one.scalars.objective - two.scalars.objective for one, two in zip(here, there, strict=True)
    ]
    assert difference.columns["difference"].tolist() == expected[3:]
    window.branching.compare_with(None)
    assert window.learning.beside.difference is None


def test_a_deleted_branch_is_drawn_no_more(driven: Driven) -> None:
    branch_at(driven, 3)
    advance(driven, 2)
    driven.window.branching.compare_with(0)
    driven.window.branching.delete(1)
    driven.settle()
    assert driven.window.learning.beside.ghosts == []
    assert driven.window.learning.beside.difference is None
    undo(driven)
    assert [ghost.other.name for ghost in driven.window.learning.beside.ghosts] == ["first"]


def test_a_branch_of_a_branch_parts_from_the_first_where_that_one_did(driven: Driven) -> None:
    branch_at(driven, 4)
    advance(driven, 4)
    branch_at(driven, 2)
    assert driven.window.bridge.snapshot.count == 2
    others = others_of(driven.window.bridge.snapshot)
    assert [(other.name, other.parted) for other in others] == [("first", 2), ("branch 1", 2)]
    driven.window.branching.switch(0)
    driven.settle()
    others = others_of(driven.window.bridge.snapshot)
    assert [(other.name, other.parted) for other in others] == [("branch 1", 4), ("branch 2", 2)]


def test_a_change_before_the_very_first_iteration_says_so(driven: Driven) -> None:
    branch_at(driven, 0)
    heard: list[Any] = []
    driven.window.workbench.awaited.connect(heard.append)
    change(driven, 0.4)
    assert heard[-1].iteration == 0


def test_a_number_leads_to_its_iteration(driven: Driven) -> None:
    driven.press("J", CTRL)
    question = driven.window.findChild(Question)
    assert question.field.text() == str(COUNT - 1)
    for wrong in ("7", "-1", "2.5", "two", ""):
        question.field.setText(wrong)
        question.take()
        assert question.isVisible()
        assert "whole number between 0 and 6" in question.reason.text()
    question.field.setText("2")
    QTest.keyClick(question.field, Qt.Key.Key_Return)
    driven.settle()
    assert driven.number == 2
    assert driven.window.findChild(Question) is None


def test_escape_leaves_the_question_and_the_iteration(driven: Driven) -> None:
    driven.press("J", CTRL)
    question = driven.window.findChild(Question)
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert not question.isVisible()
    assert driven.number == COUNT - 1
