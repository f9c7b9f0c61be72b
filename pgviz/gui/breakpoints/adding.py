"""One line: which kind of breakpoint, at which value, and Add."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QStackedWidget, QWidget

from pgviz.gui.drop_down import DropDown
from pgviz.gui.form.row import EDITOR_WIDTH, HEIGHT
from pgviz.gui.form.text_editor import TextEditor
from pgviz.gui.labels import dress
from pgviz.gui.theme import SPACE, Theme
from pgviz.training.breakpoint_kinds import TABLE, Kind
from pgviz.training.breakpoints import Breakpoint


class Adding(QWidget):
    """Each kind keeps the value that was typed for it; a value that can't be is refused below."""

    wanted = Signal(object)  # a Breakpoint

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._values: dict[str, Any] = {}
        self.kinds, self._fields = DropDown(theme), QStackedWidget()
        self.add, self._about = QPushButton("Add"), QLabel()
        for kind in TABLE:
            self.kinds.addItem(kind.label)
            self._fields.addWidget(self._field(kind))
        self._arrange()
        self.kinds.currentIndexChanged.connect(self._choose)
        self.add.clicked.connect(self._add)
        self._choose(0)

    @property
    def kind(self) -> Kind:
        """Which kind is chosen."""
        return TABLE[self.kinds.currentIndex()]

    @property
    def editor(self) -> TextEditor | None:
        """The field for its value; None where there is nothing to choose."""
        field = self._fields.currentWidget()
        return field if isinstance(field, TextEditor) else None

    @property
    def text(self) -> str:
        """What is said below the line: what the kind is, or why a value was refused."""
        return self._about.text()

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme = theme
        self.kinds.restyle(theme)
        size = round(EDITOR_WIDTH * theme.type_scale), round(HEIGHT * theme.type_scale)
        self._fields.setFixedSize(*size)
        self.kinds.setFixedHeight(size[1])
        for index in range(self._fields.count()):
            if isinstance(field := self._fields.widget(index), TextEditor):
                field.restyle(theme)
        self.add.setFont(theme.font(9.5))
        self._say(self.kind.help)

    def _field(self, kind: Kind) -> QWidget:
        if kind.threshold is None:
            return QWidget()
        editor = TextEditor(kind.threshold, self._theme)
        editor.setAccessibleName(kind.label)
        editor.set_value(kind.threshold.default)
        editor.committed.connect(self._keep)
        editor.refused.connect(self._refuse)
        editor.entered.connect(self._add)
        self._values[kind.key] = kind.threshold.default
        return editor

    def _arrange(self) -> None:
        self.kinds.setAccessibleName("Kind of breakpoint")
        self._about.setWordWrap(True)
        self.add.setDefault(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.kinds, 0, 0)
        grid.addWidget(self._fields, 0, 1)
        grid.addWidget(self.add, 0, 2)
        grid.addWidget(self._about, 1, 0, 1, 3)

    def _choose(self, index: int) -> None:
        self._fields.setCurrentIndex(index)
        self._say(self.kind.help)

    def _keep(self, value: Any) -> None:
        self._values[self.kind.key] = value
        if self.editor is not None:
            self.editor.set_value(value)

    def _refuse(self, reason: str) -> None:
        self._say(reason or self.kind.help, is_refusal=bool(reason))

    def _add(self) -> None:
        self.wanted.emit(Breakpoint(self.kind.key, self._values.get(self.kind.key, 0.0)))

    def _say(self, text: str, *, is_refusal: bool = False) -> None:
        self._about.setText(text)
        color = self._theme.negative if is_refusal else self._theme.quiet
        dress(self._about, self._theme.font(8.5), color)
