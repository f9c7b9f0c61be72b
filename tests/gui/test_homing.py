"""After a choice, a dialog or a menu, letters and digits are the window's shortcuts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from pgviz.gui.exporting.choice import ChoiceDialog
from pgviz.gui.form.text_editor import TextEditor
from pgviz.gui.sessions.notes import NotesDialog
from tests.gui.driven import Driven, windows

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def driven(qtbot: QtBot, tmp_path: Path) -> Iterator[Driven]:
    for opened in windows(qtbot, tmp_path, (1280, 800)):
        yield opened("bandit")


def cancel_dialog(driven: Driven) -> None:
    driven.wait_for(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    driven.wait_for(dialog.isActiveWindow)
    dialog.reject()
    activate(driven)


def activate(driven: Driven) -> None:
    driven.window.activateWindow()
    driven.wait_for(driven.window.isActiveWindow)


def type_n(driven: Driven) -> None:
    focus = QApplication.focusWidget()
    assert focus is driven.window.home
    before = [each.text() for each in driven.window.findChildren(TextEditor)]
    QTest.keyClick(focus, Qt.Key.Key_N)
    assert driven.window.findChild(NotesDialog).isVisible()
    assert [each.text() for each in driven.window.form.findChildren(TextEditor)] == before
    driven.window.findChild(NotesDialog).close()


def leave_a_scenario_chosen(driven: Driven) -> None:
    chooser = driven.window.transport.chooser
    chooser.setFocus(Qt.FocusReason.MouseFocusReason)
    chooser.showPopup()
    chooser.hidePopup()
    chooser.activated.emit(0)
    driven.settle()
    activate(driven)


def leave_a_field(driven: Driven) -> None:
    editor = driven.window.form.row("batch_size").editor
    editor.setFocus(Qt.FocusReason.MouseFocusReason)
    QTest.keyClick(editor, Qt.Key.Key_Return)


@pytest.mark.parametrize("leave", [leave_a_scenario_chosen, leave_a_field])
def test_after_a_choice_and_a_dialog_keys_are_the_windows(driven: Driven, leave) -> None:
    leave(driven)
    driven.press(Qt.Key.Key_F, BOTH)
    cancel_dialog(driven)
    type_n(driven)


def test_after_a_card_and_then_figures_keys_are_the_windows(driven: Driven) -> None:
    leave_a_field(driven)
    driven.press(Qt.Key.Key_P, BOTH)
    dialog = driven.window.findChild(ChoiceDialog)
    driven.wait_for(dialog.isActiveWindow)
    dialog.format.showPopup()
    dialog.format.hidePopup()
    dialog.accept()  # asks for the file next
    cancel_dialog(driven)
    driven.press(Qt.Key.Key_F, BOTH)
    cancel_dialog(driven)
    type_n(driven)


def test_after_a_menu_keys_are_the_windows(driven: Driven) -> None:
    leave_a_field(driven)
    menu: QMenu = driven.window.transport.menu_button.menu()
    menu.popup(driven.window.pos())
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    activate(driven)
    driven.press(Qt.Key.Key_F, BOTH)
    cancel_dialog(driven)
    type_n(driven)


def test_a_field_that_was_clicked_has_the_focus_again_after_a_dialog(driven: Driven) -> None:
    editor = driven.window.form.row("batch_size").editor
    QTest.mouseClick(editor, Qt.MouseButton.LeftButton)
    driven.press(Qt.Key.Key_F, BOTH)
    cancel_dialog(driven)
    assert QApplication.focusWidget() is editor


def test_where_the_field_in_use_becomes_idle_the_focus_goes_home(driven: Driven) -> None:
    editor = driven.window.form.row("batch_size").editor
    editor.setFocus()
    editor.setEnabled(False)
    assert QApplication.focusWidget() is driven.window.home


def test_tab_still_goes_on_from_field_to_field(driven: Driven) -> None:
    editor = driven.window.form.row("batch_size").editor
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is driven.window.form.row("horizon").editor
