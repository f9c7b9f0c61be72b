"""A painter that knows the theme: text in two sizes, and pixels."""

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from pgviz.gui.strips.layout import LABEL_POINTS, TICK_POINTS
from pgviz.gui.strips.raster import image
from pgviz.gui.theme import Theme

# Glyphs may rise above a line's height; their area is where they stand, not where they end.
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
CENTER = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip


class Ink:
    """Draws on a surface of `ratio` device pixels a pixel."""

    def __init__(self, painter: QPainter, theme: Theme, ratio: float) -> None:
        self.painter, self.theme, self.ratio = painter, theme, ratio
        self._fonts = {small: theme.font(points) for small, points in SIZES.items()}
        self._metrics = {small: QFontMetrics(font) for small, font in self._fonts.items()}

    @property
    def line(self) -> int:
        """The height of a line of small type."""
        return self._metrics[True].height()

    def fitting(self, text: str, width: int, small: bool = True) -> str:
        """Return `text`, cut in the middle where it is wider than so many pixels."""
        return self._metrics[small].elidedText(text, Qt.TextElideMode.ElideMiddle, width)

    def width(self, text: str) -> int:
        """Return how wide small type is."""
        return self._metrics[True].horizontalAdvance(text)

    def device(self, length: float) -> int:
        """Return a length in device pixels, at least 1."""
        return max(round(length * self.ratio), 1)

    def write(
        self,
        area: QRect,
        text: str,
        color: QColor,
        side: int = LEFT,
        small: bool = True,
    ) -> None:
        """Write one line into an area."""
        self.painter.setFont(self._fonts[small])
        self.painter.setPen(color)
        self.painter.drawText(area, side, text)

    def pixels(self, left: int, top: int, pixels: np.ndarray) -> None:
        """Draw device pixels [height, width] with their top left corner there."""
        self.painter.drawImage(left, top, image(np.ascontiguousarray(pixels), self.ratio))

    def rule(self, area: QRect, y: int) -> None:
        """Draw a thin level line through an area."""
        self.painter.fillRect(area.left(), y, area.width(), 1, self.theme.line)


SIZES = {True: TICK_POINTS, False: LABEL_POINTS}
