"""One histogram of lengths along ∇J, with the part that points away from it set off."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from pgviz.gui.derivation.scenes.spread import Spread
from pgviz.gui.scale import Scale
from pgviz.gui.theme import SPACE, Theme, mixed

BIN = 5.0  # px
WASH = 0.55  # of the colour in the card's, in the bars of what was drawn or sampled


def draw_spread(painter: QPainter, scale: Scale, row: QRectF, spread: Spread, theme: Theme) -> None:
    """Draw a histogram that fills a row: what points away is red, hatched and left of 0.

    What is 0 is grey.
    """
    foot = row.bottom() - 1.0
    painter.setPen(QPen(theme.line, 1.0))
    painter.drawLine(QLineF(row.left(), foot, row.right(), foot))
    edges, heights = (_curve if not len(spread.lengths) else _bins)(scale, row, spread)
    at_zero = spread.zero.middle if spread.has_zeros else 0.0
    high = (row.height() - SPACE) / (max(float(heights.max(initial=0.0)), at_zero) or 1.0)
    for away, color in ((True, theme.negative), (False, theme.estimate)):
        mine = (edges[1:] <= scale.pixel(0.0) + 0.01) == away
        tops = foot - high * np.where(mine, heights, 0.0)
        outline = _outline(edges, tops, foot)
        fill = color if spread.kind == "exact" else mixed(color, theme.card, WASH)
        painter.setPen(Qt.PenStyle.NoPen)
        if spread.kind in ("exact", "drawn", "sampled"):
            painter.setBrush(fill)
            painter.drawPolygon(outline)
        if away:
            painter.setBrush(QBrush(hatch_color(spread, theme), Qt.BrushStyle.BDiagPattern))
            painter.drawPolygon(outline)
        if spread.kind != "exact":
            _draw_edge(painter, outline, spread, color, theme)
    _draw_zeros(painter, QPointF(scale.pixel(0.0), foot), high * at_zero, theme)


def _draw_zeros(painter: QPainter, foot: QPointF, high: float, theme: Theme) -> None:
    """Draw what leads neither way, grey and as wide as a bin, around 0."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.faint)
    painter.drawRect(QRectF(foot.x() - BIN / 2.0, foot.y() - high, BIN, high))


def hatch_color(spread: Spread, theme: Theme) -> QColor:
    """Return the colour of the hatching: the card's on filled bars, else red."""
    return theme.card if spread.kind == "exact" else theme.negative


def _draw_edge(
    painter: QPainter, outline: QPolygonF, spread: Spread, color: QColor, theme: Theme
) -> None:
    curve = spread.kind in ("normal", "spread")
    style = Qt.PenStyle.DashLine if curve else Qt.PenStyle.SolidLine
    painter.setPen(QPen(color, 1.2 * theme.line_scale**0.5, style))
    painter.drawPolyline(outline)


def _outline(edges: np.ndarray, tops: np.ndarray, foot: float) -> QPolygonF:
    """Return the outline of bars between edges [bars + 1] with tops [bars], px."""
    known = np.flatnonzero(tops < foot)
    if not known.size:
        return QPolygonF()
    first, last = int(known[0]), int(known[-1])
    points = [QPointF(float(edges[first]), foot)]
    for bar in range(first, last + 1):
        points += [QPointF(float(edges[bar]), float(tops[bar]))]
        points += [QPointF(float(edges[bar + 1]), float(tops[bar]))]
    return QPolygonF([*points, QPointF(float(edges[last + 1]), foot)])


def _edges(scale: Scale, row: QRectF) -> np.ndarray:
    """Return the edges of bins, px, one of which lies at 0."""
    zero = scale.pixel(0.0)
    left = int(np.ceil((zero - row.left()) / BIN))
    right = int(np.ceil((row.right() - zero) / BIN))
    return zero + BIN * np.arange(-left, right + 1)


def _bins(scale: Scale, row: QRectF, spread: Spread) -> tuple[np.ndarray, np.ndarray]:
    """Return the bins' edges, px, and the probability in each; beyond an edge is the last bin.

    Zeros are in none of them where they are drawn apart.
    """
    edges = _edges(scale, row)
    lengths = spread.lengths
    zero = np.abs(lengths) <= 1e-12 * float(np.abs(lengths).max(initial=0.0))
    places = scale.pixel(np.where(zero, 0.0, lengths))
    index = np.ceil((places - edges[0]) / BIN - 1e-9) - 1
    index = np.clip(index, 0, len(edges) - 2).astype(int)  # whatever is beyond any int
    weights = np.where(zero & spread.has_zeros, 0.0, spread.probabilities)
    return edges, np.bincount(index, weights=weights, minlength=len(edges) - 1)


def _curve(scale: Scale, row: QRectF, spread: Spread) -> tuple[np.ndarray, np.ndarray]:
    """Return edges of a pixel's width, px, and the height of a normal curve between them."""
    zero = scale.pixel(0.0)
    left, right = int(zero - row.left()), int(row.right() - zero)
    edges = zero + np.arange(-left, right + 1)
    middles = scale.value((edges[1:] + edges[:-1]) / 2.0)
    deviation = spread.deviation or 1.0
    return edges, np.exp(-0.5 * np.square((middles - spread.mean) / deviation))
