"""The menu of classic mistakes, one of which can be made on purpose."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from pgviz.training.declarations import Option
from pgviz.training.hyperparameters import ON_PURPOSE
from pgviz.training.options import MISTAKES_ON_PURPOSE


class MistakeMenu(QMenu):
    """Lists no mistake and each mistake; a check stands at the one that `wanted` returns."""

    chosen = Signal(str, str)  # the hyperparameter's key, and its value

    def __init__(self, wanted: Callable[[], str], parent: QWidget) -> None:
        super().__init__(ON_PURPOSE, parent)
        self._wanted = wanted
        self.setToolTipsVisible(True)
        self._group = QActionGroup(self)
        for option in MISTAKES_ON_PURPOSE:
            self.addAction(self._action(option))
        self.insertSeparator(self.actions()[1])
        self._group.triggered.connect(self._choose)
        self.aboutToShow.connect(self.check)

    def check(self) -> None:
        """Check the mistake that is wanted."""
        wanted = self._wanted()
        for action in self._group.actions():
            action.setChecked(action.data() == wanted)

    def _action(self, option: Option) -> QAction:
        text = "no mistake" if option.value == "none" else option.label
        action = QAction(text[0].upper() + text[1:], self._group)
        action.setCheckable(True)
        action.setData(option.value)
        action.setToolTip(option.help)
        return action

    def _choose(self, action: QAction) -> None:
        self.chosen.emit("mistake", action.data())
