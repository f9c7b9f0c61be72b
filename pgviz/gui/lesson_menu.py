"""The menu of what is often misunderstood: the lessons of this scenario, then all others."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from pgviz.lessons.lessons import Lesson, lessons, lessons_for
from pgviz.lessons.scenarios import scenario


class LessonMenu(QMenu):
    """Opens the derivation, or a lesson."""

    chosen = Signal(str)  # the lesson's name

    def __init__(self, derivation: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self._derivation = derivation
        self._elsewhere = QMenu("In other scenarios", self)
        self._elsewhere.setToolTipsVisible(True)
        self.show_scenario(None)

    def show_scenario(self, name: str | None) -> None:
        """List what can be seen in a scenario first; None where it is none of ours."""
        here = lessons_for(name)
        others = [lesson for lesson in lessons() if lesson not in here]
        self.clear()
        self.addAction(self._derivation)
        self.addSection("Often misunderstood")
        self._list(self, here)
        self._elsewhere.clear()
        self._list(self._elsewhere, others)
        self.addMenu(self._elsewhere)

    def _list(self, menu: QMenu, listed: Iterable[Lesson]) -> None:
        for lesson in listed:
            action = menu.addAction(f"“{lesson.claim}”")
            where = "" if menu is self else f"\nOpens {scenario(lesson.scenarios[0]).title}."
            action.setToolTip(f"{lesson.truth}{where}")
            action.setData(lesson.name)
            action.triggered.connect(self._choose)

    def _choose(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.chosen.emit(action.data())
