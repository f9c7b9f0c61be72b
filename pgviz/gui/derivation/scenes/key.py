"""What bars are: a filled box and its name, one after another."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering
from pgviz.gui.theme import SPACE, Theme

BOX = 0.62  # of the height of a line


class Key:
    """Names in a line, as long as there is room for; boxes before them."""

    def __init__(self, line: QRectF, names: Sequence[Sequence[str]], theme: Theme) -> None:
        self._theme, type_ = theme, Lettering(theme, TICK_POINTS)
        self.boxes: list[QRectF] = []
        self.labels: list[Label] = []
        side, left = BOX * type_.height, line.left()
        for place, ways in enumerate(names):
            room = (line.right() - left) / (len(names) - place)
            text = type_.fitting(ways, room - side - 4.0 * SPACE)
            top = line.top() + (type_.height - side) / 2.0
            self.boxes.append(QRectF(left, top, side, side))
            left += side + SPACE
            box = QRectF(left, line.top(), type_.width(text), type_.height)
            self.labels.append(Label(text, box, theme.quiet, type_, LEFT))
            left = box.right() + 3.0 * SPACE

    def draw(self, painter: QPainter, brushes: Sequence[QBrush]) -> None:
        """Draw as many boxes as there are brushes."""
        painter.setPen(QPen(self._theme.quiet, 1.0))
        for box, brush in zip(self.boxes, brushes, strict=False):
            painter.setBrush(brush)
            painter.drawRect(box)


def hatching(theme: Theme) -> QBrush:
    """Return what fills the past: quiet, and seen without its colour."""
    return QBrush(theme.quiet, Qt.BrushStyle.BDiagPattern)
