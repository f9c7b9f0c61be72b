"""A window driven as a person would."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pgviz.gui.view import View
from pgviz.gui.window import Window

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
