"""One line of the form: name, symbol, editor, the way back, and the reason of a refusal."""

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from pgviz.gui.form.editors import EDITORS
from pgviz.gui.icons import icon
from pgviz.gui.labels import dress
from pgviz.gui.theme import SPACE, Theme
from pgviz.training.declarations import Choice, Declaration

READING = 10_000  # ms that a refusal stands
EDITOR_WIDTH, HEIGHT = 128, 24  # px at normal type
NAME_GAP = 6  # px between a name, its symbol and the way back


class Row(QWidget):
    """A field of the form; commits a checked value, refuses a bad one with its reason below."""

    committed = Signal(str, object)  # key, value

    def __init__(self, declaration: Declaration, theme: Theme) -> None:
        super().__init__()
        self.declaration = declaration
        self._base: Any = declaration.default
        self._alarm = ""
        self._name, self._symbol, self._reason = QLabel(declaration.label), QLabel(), QLabel()
        self._symbol.setText(declaration.symbol)
        self.editor = EDITORS[type(declaration)](declaration, theme)
        self.reset = QToolButton()
        self._arrange()
        self._explain("")
        self._forgetting = QTimer(self)
        self._forgetting.setSingleShot(True)
        self._forgetting.setInterval(READING)
        self._forgetting.timeout.connect(self._forget)
        self.editor.committed.connect(self._commit)
        self.editor.refused.connect(self.refuse)
        self.reset.clicked.connect(self._go_back)
        self.restyle(theme)

    def show_value(self, value: Any, base: Any, no_effect: str) -> None:
        """Show a value; `base` is what reset leads to, `no_effect` why the field is idle."""
        self._base = base
        self.editor.set_value(value)
        self.editor.setEnabled(not no_effect)
        self._explain(no_effect)
        self.reset.setVisible(value != base)
        self._make_room()
        text = self.declaration.text(base)
        self.reset.setToolTip(f"Back to {text}, where this scenario begins")

    def alarm(self, sentence: str) -> None:
        """Be red, with this sentence in the tooltip; as any other row where it is empty."""
        self._alarm = sentence
        self._dress_name()
        self._explain(sentence)

    def refuse(self, reason: str) -> None:
        """Say below the field for a while why its last value can't be; nothing if it is empty."""
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self._forgetting.start() if reason else self._forgetting.stop()

    def restyle(self, theme: Theme) -> None:
        self.editor.restyle(theme)
        self.editor.setFixedSize(
            round(EDITOR_WIDTH * theme.type_scale), round(HEIGHT * theme.type_scale)
        )
        self._theme = theme
        self._dress_name()
        dress(self._symbol, theme.font(9.5), theme.quiet)
        dress(self._reason, theme.font(8.5), theme.negative)
        self.reset.setIcon(icon("rotate-ccw", theme.parameter))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """Ask for room for the symbol or the way back, not for both."""
        return QSize(self._width_with(self._symbol), super().minimumSizeHint().height())

    @property
    def reason(self) -> str:
        """Why the last value was refused, or nothing."""
        return self._reason.text()

    def _dress_name(self) -> None:
        weight = QFont.Weight.DemiBold if self._alarm else QFont.Weight.Normal
        color = self._theme.negative if self._alarm else self._theme.ink
        dress(self._name, self._theme.font(9.5, weight), color)
        self.editor.setProperty("alarm", bool(self._alarm))
        self.editor.style().polish(self.editor)

    def _make_room(self) -> None:
        """Leave the symbol out where the way back needs its place."""
        wanted = self._width_with(self._symbol, self.reset)
        self._symbol.setVisible(self.reset.isHidden() or wanted <= self.width())
        self.layout().activate()  # now: else the editor is cut until the next event

    def _width_with(self, *beside: QWidget) -> int:
        """Return the width of name, editor, and what stands beside the name, px."""
        widths = [widget.sizeHint().width() for widget in (self._name, *beside)]
        return sum(widths) + NAME_GAP * len(beside) + SPACE + self.editor.width()

    def _arrange(self) -> None:
        self._name.setBuddy(self.editor)
        self.editor.setAccessibleName(f"{self.declaration.label} {self.declaration.symbol}")
        self.reset.setAutoRaise(True)
        self.reset.setIconSize(QSize(12, 12))
        self.reset.setFixedSize(16, 16)
        self.reset.setAccessibleName(f"Reset {self.declaration.label}")
        self.reset.hide()
        self._reason.setWordWrap(True)
        self._reason.hide()
        names = QHBoxLayout()
        names.setSpacing(NAME_GAP)
        names.addWidget(self._name)
        names.addWidget(self._symbol)
        names.addStretch(1)
        names.addWidget(self.reset)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(0)
        grid.addLayout(names, 0, 0)
        grid.addWidget(self.editor, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._reason, 1, 0, 1, 2)

    def _explain(self, no_effect: str) -> None:
        parts = [self.declaration.help, *_values(self.declaration)]
        if self.declaration.restarts:
            parts.append("Changing it starts learning anew.")
        if no_effect:
            parts.append(no_effect)
        text = "<p>" + "</p><p>".join(parts) + "</p>"
        for widget in (self._name, self._symbol, self.editor):
            widget.setToolTip(text)

    def _commit(self, value: Any) -> None:
        self.committed.emit(self.declaration.key, value)

    def _forget(self) -> None:
        self.editor.forgive()
        self.refuse("")

    def _go_back(self) -> None:
        self.committed.emit(self.declaration.key, self._base)


def _values(declaration: Declaration) -> list[str]:
    """Return what the value may be, a sentence each."""
    if isinstance(declaration, Choice):
        return [f"<b>{option.label}</b>: {option.help}" for option in declaration.options]
    bounds = declaration.bounds()
    return [f"{bounds[0].upper()}{bounds[1:]}."]
