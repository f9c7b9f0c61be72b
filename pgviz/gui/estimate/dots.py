"""Trajectory gradients as small dots, many at once."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.points import polygon_of

MOST_TRAJECTORIES = 256  # are drawn; more can't be told apart
MOST_ROUND = 600  # dots that are drawn round; more are squares, at a tenth of the cost
MOST_OPAQUE = 60  # trajectories whose dots don't yet hide what lies below
GOLDEN = 0.618034


def jitter(count: int) -> np.ndarray:
    """Return numbers in [−1, 1] that spread evenly and are always the same, [count]."""
    return 2.0 * (np.arange(count) * GOLDEN % 1.0) - 1.0


def dot_color(color: QColor, trajectories: int) -> QColor:
    """Return the colour of the dots of so many trajectories: the more, the less they cover."""
    thin = QColor(color)
    thin.setAlphaF(min(1.0, (MOST_OPAQUE / trajectories) ** 0.5))
    return thin


def draw_dots(painter: QPainter, x: np.ndarray, y: np.ndarray, color: QColor, size: float) -> None:
    """Draw a dot of `size` px at each (x, y), arrays of one shape, px."""
    if not x.size:
        return
    round_ones = x.size <= MOST_ROUND
    cap = Qt.PenCapStyle.RoundCap if round_ones else Qt.PenCapStyle.SquareCap
    width = size if round_ones else max(round(0.8 * size), 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, round_ones)
    painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, cap))
    painter.drawPoints(polygon_of(x.ravel(), y.ravel()))
    painter.restore()
