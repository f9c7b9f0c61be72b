"""One editor a kind of declaration: it commits values that are valid and refuses all others."""

import math
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QLocale, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pgviz.environments.errors import PgvizError
from pgviz.gui.drop_down import DropDown
from pgviz.gui.keyboard import keeps
from pgviz.gui.theme import Theme
from pgviz.training.declarations import Choice, Declaration, Integer, Number, Sizes

LONGEST_TEXT = 200  # characters a field takes; a longer paste is cut, and then refused


class Editor(Protocol):
    """What the form asks of an editor; each is a widget."""

    committed: Signal  # the new value, already checked
    refused: Signal  # the reason, a sentence; empty when it no longer holds

    def set_value(self, value: Any) -> None:
        """Show `value` without committing it."""

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""


class TextEditor(QLineEdit):
    """A line of text that its declaration parses; a value that it refuses is put back."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, declaration: Declaration, theme: Theme) -> None:
        super().__init__()
        self._declaration, self._theme = declaration, theme
        self._value = declaration.default
        self.setMaxLength(LONGEST_TEXT)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._commit)
        self.textEdited.connect(self._forgive)
        self.restyle(theme)

    def set_value(self, value: Any) -> None:
        self._value = value
        self.setText(self._declaration.text(value))

    def restyle(self, theme: Theme) -> None:
        self._theme = theme
        right = QFontMetrics(theme.font(9.0)).horizontalAdvance(self._unit) + 5 if self._unit else 0
        self.setTextMargins(0, 0, right, 0)

    def event(self, event: QEvent) -> bool:
        if keeps(event, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.set_value(self._value)
            self._forgive()
            self.clearFocus()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(up=event.key() == Qt.Key.Key_Up)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._commit()
            self.clearFocus()  # so that the next Space runs, and is not typed here
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            painter.setFont(self._theme.font(9.0))
            painter.setPen(self._theme.quiet)
            area = QRect(self.rect()).adjusted(0, 0, -7, 0)
            painter.drawText(
                area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._unit
            )

    @property
    def _unit(self) -> str:
        return getattr(self._declaration, "unit", "")

    def _commit(self) -> None:
        if self.text() == self._declaration.text(self._value):
            return
        try:
            value = self._declaration.parse(self._typed())
        except PgvizError as error:
            self.set_value(self._value)
            self._mark(str(error))
            return
        self._mark("")
        if value == self._value:
            self.set_value(value)
        else:
            self.committed.emit(value)

    def _typed(self) -> str:
        """Return the text, with a decimal comma where the user's country writes one."""
        text = self.text().strip().replace("\u2212", "-")
        comma = QLocale().decimalPoint() == "," and type(self._declaration) is Number
        return text.replace(",", ".") if comma and text.count(",") == 1 else text

    def _step(self, *, up: bool) -> None:
        if isinstance(self._declaration, Number):
            value = stepped(self._declaration, float(self._value), up=up)
            self.setText(self._declaration.text(value))
            self._commit()

    def _forgive(self) -> None:
        self._mark("")

    def _mark(self, reason: str) -> None:
        if reason or self.property("refused"):
            self.setProperty("refused", bool(reason))
            self.style().unpolish(self)
            self.style().polish(self)
            self.refused.emit(reason)


def stepped(declaration: Number, value: float, *, up: bool) -> float:
    """Return the next value that an arrow key leads to, within the bounds.

    Whole numbers go by 1, shares by 0.01, all others through 1, 2, 5, 10, …
    """
    if isinstance(declaration, Integer):
        following = value + (1 if up else -1)
    elif declaration.high <= 1.0:
        following = round(value + (0.01 if up else -0.01), 10)
    else:
        following = _next_round(value, up=up)
    inside = min(max(following, declaration.low), declaration.high)
    return int(inside) if isinstance(declaration, Integer) else inside


def _next_round(value: float, *, up: bool) -> float:
    if value <= 0.0:
        return 0.001 if up else 0.0
    decade = math.floor(math.log10(value))
    rounds = [
        float(f"{mantissa}e{exponent}")
        for exponent in (decade - 1, decade, decade + 1)
        for mantissa in (1, 2, 5)
    ]
    beyond = [number for number in rounds if (number > value if up else number < value)]
    following = min(beyond) if up else max(beyond)
    return following if following >= 1e-6 else 0.0


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
        widths = [QFontMetrics(theme.font()).horizontalAdvance(o.label) for o in self._options]
        self.view().setMinimumWidth(max(widths) + 40)

    def allow(self, value: Any, *, allowed: bool, reason: str) -> None:
        """Make one of the values choosable or not, with the reason as its tooltip."""
        index = [option.value for option in self._options].index(value)
        item = self.model().item(index)
        item.setEnabled(allowed)
        item.setToolTip(self._options[index].help if allowed else reason)

    def _commit(self, index: int) -> None:
        self.committed.emit(self._options[index].value)


EDITORS: Mapping[type[Declaration], Callable[[Declaration, Theme], QWidget]] = {
    Integer: TextEditor,
    Number: TextEditor,
    Sizes: TextEditor,
    Choice: ChoiceEditor,
}
