"""Rows of the strip for what comes from a list: cells with words, or dots."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from pgviz.gui.pictures.writing import LEFT, TINY, paint_text
from pgviz.gui.points import polygon_of
from pgviz.gui.steps.columns import StepColumns
from pgviz.gui.theme import Theme, mixed

LINES = 1.35  # of type: the height of a row; the same for all that may follow each other


class Row(Protocol):
    """One quantity over time. `role` names its colour in the theme, `lines` is its height."""

    label: str
    role: str
    lines: float  # of type

    def paint(self, painter: QPainter, area: QRectF, columns: StepColumns, theme: Theme) -> None:
        """Paint all steps."""

    def readout(self, time: int) -> str:
        """Return the value at one time, in three digits."""


@dataclass(frozen=True)
class CellRow:
    """A word a step; where they don't all fit, every so many."""

    label: str
    role: str
    words: Sequence[str]
    lines = LINES

    def paint(self, painter: QPainter, area: QRectF, columns: StepColumns, theme: Theme) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(getattr(theme, self.role), theme.card, 0.13))
        gap = 0.5 if columns.width > 6.0 else 0.0
        cells = [columns.cell(time, area) for time in range(len(self.words))]
        painter.drawRects([cell.adjusted(gap, 1.0, -gap, -1.0) for cell in cells])
        widest = self._widest(theme)
        stride = self.stride(columns, theme)
        for time in range(0, len(self.words), stride):
            if stride == 1:
                paint_text(painter, cells[time], self.words[time], theme.ink)
            elif cells[time].left() + widest <= area.right():
                begins = cells[time].adjusted(1.0, 0.0, widest, 0.0)
                paint_text(painter, begins, self.words[time], theme.ink, LEFT)

    def stride(self, columns: StepColumns, theme: Theme) -> int:
        """Return of how many words one is written."""
        return int(np.ceil(self._widest(theme) / columns.width))

    def readout(self, time: int) -> str:
        return self.words[time]

    def _widest(self, theme: Theme) -> float:
        metrics = QFontMetricsF(theme.font(TINY))
        return max(metrics.horizontalAdvance(word) for word in set(self.words)) + 2.0


@dataclass(frozen=True)
class DotRow:
    """A dot a step, as high as its number in a list."""

    label: str
    role: str
    indices: np.ndarray  # [times] int
    names: Sequence[str]
    lines = LINES

    def paint(self, painter: QPainter, area: QRectF, columns: StepColumns, theme: Theme) -> None:
        inner = area.adjusted(0.0, 3.0, 0.0, -3.0)
        height = inner.height() / max(len(self.names) - 1, 1)
        x = columns.middles(np.arange(len(self.indices)))
        y = inner.bottom() - self.indices * height
        pen = QPen(getattr(theme, self.role), 2.0)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawPoints(polygon_of(x, y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def readout(self, time: int) -> str:
        return self.names[int(self.indices[time])]
