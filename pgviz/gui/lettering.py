"""Small type in a painted picture: measured, so that it fits, before it is drawn."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from pgviz.gui.theme import Theme

TICK_POINTS, NAME_POINTS = 8.5, 9.0


class Side(Enum):
    """Where in its box a text stands."""

    LEFT = Qt.AlignmentFlag.AlignLeft
    RIGHT = Qt.AlignmentFlag.AlignRight
    MIDDLE = Qt.AlignmentFlag.AlignHCenter

    def __init__(self, alignment: Qt.AlignmentFlag) -> None:
        # A text that was measured is never cut, whatever the rounding of its box.
        self.flags = int(alignment | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)


LEFT, RIGHT, MIDDLE = Side


class Lettering:
    """One size and weight of type."""

    def __init__(
        self, theme: Theme, points: float, weight: QFont.Weight = QFont.Weight.Normal
    ) -> None:
        self.font = theme.font(points, weight)
        self._metrics = QFontMetricsF(self.font)
        self.height = math.ceil(self._metrics.height())

    def width(self, text: str) -> float:
        """Return how wide `text` is, px."""
        return self._metrics.horizontalAdvance(text)

    def elided(self, text: str, width: float) -> str:
        """Return `text`, shortened to `width` px if it is wider."""
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def fitting(self, texts: Iterable[str], width: float) -> str:
        """Return the first of `texts` that fits into `width` px; the last, shortened, if none."""
        last = ""
        for last in texts:
            if self.width(last) <= width:
                return last
        return self.elided(last, width)


@dataclass(frozen=True)
class Label:
    """A line of text in a box, px."""

    text: str
    box: QRectF
    color: QColor
    lettering: Lettering
    side: Side = LEFT

    @property
    def extent(self) -> QRectF:
        """What the text covers."""
        width = self.lettering.width(self.text)
        left = {
            LEFT: self.box.left(),
            RIGHT: self.box.right() - width,
            MIDDLE: self.box.center().x() - width / 2.0,
        }[self.side]
        return QRectF(left, self.box.top(), width, self.box.height())


def draw_labels(painter: QPainter, labels: Iterable[Label]) -> None:
    """Draw labels where they were measured to fit."""
    for label in labels:
        painter.setFont(label.lettering.font)
        painter.setPen(label.color)
        painter.drawText(label.box, label.side.flags, label.text)


def draw_set_off(painter: QPainter, labels: Iterable[Label], ground: QColor) -> None:
    """Draw labels on a ground of their own, so that nothing goes through their letters."""
    labels = list(labels)
    for label in labels:
        painter.fillRect(label.extent.adjusted(-1.0, 0.0, 1.0, 0.0), ground)
    draw_labels(painter, labels)
