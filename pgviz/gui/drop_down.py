"""A drop-down whose arrow has the theme's colour, and that no scrolling changes."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate

from pgviz.gui.icons import icon
from pgviz.gui.keyboard import keeps
from pgviz.gui.theme import Theme

ARROW = 12  # px


class DropDown(QComboBox):
    """Changes only by a choice; keeps the up and down keys for itself while it has the focus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that obeys the style sheet

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self.theme = theme
        self.update()

    def event(self, event: QEvent) -> bool:
        if keeps(event, Qt.Key.Key_Up, Qt.Key.Key_Down):
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling past must not change a value that happens to lie under the mouse.
        event.ignore()

    def hidePopup(self) -> None:
        """Give the focus back: the next arrow key is the window's, and changes nothing here."""
        super().hidePopup()
        self.clearFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        color = self.theme.quiet if self.isEnabled() else self.theme.faint
        top = (self.height() - ARROW) // 2
        place = QRect(self.width() - ARROW - 6, top, ARROW, ARROW)
        icon("chevron-down", color).paint(QPainter(self), place)
