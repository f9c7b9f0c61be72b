"""The identity that a line states, with its two sides: at the foot of the panel."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from pgviz.gui.derivation.identity import Identity
from pgviz.gui.labels import dress
from pgviz.gui.theme import SPACE, Theme, mixed

POINTS, MARK_POINTS = 8.5, 10.0
WASH = 0.08  # how much of the mark's colour is in the ground
ROLES = {"✓": "estimate", "✗": "negative", "≈": "quiet"}


class Callout(QFrame):
    """A mark and a sentence on a tinted ground; hidden where a line states no identity."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._identity: Identity | None = None
        self._mark, self._text = QLabel(), QLabel()
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE // 2, 2 * SPACE, SPACE // 2)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.show_identity(None)

    @property
    def text(self) -> str:
        """What is written, with its mark."""
        return f"{self._mark.text()} {self._text.text()}".strip()

    def show_identity(self, identity: Identity | None) -> None:
        """Show an identity, or nothing."""
        self._identity = identity
        self.setVisible(identity is not None)
        if identity is not None:
            self._mark.setText(identity.mark)
            self.setToolTip(identity.details)
            self._dress()
            self.setAccessibleName(self.text)

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme = theme
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(self._color, self._theme.card, WASH))
            painter.drawRoundedRect(self.rect(), SPACE, SPACE)

    @property
    def _color(self) -> QColor:
        return getattr(self._theme, ROLES[self._identity.mark if self._identity else "≈"])

    def _dress(self) -> None:
        dress(self._mark, self._theme.font(MARK_POINTS, QFont.Weight.DemiBold), self._color)
        dress(self._text, self._theme.font(POINTS), self._theme.ink)
        self._fit()
        self.update()

    def _fit(self) -> None:
        """Take the height that the text needs in this width: what is above gives way."""
        taken = self._mark.sizeHint().width() + 6 * SPACE  # the mark, and what is left free
        room = max(self.width() - taken, 1)
        if self._identity is not None:
            text = self._identity.text
            fits = self._text.fontMetrics().horizontalAdvance(text) <= room
            self._text.setText(text if fits else self._identity.brief)
        needed = self._text.heightForWidth(room)
        self.setFixedHeight(max(needed, self._mark.sizeHint().height()) + SPACE)
