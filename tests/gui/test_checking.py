"""Help ▸ Check the mathematics: the table, and the dialog driven as a person would."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from pgviz.gui.appearance import Appearance
from pgviz.gui.checking.dialog import ChecksDialog
from pgviz.gui.checking.heading import FAILED, PASSED, PENDING, STATE, TALLY
from pgviz.gui.checking.table import RESULT, ChecksTable
from pgviz.gui.checking.words import cells, tally, tip
from pgviz.gui.fonts import load_fonts
from pgviz.gui.preferences import Preferences
from pgviz.gui.theme import DARK, LIGHT, SPACE
from pgviz.gui.window import Window
from pgviz.lessons.scenarios import scenario
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from pgviz.verification.outcome import Check, Outcome
from pgviz.verification.suite import CHECKS, count, run_checks
from tests.gui.showing import DARK_LECTURE, LECTURE, holds, pixels

PATIENCE = 60_000  # ms; a process starts in one or two seconds, on a busy machine in more
CHECK = Check("name", "Title", "Sentence.")
OUTCOME = Outcome(
    ours=-1.23456789,
    other=-1.5,
    other_source="elsewhere",
    tolerance=1e-9,
    component="a1 up",
    check=CHECK,
    subject="subject",
)
CLOSE = replace(OUTCOME, ours=1e-16, other=0.0)
THEMES = pytest.mark.parametrize(
    "theme", [LIGHT, DARK, LECTURE, DARK_LECTURE], ids=["light", "dark", "lecture", "dark lecture"]
)


def test_a_row_has_both_numbers_what_lies_between_and_a_word() -> None:
    assert cells(OUTCOME) == ("subject", "−1.23457", "−1.50000", "0.27", "1.0·10⁻⁹", "FAIL")


def test_what_is_zero_but_for_rounding_is_said_to_be() -> None:
    assert cells(CLOSE)[1:3] == ("≈ 0", "0")
    assert "ours 1e−16" in tip(CLOSE)
    assert cells(replace(CLOSE, ours=1e-3))[1] == "0.00100000"


def test_a_tip_has_all_digits_the_component_and_the_source() -> None:
    said = tip(OUTCOME)
    for part in ("a1 up", "−1.23456789", "−1.5: elsewhere", "0.26543211", "1e−09"):
        assert part in said


def test_a_tally_says_how_a_check_stands() -> None:
    assert tally([], 3) == "3 to come"
    assert tally([CLOSE], 3) == "1 of 3"
    assert tally([CLOSE] * 3, 3) == "3 pass"
    assert tally([CLOSE, OUTCOME], 3) == "1 of 3 FAIL"


def table(qtbot: QtBot, theme: object = LIGHT) -> ChecksTable:
    load_fonts()
    shown = ChecksTable({CHECK: 3}, theme)
    qtbot.addWidget(shown)
    shown.resize(700, 300)
    shown.show()
    return shown


def heading_of(shown: ChecksTable, index: int = 0) -> QTreeWidgetItem:
    item = shown.topLevelItem(index)
    assert item is not None
    return item


def test_outcomes_are_added_and_a_failure_is_opened(qtbot: QtBot) -> None:
    shown = table(qtbot)
    heading = heading_of(shown)
    assert (heading.data(0, TALLY), heading.data(0, STATE)) == ("3 to come", PENDING)
    shown.show_outcomes([CLOSE])
    assert (heading.childCount(), heading.isExpanded()) == (1, False)
    shown.show_outcomes([CLOSE, OUTCOME])
    assert (heading.childCount(), heading.isExpanded()) == (2, True)
    assert heading.data(0, STATE) == FAILED
    assert [heading.child(row).text(RESULT) for row in range(2)] == ["pass", "FAIL"]
    assert not heading.child(1).icon(RESULT).isNull()
    assert "Title: 1 of 3 FAIL" in heading.data(0, Qt.ItemDataRole.AccessibleTextRole)
    shown.clear_outcomes()
    assert (heading.childCount(), heading.data(0, TALLY)) == (0, "3 to come")


def test_all_passed_is_said_by_a_word_and_a_colour(qtbot: QtBot) -> None:
    shown = table(qtbot)
    shown.show_outcomes([CLOSE] * 3)
    assert heading_of(shown).data(0, STATE) == PASSED
    assert holds(pixels(shown.viewport()), LIGHT.estimate)
    assert not holds(pixels(shown.viewport()), LIGHT.negative)


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    """Return outcomes that pass, and some that fail by much."""
    slow = ("known-bandit", "known-cartpole")
    made = list(run_checks([check.name for check in CHECKS if check.name not in slow]))
    return [*made, *run_checks(["second-way", "known-batch"], mistake="discount-twice")]


@THEMES
def test_no_number_is_cut(qtbot: QtBot, outcomes: list[Outcome], theme: object) -> None:
    load_fonts()
    shown = ChecksTable({check: count([check.name]) for check in CHECKS}, theme)
    qtbot.addWidget(shown)
    shown.show_outcomes(outcomes)
    for outcome in outcomes:
        for column, text in enumerate(cells(outcome)[1:RESULT], 1):
            needed = shown.fontMetrics().horizontalAdvance(text)
            assert needed + 4 * SPACE <= shown.columnWidth(column), text


def test_another_theme_recolours_what_is_there(qtbot: QtBot) -> None:
    shown = table(qtbot)
    shown.show_outcomes([CLOSE, OUTCOME])
    shown.restyle(DARK)
    row = heading_of(shown).child(1)
    assert row.foreground(RESULT).color() == DARK.negative


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> Iterator[ChecksDialog]:
    load_fonts()
    window = QWidget()
    qtbot.addWidget(window)
    shown = ChecksDialog(Appearance(Preferences(tmp_path / "preferences.ini"), window), window)
    shown.show()
    shown.activateWindow()
    yield shown
    for left in window.findChildren(ChecksDialog):  # unless the test has closed it
        left.close()


def ends(qtbot: QtBot, dialog: ChecksDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.studying.is_running, timeout=PATIENCE)


def test_all_checks_are_made_and_can_be_copied(qtbot: QtBot, dialog: ChecksDialog) -> None:
    assert dialog.again.text() == "Cancel"
    assert not dialog.isModal()
    ends(qtbot, dialog)
    total = count()
    assert dialog.verdict.text() == f"{total} checks, all passed"
    assert len(dialog.outcomes) == total
    states = {heading_of(dialog.table, index).data(0, STATE) for index in range(len(CHECKS))}
    assert states == {PASSED}
    QTest.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text.endswith(f"{total} checks, all passed")
    assert text.count("  pass") == total


def test_it_can_be_cancelled_and_begun_again(qtbot: QtBot, dialog: ChecksDialog) -> None:
    qtbot.waitUntil(lambda: len(dialog.outcomes) > 0, timeout=PATIENCE)
    QTest.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    ends(qtbot, dialog)
    assert "stopped before" in dialog.verdict.text()
    assert dialog.again.text() == "Run again"
    QTest.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    assert dialog.outcomes == ()
    assert dialog.again.text() == "Cancel"
    qtbot.waitUntil(lambda: len(dialog.outcomes) > 0, timeout=PATIENCE)


def test_a_check_is_opened_by_key_and_by_mouse(qtbot: QtBot, dialog: ChecksDialog) -> None:
    tree, heading = dialog.table, heading_of(dialog.table)
    qtbot.waitUntil(lambda: heading.childCount() > 0, timeout=PATIENCE)
    tree.setCurrentItem(heading)
    QTest.keyClick(tree, Qt.Key.Key_Right)
    assert heading.isExpanded()
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert not heading.isExpanded()
    place = tree.visualItemRect(heading).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heading.isExpanded()


def test_escape_ends_it_with_its_process(qtbot: QtBot, dialog: ChecksDialog) -> None:
    qtbot.waitUntil(lambda: len(dialog.outcomes) > 0, timeout=PATIENCE)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not dialog.studying.is_running


def test_the_window_opens_one_and_takes_it_along(qtbot: QtBot, tmp_path: Path) -> None:
    load_fonts()
    experiment = scenario("two-step").experiment
    preferences = Preferences(tmp_path / "preferences.ini")
    window = Window(experiment, Runner(experiment, InThread()), preferences)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    (opened,) = window.findChildren(ChecksDialog)
    window.dialogs.check_mathematics()
    assert window.findChildren(ChecksDialog) == [opened]
    assert any("found in another way" in label.text() for label in opened.findChildren(QLabel))
    window.close()
    assert not opened.isVisible()
    assert not opened.studying.is_running
