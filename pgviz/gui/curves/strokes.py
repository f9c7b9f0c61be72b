"""Curves as many short lines: each costs the same, however wild the curve is."""

import numpy as np
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen


def touching(
    top: np.ndarray, bottom: np.ndarray, thickness: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of columns, px down, so that each reaches the one before it.

    `top` and `bottom` are what each has to cover, [columns]; none becomes thinner than `thickness`.
    """
    middle, half = (top + bottom) / 2.0, np.maximum(bottom - top, thickness) / 2.0
    top, bottom = middle - half, middle + half
    joined_top, joined_bottom = top.copy(), bottom.copy()
    joined_top[1:] = np.fmin(top[1:], bottom[:-1])
    joined_bottom[1:] = np.fmax(bottom[1:], top[:-1])
    return joined_top, joined_bottom


def draw_columns(
    painter: QPainter, left: float, top: np.ndarray, bottom: np.ndarray, color: QColor
) -> None:
    """Fill a column of one px from top to bottom, px, each beside the other; none where NaN."""
    x = left + 0.5 + np.flatnonzero(np.isfinite(top))
    shown = top[np.isfinite(top)], bottom[np.isfinite(top)]
    ends = zip(x.tolist(), *(end.tolist() for end in shown), strict=True)
    _draw_lines(painter, [QLineF(x, high, x, low) for x, high, low in ends], QPen(color, 1.0))


def draw_polyline(painter: QPainter, x: np.ndarray, y: np.ndarray, pen: QPen) -> None:
    """Draw lines from point to point [points], px, with a gap where one is NaN."""
    drawn = np.isfinite(y[:-1]) & np.isfinite(y[1:])
    starts = zip(x[:-1][drawn].tolist(), y[:-1][drawn].tolist(), strict=True)
    ends = zip(x[1:][drawn].tolist(), y[1:][drawn].tolist(), strict=True)
    pairs = zip(starts, ends, strict=True)
    _draw_lines(painter, [QLineF(*start, *end) for start, end in pairs], pen)


def _draw_lines(painter: QPainter, lines: list[QLineF], pen: QPen) -> None:
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # a tenth of the cost of a round one
    painter.setPen(pen)
    painter.drawLines(lines)
