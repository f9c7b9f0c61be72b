"""A label that is cut where it is too long."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """One line of text that is cut with an ellipsis, and told whole by its tooltip, if too long.

    It writes its text itself: Qt's label has the whole window laid out anew for every other text,
    which for those of a frame costs as much as a panel.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = self._shown = self._more = ""
        self.setMinimumWidth(0)

    def setText(self, text: str) -> None:
        if text != self._whole:
            self._whole = text
            self.setAccessibleName(text)
            self._elide()
            if not text or self._wants_more_room:
                self._make_room()

    def explain(self, more: str) -> None:
        """Have the tooltip say more than what is cut."""
        self._more = more
        self._elide()

    def text(self) -> str:
        return self._whole

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            flags = self.alignment() | Qt.TextFlag.TextSingleLine
            painter.drawText(self.contentsRect(), flags, self._shown)

    def setFont(self, font: QFont | str) -> None:
        super().setFont(font)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self._whole)
        margins = self.contentsMargins()
        return QSize(width + margins.left() + margins.right() + 1, super().sizeHint().height())

    @property
    def _wants_more_room(self) -> bool:
        ignores = self.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
        return not ignores and self.sizeHint().width() > self.width()

    def _make_room(self) -> None:
        """Have what it lies in be laid out anew, and now: in time for the next paint.

        Qt would lay out one widget after the other, and paint in between.
        """
        self.updateGeometry()
        around = self.parentWidget() if self.isVisible() else None
        while around is not None:
            if around.layout() is not None:
                around.layout().activate()
            around = around.parentWidget()

    def _elide(self) -> None:
        metrics = QFontMetrics(self.font())
        room = self.contentsRect().width()
        self._shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.update()
        cut = self._whole if self._shown != self._whole else ""
        self.setToolTip("\n".join(filter(None, (cut, self._more))))
