"""The slider that sets ε."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QWidget

from pgviz.gui.keyboard import keeps
from pgviz.gui.theme import Theme

FINENESS = 1000  # marks for an ε of 1
HANDLE = 20  # px, the slider's height: the style sheet's handle fits in
KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


class EpsilonSlider(QSlider):
    """From −1 to 1; a double click takes it back to 0, and the keys that move it are its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(-FINENESS, FINENESS)
        self.setSingleStep(FINENESS // 100)
        self.setPageStep(FINENESS // 10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(HANDLE)
        self.setAccessibleName("ε: how far θ is nudged")
        self.setToolTip("Drag, or use the arrow keys; a double click takes θ back")

    def event(self, event: QEvent) -> bool:
        return keeps(event, *KEYS) or super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.center()

    def center(self) -> None:
        """Go to 0."""
        self.setValue(0)

    def restyle(self, theme: Theme) -> None:
        """Take on another theme: the groove looks the same on both sides of 0."""
        color = theme.line.name()
        self.setStyleSheet(f"QSlider::sub-page:horizontal {{ background: {color}; }}")
