"""A slider that keeps the keys which move it, and can be taken back by a double click."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider

from pgviz.gui.keyboard import keeps
from pgviz.gui.theme import Theme

FINENESS = 1000  # marks; a step of the keys is a hundredth, a page a tenth of them
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


class Slider(QSlider):
    """Whole marks, from 0 to FINENESS unless told otherwise."""

    double_clicked = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, FINENESS)
        self.setSingleStep(FINENESS // 100)
        self.setPageStep(FINENESS // 10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def event(self, event: QEvent) -> bool:
        return keeps(event, *KEYS) or super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.double_clicked.emit()

    def restyle(self, theme: Theme) -> None:
        """Take on another theme: the groove looks the same on both sides of the handle."""
        color = theme.line.name()
        self.setStyleSheet(f"QSlider::sub-page:horizontal {{ background: {color}; }}")
