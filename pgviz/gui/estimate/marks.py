"""What stands for a gradient and its error: bars, whiskers, an arrow, an ellipse."""

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from pgviz.gui.scale import Scale
from pgviz.gui.theme import Theme

HEAD = 9.0  # px, the length of an arrow's head beside a shaft of 2.5 px
SHAFT = 2.5  # px
SQUARE = 3.0  # px, half the side of the mark of E[ĝ]
DASHES = (2.0, 1.2)  # times its thickness


def draw_bars(
    painter: QPainter,
    scale: Scale,
    values: np.ndarray,
    centers: np.ndarray,
    thick: int,
    pen: QPen | Qt.PenStyle = Qt.PenStyle.NoPen,
) -> None:
    """Draw a horizontal bar from 0 at every center [bars], px, with the painter's brush."""
    zero, pixels = scale.pixel(0.0), scale.pixel(values)
    ends = zip(pixels.tolist(), (centers - thick / 2.0).round().tolist(), strict=True)
    painter.setPen(pen)
    painter.drawRects([QRectF(min(zero, x), top, abs(x - zero), thick) for x, top in ends])


def draw_whiskers(
    painter: QPainter,
    scale: Scale,
    lows: np.ndarray,
    highs: np.ndarray,
    centers: np.ndarray,
    cap: float,
) -> None:
    """Draw a line from low to high at every center [whiskers], px, its ends `cap` px to a side."""
    lines: list[QLineF] = []
    low, high = scale.pixel(lows).tolist(), scale.pixel(highs).tolist()
    for left, right, y in zip(low, high, centers.tolist(), strict=True):
        lines.append(QLineF(left, y, right, y))
        lines += [QLineF(x, y - cap, x, y + cap) for x in (left, right)]
    painter.drawLines(lines)


def draw_triangle(painter: QPainter, tip: QPointF, angle: float, size: float) -> None:
    """Draw a triangle whose tip points towards `angle` (radians, y down), with the brush."""
    along = QPointF(math.cos(angle), math.sin(angle))
    across = QPointF(-along.y(), along.x())
    foot = tip - size * along
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([tip, foot + 0.5 * size * across, foot - 0.5 * size * across]))


def draw_diamond(painter: QPainter, x: float, y: float, reach: float) -> None:
    """Draw a square on its corner, `reach` px to each side, with the pen and the brush."""
    corners = (x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def draw_expected(painter: QPainter, x: float, y: float, theme: Theme) -> None:
    """Draw the hollow square that stands for E[ĝ]."""
    reach = SQUARE * theme.line_scale**0.5
    painter.setPen(QPen(theme.ink, 1.2 * theme.line_scale**0.5))
    painter.setBrush(theme.card)
    painter.drawRect(QRectF(x - reach, y - reach, 2.0 * reach, 2.0 * reach))


def draw_arrow(
    painter: QPainter, line: QLineF, color: QColor, line_scale: float, *, dashed: bool = False
) -> None:
    """Draw an arrow along a line, px; nothing for one of no length."""
    if line.length() < 1.0:
        return
    thick = math.sqrt(line_scale)
    head = min(HEAD * thick, line.length())
    angle = math.atan2(line.dy(), line.dx())
    shaft = QLineF(line)
    shaft.setLength(line.length() - 0.9 * head)
    pen = QPen(color, SHAFT * thick)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed:
        pen.setDashPattern(DASHES)
    painter.setPen(pen)
    painter.drawLine(shaft)
    painter.setBrush(color)
    draw_triangle(painter, line.p2(), angle, head)


def draw_ellipse(painter: QPainter, center: QPointF, covariance: np.ndarray) -> None:
    """Draw the ellipse of one standard deviation of a covariance [2, 2] in px², with the pen."""
    variances, directions = np.linalg.eigh(covariance)
    minor, major = np.sqrt(np.maximum(variances, 0.0)).tolist()
    painter.save()
    painter.translate(center)
    painter.rotate(math.degrees(math.atan2(directions[1, 1], directions[0, 1])))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(), major, minor)
    painter.restore()
