"""Light or dark, and type large enough for the last row."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from pgviz.gui.preferences import Preferences
from pgviz.gui.stylesheet import stylesheet
from pgviz.gui.theme import THEMES, Theme, palette


class Appearance(QObject):
    """The theme of the application; the user's choice, else the desktop's."""

    changed = Signal(object)  # a Theme

    def __init__(self, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._name = preferences.theme or _of_the_desktop()
        self._lecture = preferences.lecture
        dress_application(self.theme)

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        theme, screen = THEMES[self._name], self._window.screen().size()
        return theme.for_lecture(screen.width(), screen.height()) if self._lecture else theme

    def toggle_theme(self) -> None:
        """Change between light and dark."""
        self._preferences.theme = self._name = "light" if self._name == "dark" else "dark"
        self._change()

    def toggle_lecture(self) -> None:
        """Change between type to be read at a desk and from afar."""
        self._preferences.lecture = self._lecture = not self._lecture
        self._change()

    def _change(self) -> None:
        dress_application(self.theme)
        self.changed.emit(self.theme)


def dress_application(theme: Theme) -> None:
    """Have all of Qt's own widgets wear a theme; needs a QApplication."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    # Else a widget with a font of its own forgets it when the style sheet or its place changes.
    application.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
    application.setStyle("Fusion")  # the one that obeys a palette on every system
    application.setPalette(palette(theme))
    application.setFont(theme.font())
    application.setStyleSheet(stylesheet(theme))


def _of_the_desktop() -> str:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"
