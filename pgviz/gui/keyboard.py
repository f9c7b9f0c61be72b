"""Keys that are the window's everywhere but in a field that has the focus."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def keeps(event: QEvent, *keys: Qt.Key) -> bool:
    """Return whether a field claims a key for itself: Qt asks it before a shortcut takes it."""
    claimed = (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.key() in keys
    )
    if claimed:
        event.accept()
    return claimed
