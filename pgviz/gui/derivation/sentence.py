"""The sentence of a line, whole, however narrow the panel is."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from pgviz.gui.derivation.lines import LINES


class Sentence(QLabel):
    """As high as the longest sentence of all lines needs: what is below stays where it is.

    Where height is scarce it is as high as its own sentence.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roomy = True
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def give_room(self, *, roomy: bool) -> None:
        """Say whether there is height enough for the longest sentence."""
        if roomy != self._roomy:
            self._roomy = roomy
            self.fit()

    def say(self, text: str) -> None:
        """Write another sentence."""
        if text != self.text():
            self.setText(text)
            self.fit()

    def fit(self) -> None:
        """Take the height that is needed in this width and type."""
        metrics, most = QFontMetrics(self.font()), QRect(0, 0, max(self.width(), 1), 10_000)
        wrapped = Qt.TextFlag.TextWordWrap
        texts = [self.text()] + [line.sentence for line in LINES if self._roomy]
        heights = (metrics.boundingRect(most, wrapped, text).height() for text in texts)
        self.setFixedHeight(max(heights))
