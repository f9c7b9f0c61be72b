"""A line of text for numbers and lists of them."""

from typing import Any

from PySide6.QtCore import QEvent, QLocale, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from pgviz.environments.errors import PgvizError
from pgviz.gui.form.stepping import stepped
from pgviz.gui.keyboard import keeps
from pgviz.gui.theme import Theme
from pgviz.training.declarations import Declaration, Number

LONGEST_TEXT = 200  # characters a field takes; a longer paste is cut, and then refused


class TextEditor(QLineEdit):
    """A line of text that its declaration parses; a value that it refuses is put back."""

    committed = Signal(object)
    refused = Signal(str)
    entered = Signal()  # Return was pressed, and the value is one that can be

    def __init__(self, declaration: Declaration, theme: Theme) -> None:
        super().__init__()
        self._declaration, self._theme = declaration, theme
        self._value = declaration.default
        self.setMaxLength(LONGEST_TEXT)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._commit)
        self.textEdited.connect(self.forgive)
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
            self.forgive()
            self.clearFocus()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(up=event.key() == Qt.Key.Key_Up)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
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

    def _enter(self) -> None:
        self._commit()
        self.clearFocus()  # so that the next Space runs, and is not typed here
        if not self.property("refused"):
            self.entered.emit()

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

    def forgive(self) -> None:
        """Wear no mark of a refused value any more."""
        self._mark("")

    def _mark(self, reason: str) -> None:
        if reason or self.property("refused"):
            self.setProperty("refused", bool(reason))
            self.style().unpolish(self)
            self.style().polish(self)
            self.refused.emit(reason)
