"""A few words on a ground of colour, which are not overlooked."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent

from pgviz.gui.elided_label import ElidedLabel
from pgviz.gui.labels import dress
from pgviz.gui.theme import SPACE, Theme

POINTS = 8.5


class Tag(ElidedLabel):
    """Says what is wrong, and nothing at all where nothing is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setContentsMargins(2 * SPACE, 1, 2 * SPACE, 1)
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme = theme
        dress(self, theme.font(POINTS, QFont.Weight.DemiBold), theme.card)
        self.setMaximumHeight(self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.negative)
        painter.drawRoundedRect(self.rect(), SPACE, SPACE)
        painter.end()
        super().paintEvent(event)
