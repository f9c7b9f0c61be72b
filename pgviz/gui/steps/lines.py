"""Rows of the strip for numbers: lines and signed bars."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from pgviz.gui.format import short
from pgviz.gui.pictures.marks import line_pen
from pgviz.gui.pictures.return_colors import quieted
from pgviz.gui.pictures.words import brief
from pgviz.gui.pictures.writing import TINY, line_height, paint_text
from pgviz.gui.points import path_through
from pgviz.gui.steps.cells import LINES
from pgviz.gui.steps.columns import StepColumns
from pgviz.gui.theme import Theme


@dataclass(frozen=True)
class LineRow:
    """A line through numbers, from a zero line that is in sight."""

    label: str
    role: str
    values: np.ndarray  # [times]
    lines = LINES

    def paint(self, painter: QPainter, area: QRectF, columns: StepColumns, theme: Theme) -> None:
        inner = area.adjusted(0.0, 3.0, 0.0, -3.0)
        low, high = min(self.values.min(), 0.0), max(self.values.max(), 0.0)
        scale = inner.height() / 2.0 / (high / 2.0 - low / 2.0 or 1.0)
        zero = inner.bottom() + low * scale
        _paint_zero(painter, columns, zero, theme)
        times, values = peaks(self.values, int(4.0 * area.width()))
        x, y = columns.middles(times), zero - values * scale
        painter.setPen(line_pen(getattr(theme, self.role), 1.5 if len(x) < 100 else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path_through(x, y))

    def readout(self, time: int) -> str:
        return short(quieted(float(self.values[time]), float(np.abs(self.values).max())))


@dataclass(frozen=True)
class BarRow:
    """Signed bars from a zero line; where their numbers fit, they stand on its other side."""

    label: str
    role: str
    values: np.ndarray  # [times]
    largest: float  # what fills half of the height
    lines = 2.0

    def paint(self, painter: QPainter, area: QRectF, columns: StepColumns, theme: Theme) -> None:
        _paint_zero(painter, columns, area.center().y(), theme)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(getattr(theme, self.role))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, columns.width >= 3.0)
        painter.drawRects(self._bars(area, columns))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if columns.celled:
            self._paint_numbers(painter, area, columns, theme)

    def _bars(self, area: QRectF, columns: StepColumns) -> list[QRectF]:
        times, values = largest_of(self.values, int(2.0 * area.width()))
        heights = values / (self.largest or 1.0) * (area.height() / 2.0 - 1.0)
        # Narrow bars join: gaps of less than a pixel would be stripes.
        width = columns.width if columns.width < 3.0 else 0.7 * columns.width
        lefts = columns.middles(times) - width / 2.0
        tops = area.center().y() - np.maximum(heights, 0.0)
        bars = np.stack([lefts, tops, np.abs(heights)], axis=1).tolist()
        return [QRectF(left, top, width, height) for left, top, height in bars]

    def readout(self, time: int) -> str:
        return brief(quieted(float(self.values[time]), self.largest))

    def _paint_numbers(
        self, painter: QPainter, area: QRectF, columns: StepColumns, theme: Theme
    ) -> None:
        texts = [self.readout(time) for time in range(len(self.values))]
        metrics = QFontMetricsF(theme.font(TINY))
        zero, height = area.center().y(), line_height(theme, TINY)
        for time, text in enumerate(texts):
            if metrics.horizontalAdvance(text) > columns.width - 1.0:
                continue
            top = zero if self.values[time] > 0.0 else zero - height
            cell = columns.cell(time, QRectF(area.left(), top, area.width(), height))
            paint_text(painter, cell, text, theme.quiet)


def _paint_zero(painter: QPainter, columns: StepColumns, y: float, theme: Theme) -> None:
    painter.setPen(QPen(theme.line, 1.0))
    painter.drawLine(QLineF(columns.left, y, columns.right, y))


def peaks(values: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Return times and values with at most about `most` points, lowest and highest kept."""
    size = int(np.ceil(2 * len(values) / max(most, 2)))
    if size <= 2:
        return np.arange(len(values)), values
    starts = np.arange(0, len(values), size)
    low, high = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
    return np.repeat(starts, 2), np.stack([low, high], axis=1).ravel()


def largest_of(values: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Return times and values with at most `most` points, each the largest of its neighbours."""
    size = int(np.ceil(len(values) / max(most, 1)))
    if size <= 1:
        return np.arange(len(values)), values
    starts = np.arange(0, len(values), size)
    low, high = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
    return starts, np.where(-low > high, low, high)
