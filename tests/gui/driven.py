"""A window driven as a person would."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from pgviz.gui.fonts import load_fonts
from pgviz.gui.preferences import Preferences
from pgviz.gui.view import View
from pgviz.gui.window import Window
from pgviz.lessons.scenarios import scenario
from pgviz.training.experiment import Experiment
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner

PATIENCE = 20_000  # ms; a worker process starts in one or two seconds, on a busy machine in more


class Driven:
    """A window with the means to press its keys and to look at it."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot
        self.views: list[View] = []
        window.bridge.viewed.connect(self.views.append)

    @property
    def view(self) -> View:
        return self.views[-1]

    @property
    def number(self) -> int:
        return self.view.iteration.number if self.views else -1

    def press(self, key: Qt.Key | str, modifier: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(self.window, key, modifier or Qt.KeyboardModifier.NoModifier)

    def wait_for(self, condition: object) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE)

    def settle(self) -> None:
        self.wait_for(lambda: self.window.bridge.is_settled)


Open = Callable[[str | Experiment], Driven]
"""open(what): a scenario by its name, or an experiment"""


def windows(qtbot: QtBot, folder: Path, size: tuple[int, int]) -> Iterator[Open]:
    """Yield what opens a window of a size on a run, and close what it has opened.

    All of them have the same preferences, in `folder`.
    """
    load_fonts()
    opened = []

    def open_window(what: str | Experiment) -> Driven:
        experiment = scenario(what).experiment if isinstance(what, str) else what
        preferences = Preferences(folder / "preferences.ini")
        window = Window(experiment, Runner(experiment, InThread()), preferences)
        opened.append(window)
        driven = Driven(window, qtbot)
        window.resize(*size)
        window.show()
        window.activateWindow()
        driven.wait_for(lambda: driven.number == 0)
        driven.settle()
        return driven

    yield open_window
    for window in filter(isValid, opened):  # unless the test closed it
        window.close()
