"""The line of all iterations: it lands on iterations, and tells what is there."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from pgviz.gui.fonts import load_fonts
from pgviz.gui.scrubber import NOTHING_YET, Mark, Scrubber
from pgviz.gui.theme import DARK, LIGHT
from pgviz.training.history import DTYPES, History
from pgviz.training.hyperparameters import Hyperparameters
from tests.gui.showing import holds, pixels

PLAIN = Hyperparameters()
BOLDER = PLAIN.changed({"learning_rate": 0.5})


def history_of(count: int, change: int | None = None) -> History:
    history = History(PLAIN)
    for begin, end, made_with in ((0, change or count, PLAIN), (change or count, count, BOLDER)):
        if end > begin:
            numbers = np.arange(begin, end)
            rows = {name: numbers.astype(dtype) for name, dtype in DTYPES.items()}
            history.append(rows, made_with)
    return history


@pytest.fixture
def scrubber(qtbot: QtBot) -> Scrubber:
    load_fonts()
    made = Scrubber(LIGHT)
    qtbot.addWidget(made)
    made.resize(800, made.sizeHint().height())
    made.show()
    return made


def test_a_click_lands_on_the_iteration_under_it(scrubber: Scrubber, qtbot: QtBot) -> None:
    scrubber.show_history(history_of(101))
    heard: list[int] = []
    scrubber.travelled.connect(heard.append)
    for x in (400, 0, 799, 200):
        QTest.mouseClick(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(x, 8))
    assert heard[1:3] == [0, 100]
    assert abs(heard[0] - 50) <= 2
    assert abs(heard[3] - 25) <= 3


def test_dragging_tells_every_iteration_once(scrubber: Scrubber, qtbot: QtBot) -> None:
    scrubber.show_history(history_of(11))
    heard: list[int] = []
    scrubber.travelled.connect(heard.append)
    scrubber.show_cursor(10)
    QTest.mousePress(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(100, 8))
    for x in range(100, 700, 5):
        QTest.mouseMove(scrubber, QPoint(x, 8))
    QTest.mouseRelease(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(700, 8))
    assert heard == sorted(set(heard))
    assert len(heard) >= 7


def test_a_mark_draws_the_pointer_to_it(scrubber: Scrubber) -> None:
    scrubber.show_history(history_of(1001, change=500))
    middle = next(x for x in range(800) if scrubber.iteration_at(QPointF(x, 8)) == 500)
    assert scrubber.iteration_at(QPointF(middle + 8, 8)) == 500
    assert "changed: α 0.1 → 0.5" in scrubber.explanation(QPointF(middle + 5, 8))
    assert scrubber.iteration_at(QPointF(middle + 40, 8)) > 510


def test_a_trembling_click_stays_on_the_mark_and_a_drag_leaves_it(scrubber: Scrubber) -> None:
    scrubber.show_history(history_of(1001, change=500))
    heard: list[int] = []
    scrubber.travelled.connect(heard.append)
    at = next(x for x in range(800) if scrubber.iteration_at(QPointF(x, 8)) == 500) + 2
    QTest.mousePress(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(at, 8))
    for x in (at + 1, at - 2, at + 3):
        QTest.mouseMove(scrubber, QPoint(x, 8))
    assert heard == [500]
    for x in (at + 8, at + 1):
        QTest.mouseMove(scrubber, QPoint(x, 8))
    QTest.mouseRelease(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(at + 1, 8))
    assert len(heard) == 3
    assert heard[2] < 500 < heard[1]


def test_marks_close_together_are_told_at_once(scrubber: Scrubber) -> None:
    marks = [Mark(at, "ink", f"stop {at}") for at in range(500, 509)]
    scrubber.show_history(history_of(1001), marks)
    at = next(x for x in range(800) if scrubber.iteration_at(QPointF(x, 8)) == 504)
    told = scrubber.explanation(QPointF(at, 8)).split("\n")
    assert told[0] == "iteration 504"
    assert "stop 504" in told
    assert told[-1] == "and 4 more close by"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_are_drawn_in_the_colour_of_what_they_mark(qtbot: QtBot, theme) -> None:
    scrubber = Scrubber(theme)
    qtbot.addWidget(scrubber)
    scrubber.resize(800, 20)
    history = history_of(100)
    scrubber.show_history(history)
    assert not holds(pixels(scrubber), theme.negative)
    scrubber.show_history(history, (Mark(30, "negative", "stopped here"),))
    assert holds(pixels(scrubber), theme.negative)


def test_the_tooltip_sums_the_iteration_up(scrubber: Scrubber) -> None:
    scrubber.show_history(history_of(3))
    place = QPoint(799, 8)
    event = QHelpEvent(QEvent.Type.ToolTip, place, scrubber.mapToGlobal(place))
    QApplication.sendEvent(scrubber, event)
    assert QToolTip.text().splitlines()[:2] == ["iteration 2", "mean return 2.00"]
    QToolTip.hideText()


def test_without_iterations_it_says_so_and_leads_nowhere(scrubber: Scrubber) -> None:
    heard: list[int] = []
    scrubber.travelled.connect(heard.append)
    QTest.mouseClick(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(300, 8))
    assert heard == []
    assert scrubber.explanation(QPointF(300, 8)) == NOTHING_YET
