"""The bundled type, so that the window looks the same on every machine."""

from PySide6.QtGui import QFontDatabase

from pgviz.resources import resource


def load_fonts() -> None:
    """Make the bundled fonts known to Qt; needs a QGuiApplication.

    Raises FileNotFoundError or RuntimeError where an installation is broken.
    """
    for path in sorted(resource("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(f"The font {path.name} can't be loaded; reinstall pgviz.")
