"""The sentence of a line, whole, however narrow the panel is."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from pgviz.gui.derivation.lines import LINES


class Sentence(QLabel):
    """As high as the longest sentence of all lines needs: what is below stays where it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height that is needed in this width and type."""
        metrics, most = QFontMetrics(self.font()), QRect(0, 0, max(self.width(), 1), 10_000)
        wrapped = Qt.TextFlag.TextWordWrap
        heights = (metrics.boundingRect(most, wrapped, line.sentence).height() for line in LINES)
        self.setFixedHeight(max(heights))
