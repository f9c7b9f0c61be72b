"""A drop-down for the named values of a choice."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics

from pgviz.gui.drop_down import DropDown
from pgviz.gui.theme import Theme
from pgviz.training.declarations import Choice, Declaration

POINTS = 9.0  # so that the longest values are read whole


class ChoiceEditor(DropDown):
    """A drop-down of named values, each with its help."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, declaration: Declaration, theme: Theme) -> None:
        super().__init__(theme)
        assert isinstance(declaration, Choice)
        self._options = declaration.options
        for index, option in enumerate(self._options):
            self.addItem(option.label)
            self.setItemData(index, option.help, Qt.ItemDataRole.ToolTipRole)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.activated.connect(self._commit)
        self.restyle(theme)

    def set_value(self, value: Any) -> None:
        self.setCurrentIndex([option.value for option in self._options].index(value))

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        font = theme.font(POINTS)
        self.setFont(font)
        widest = max(QFontMetrics(font).horizontalAdvance(each.label) for each in self._options)
        self.view().setMinimumWidth(widest + 40)

    def allow(self, value: Any, *, allowed: bool, reason: str) -> None:
        """Make one of the values choosable or not, with the reason as its tooltip."""
        index = [option.value for option in self._options].index(value)
        item = self.model().item(index)
        item.setEnabled(allowed)
        item.setToolTip(self._options[index].help if allowed else reason)

    def forgive(self) -> None:
        """Do nothing: a choice has no value that could be refused by itself."""

    def _commit(self, index: int) -> None:
        self.committed.emit(self._options[index].value)
