"""One large value in its quantity's colour over its name."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pgviz.gui.elided_label import ElidedLabel
from pgviz.gui.labels import dress
from pgviz.gui.theme import Theme

VALUE_POINTS, NAME_POINTS = 14.0, 8.5

Wording = tuple[str, str]
"""A text as long as it may be, and in brief."""


class Figure(QWidget):
    """A value; its width is that of the longest texts it may show, so that nothing jumps."""

    def __init__(self, role: str, longest: Wording, longest_name: Wording, theme: Theme) -> None:
        """`longest` values and names are never shown, but for the names until they are set."""
        super().__init__()
        self._role, self._longest, self._longest_name = role, longest, longest_name
        self._texts, self._names = ("–", "–"), longest_name
        self._brief = self._ahead = False
        self._theme = theme
        self._value, self._name = ElidedLabel(), ElidedLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for label in (self._value, self._name):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            layout.addWidget(label)
        self.restyle(theme)

    def show_name(self, name: str, brief: str = "") -> None:
        """Call the figure something else, and where there is little room `brief`."""
        self._names = name, brief or name
        self._write()

    def show_value(self, text: str, tip: str, brief: str = "") -> None:
        """Show `text`, or where there is little room `brief`; `tip` has all digits."""
        self._texts = text, brief or text
        self.setToolTip(tip)
        self._write()

    def reserve(self, longest: str, brief: str = "") -> None:
        """Be wide enough for a value of other length from now on."""
        if self._longest != (longest, brief or longest):
            self._longest = longest, brief or longest
            self.restyle(self._theme)

    def dye(self, role: str) -> None:
        """Show the value in the colour of another role of the theme."""
        if role != self._role:
            self._role = role
            self.restyle(self._theme)

    def show_ahead(self, *, ahead: bool) -> None:
        """Be pale where the value is one that the cursor has not come to."""
        if ahead != self._ahead:
            self._ahead = ahead
            self.restyle(self._theme)

    def word(self, *, brief: bool) -> None:
        """Show the texts in brief or at length."""
        self._brief = brief
        self.restyle(self._theme)

    @property
    def text(self) -> str:
        """What is shown."""
        return self._value.text()

    @property
    def name(self) -> str:
        """What it is called."""
        return self._name.text()

    def width_for(self, *, brief: bool) -> int:
        """Return the width that it takes, px."""
        large, small = (QFontMetrics(font) for font in self._fonts)
        texts = (large, self._longest[brief]), (small, self._longest_name[brief])
        widest = max(metrics.horizontalAdvance(text) for metrics, text in texts)
        return widest + 1  # what a label asks for beyond its text

    def restyle(self, theme: Theme) -> None:
        self._theme = theme
        large, small = self._fonts
        color: QColor = getattr(theme, self._role)
        dress(self._value, large, theme.pale_text(color) if self._ahead else color)
        dress(self._name, small, theme.quiet)
        self.setMinimumWidth(self.width_for(brief=self._brief))
        self._write()

    @property
    def _fonts(self) -> tuple[QFont, QFont]:
        theme = self._theme
        return theme.font(VALUE_POINTS, QFont.Weight.DemiBold), theme.font(NAME_POINTS)

    def _write(self) -> None:
        text, name = self._texts[self._brief], self._names[self._brief]
        self._value.setText(text)
        self._name.setText(name)
        self.setAccessibleName(f"{name}: {text}")
