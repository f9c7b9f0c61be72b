"""A label that is cut where it is too long."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget


class ElidedLabel(QLabel):
    """One line of text that is cut with an ellipsis, and told whole by its tooltip, if too long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = self._more = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(0)

    def setText(self, text: str) -> None:
        if text != self._whole:
            self._whole = text
            self.setAccessibleName(text)
            self._elide()

    def explain(self, more: str) -> None:
        """Have the tooltip say more than what is cut."""
        self._more = more
        self._elide()

    def text(self) -> str:
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self._whole)
        margins = self.contentsMargins()
        return QSize(width + margins.left() + margins.right() + 1, super().sizeHint().height())

    def _elide(self) -> None:
        metrics = QFontMetrics(self.font())
        room = self.contentsRect().width()
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        super().setText(shown)
        cut = self._whole if shown != self._whole else ""
        self.setToolTip("\n".join(filter(None, (cut, self._more))))
