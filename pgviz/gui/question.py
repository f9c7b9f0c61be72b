"""A small dialog that asks for one line, and says at once what is wrong with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from pgviz.gui.theme import SPACE

Fault = Callable[[str], str]
"""fault(text) -> why it can't be taken; empty where it can."""

WIDTH = 300  # px, at least


class Question(QDialog):
    """Closes with an answer that can be taken, or without one."""

    answered = Signal(str)

    def __init__(self, title: str, label: str, fault: Fault, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self._fault = fault
        self.field, self.reason = QLineEdit(), QLabel()
        self.field.setAccessibleName(label)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._arrange(label)
        self.field.textEdited.connect(self._forgive)
        self._buttons.accepted.connect(self.take)
        self._buttons.rejected.connect(self.reject)

    def ask(self, suggestion: str) -> None:
        """Open with a suggestion that the first key overwrites."""
        self.field.setText(suggestion)
        self.field.selectAll()
        self.open()
        self.field.setFocus()

    def take(self) -> None:
        """Take what was typed, or say why it can't be."""
        fault = self._fault(self.field.text())
        self._mark(fault)
        if not fault:
            self.answered.emit(self.field.text())
            self.accept()

    def _arrange(self, label: str) -> None:
        self.reason.setWordWrap(True)
        self.reason.setProperty("refusal", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        layout.setSpacing(2 * SPACE)
        for widget in (QLabel(label), self.field, self.reason, self._buttons):
            layout.addWidget(widget)

    def _forgive(self) -> None:
        self._mark("")

    def _mark(self, reason: str) -> None:
        self._say(reason)
        self.field.setProperty("refused", bool(reason))
        self.style().polish(self.field)

    def _say(self, reason: str) -> None:
        """Write a reason below the field, with room for all its lines."""
        self.reason.setText(reason)
        height = self.reason.heightForWidth(self.reason.width())  # −1 where there is no text
        self.reason.setMinimumHeight(max(height, 0))
        self.layout().activate()
        self.resize(self.width(), max(self.height(), self.minimumSizeHint().height()))
