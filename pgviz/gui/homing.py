"""Where the keyboard's focus is when nothing has been chosen for it."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMainWindow, QWidget


class HomingWindow(QMainWindow):
    """A window whose focus goes home where Qt would give it to some field.

    Keys are the window's shortcuts there; in a field that nobody has chosen they would be typed.
    """

    @property
    def home(self) -> QWidget:
        """What has the focus where nothing else is to have it."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A drop-down or field was left, and then a dialog: Qt would look for the first field.
        activated = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if activated and self.focusWidget() is None:
            self.home.setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move on as Tab does; where what had the focus is gone or idle now, go home."""
        left = self.focusWidget()
        if left is None or (left.isVisible() and left.isEnabled()):
            return super().focusNextPrevChild(forward)
        self.home.setFocus()
        return True
