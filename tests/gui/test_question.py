"""A dialog that asks for a line: what is wrong with it is read whole."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pgviz.gui.fonts import load_fonts
from pgviz.gui.question import Question
from pgviz.gui.theme import LIGHT
from tests.gui.showing import LECTURE

FAULTS = (
    "It has no name.",
    "Iteration is a whole number between 0 and 378, not abc.",
    "Of a branch's name at most 40 characters can be read beside the others; this one has 200.",
)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    load_fonts()
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def asked(qtbot: QtBot, parent: QWidget, fault: str) -> Question:
    question = Question("Title", "What it is", lambda text: fault if text == "bad" else "", parent)
    question.ask("bad")
    qtbot.waitExposed(question)
    QTest.keyClick(question.field, Qt.Key.Key_Return)
    return question


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("theme", [LIGHT, LECTURE], ids=["desk", "lecture"])
def test_a_reason_has_room_for_all_its_lines(qtbot, parent, fault, theme) -> None:
    parent.setFont(theme.font())
    question = asked(qtbot, parent, fault)
    reason = question.reason
    room = reason.fontMetrics().boundingRect(
        0, 0, reason.width(), 10_000, Qt.TextFlag.TextWordWrap, fault
    )
    assert reason.text() == fault
    assert reason.height() >= room.height()
    assert reason.geometry().top() > question.field.geometry().bottom()
    assert question.rect().contains(question.childrenRect())
    question.reject()


def test_what_is_typed_next_is_not_blamed(qtbot, parent) -> None:
    question = asked(qtbot, parent, FAULTS[1])
    QTest.keyClick(question.field, Qt.Key.Key_X)
    assert question.reason.text() == ""
    with qtbot.waitSignal(question.answered) as heard:
        QTest.keyClick(question.field, Qt.Key.Key_Return)
    assert heard.args == ["x"]  # the suggestion is overwritten
