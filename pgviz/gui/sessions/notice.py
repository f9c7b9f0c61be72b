"""A line across the window that says something, with buttons for what can be done about it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from pgviz.gui.icons import icon
from pgviz.gui.labels import dress
from pgviz.gui.theme import SPACE, Theme

Choice = tuple[str, Callable[[], object]]
"""What a button says, and what it does; the line goes with it."""

RADIUS, STRIPE = 8, 4  # px


class Notice(QWidget):
    """Shows one thing at a time, the newest first; each goes when it is dealt with."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._said: dict[str, tuple[str, tuple[Choice, ...]]] = {}  # by topic, oldest first
        self._shown = ""
        self._label, self.away = QLabel(), QToolButton()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self.away.setAutoRaise(True)
        self.away.setToolTip("Take this line away")
        self.away.setAccessibleName("Take this line away")
        self.away.clicked.connect(self._leave)
        self.buttons: list[QPushButton] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(4 * SPACE, SPACE, 2 * SPACE, SPACE)
        self._layout.setSpacing(2 * SPACE)
        self._layout.addWidget(self._label, 1)
        self._layout.addWidget(self.away)
        self.hide()
        self.restyle(theme)

    @property
    def text(self) -> str:
        """What it says; empty while there is nothing."""
        return self._said[self._shown][0] if self._said else ""

    def say(self, topic: str, text: str, *choices: Choice) -> None:
        """Say this of a topic, in place of what was said of it."""
        if self._said.get(topic, ("",))[0] != text:
            self._said.pop(topic, None)
            self._said[topic] = text, choices
            self._show()

    def clear(self, topic: str) -> None:
        """Say nothing more of a topic."""
        if self._said.pop(topic, None) is not None:
            self._show()

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme = theme
        dress(self._label, theme.font(9.5), theme.ink)
        self.away.setIcon(icon("x", theme.quiet))
        for button in self.buttons:
            button.setFont(theme.font(9.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.line)
        painter.setBrush(self._theme.card)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.score)
        painter.drawRoundedRect(0, RADIUS, STRIPE, self.height() - 2 * RADIUS, 2, 2)

    def _show(self) -> None:
        for button in self.buttons:
            button.deleteLater()
        self.buttons = []
        self.setVisible(bool(self._said))
        if not self._said:
            return
        self._shown = list(self._said)[-1]
        text, choices = self._said[self._shown]
        self._label.setText(text)
        self.buttons = [self._button(self._shown, *choice) for choice in choices]
        for button in self.buttons:
            self._layout.insertWidget(self._layout.count() - 1, button)
        self.restyle(self._theme)

    def _button(self, topic: str, text: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)

        def choose() -> None:
            self.clear(topic)
            do()

        button.clicked.connect(choose)
        return button

    def _leave(self) -> None:
        self.clear(self._shown)
