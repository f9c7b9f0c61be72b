"""A histogram for each m on one axis, with the part that points away from ∇J set off."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygonF

from pgviz.gui.axes import draw_grid, labels_below
from pgviz.gui.derivation.scenes.canvas import Reading
from pgviz.gui.derivation.scenes.spread_words import away_words, tip
from pgviz.gui.derivation.scenes.spreads import Spread
from pgviz.gui.estimate.target import Target
from pgviz.gui.lettering import LEFT, RIGHT, TICK_POINTS, Label, Lettering
from pgviz.gui.scale import Scale
from pgviz.gui.theme import SPACE, Theme, mixed

FIRST_SHARE = 1.6  # times as high as the others is the row of m = 1
WORDS_SHARE = 0.36  # of the width, that the shares are written in
BIN = 5.0  # px, about
REACH = 4.0  # deviations of the widest spread, beyond which lengths are put at the edge
AXIS = ("length of ĝ along ∇J", "along ∇J")
WASH = 0.55  # of the colour in the card's, in the bars of what was drawn or sampled


class SpreadRows:
    """Where everything lies in an area, and how it is drawn."""

    def __init__(
        self, area: QRectF, spreads: Sequence[Spread], target: Target, current: int, theme: Theme
    ) -> None:
        """`current` is the present m, whose row is set off."""
        self.spreads, self._target, self._theme = spreads, target, theme
        self._type = Lettering(theme, TICK_POINTS)
        self._strong = Lettering(theme, TICK_POINTS, QFont.Weight.DemiBold)
        names = ["gᵢ" if each.kind == "sampled" else f"m = {each.size}" for each in spreads]
        left = max(map(self._strong.width, names)) + 2 * SPACE
        words = WORDS_SHARE * area.width()
        below = self._type.height + SPACE
        self.plot = area.adjusted(left, 0.0, -words - 2 * SPACE, -below)
        self.scale = self._scale()
        self._ticks = self.scale.spaced_ticks(self._type.width, 4.0 * SPACE)
        self.rows = self._rows()
        self.labels = self._labels(area, names, current)

    @property
    def readings(self) -> list[Reading]:
        """All digits of every row."""
        return [Reading(row, tip(each)) for row, each in zip(self.rows, self.spreads, strict=True)]

    def draw(self, painter: QPainter) -> None:
        """Draw axis, histograms and the length of ∇J."""
        theme, plot = self._theme, self.plot
        draw_grid(painter, theme, plot, (self.scale, self._ticks))
        for row, spread in zip(self.rows, self.spreads, strict=True):
            draw_spread(painter, self.scale, row, spread, theme)
        zero, target = self.scale.pixel(0.0), self.scale.pixel(self._target.norm)
        painter.setPen(QPen(theme.ink, theme.line_scale))
        painter.drawLine(QLineF(zero, plot.top(), zero, plot.bottom()))
        dash = Qt.PenStyle.SolidLine if self._target.exact else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.exact, 1.6 * theme.line_scale**0.5, dash))
        painter.drawLine(QLineF(target, plot.top(), target, plot.bottom()))

    def _scale(self) -> Scale:
        widest = max(spread.deviation for spread in self.spreads)
        norm = self._target.norm
        reach = (REACH * widest) or norm
        shown = [each.lengths for each in self.spreads if each.size == 1]
        ends = np.concatenate([*shown, [0.0, 1.1 * norm]])
        middle = next((each.mean for each in self.spreads), 0.0)
        curves = [
            each.mean + sign * 3.0 * each.deviation
            for each in self.spreads
            if not len(each.lengths)
            for sign in (-1.0, 1.0)
        ]
        low = min(max(float(ends.min()), middle - reach), 0.0, *curves)
        high = max(min(float(ends.max()), middle + reach), 1.1 * norm, *curves)
        margin = 0.04 * (high - low)
        return Scale(low - margin, high + margin, self.plot.left(), self.plot.right())

    def _rows(self) -> list[QRectF]:
        shares = np.array([FIRST_SHARE if each.size == 1 else 1.0 for each in self.spreads])
        heights = self.plot.height() * shares / shares.sum()
        tops = self.plot.top() + np.concatenate([[0.0], np.cumsum(heights)[:-1]])
        return [
            QRectF(self.plot.left(), top, self.plot.width(), height)
            for top, height in zip(tops.tolist(), heights.tolist(), strict=True)
        ]

    def _labels(self, area: QRectF, names: Sequence[str], current: int) -> list[Label]:
        theme, high = self._theme, self._type.height
        labels = self._values(area)
        for name, row, spread in zip(names, self.rows, self.spreads, strict=True):
            type_ = self._strong if spread.size == current else self._type
            left = area.left()
            box = QRectF(left, row.bottom() - high, self.plot.left() - left - SPACE, high)
            labels.append(Label(name, box, theme.ink, type_, RIGHT))
            right = QRectF(self.plot.right() + 2 * SPACE, row.bottom() - high, 0.0, high)
            right.setRight(area.right())
            text = type_.fitting(away_words(spread), right.width())
            labels.append(Label(text, right, theme.negative, type_, LEFT))
        return labels

    def _values(self, area: QRectF) -> list[Label]:
        top = self.plot.bottom() + SPACE / 2.0
        within = QRectF(area.left(), top, self.plot.right() - area.left(), area.bottom() - top)
        labels = labels_below(self._ticks, self.scale, top, within, self._type, self._theme)
        beside = QRectF(self.plot.right() + 2 * SPACE, top, 0.0, self._type.height)
        beside.setRight(area.right())
        axis = self._type.fitting(AXIS, beside.width())
        return [*labels, Label(axis, beside, self._theme.quiet, self._type, LEFT)]


def draw_spread(painter: QPainter, scale: Scale, row: QRectF, spread: Spread, theme: Theme) -> None:
    """Draw a histogram that fills a row: what points away is red, hatched and left of 0."""
    foot = row.bottom() - 1.0
    painter.setPen(QPen(theme.line, 1.0))
    painter.drawLine(QLineF(row.left(), foot, row.right(), foot))
    edges, heights = (_curve if not len(spread.lengths) else _bins)(scale, row, spread)
    high = (row.height() - SPACE) / (float(heights.max(initial=0.0)) or 1.0)
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
    """Return the bins' edges, px, and the probability in each; beyond an edge is the last bin."""
    edges = _edges(scale, row)
    lengths = spread.lengths
    tiny = 1e-12 * float(np.abs(lengths).max(initial=0.0))
    places = scale.pixel(np.where(np.abs(lengths) <= tiny, 0.0, lengths))
    index = np.ceil((places - edges[0]) / BIN - 1e-9).astype(int) - 1  # 0 itself points away
    index = np.clip(index, 0, len(edges) - 2)
    return edges, np.bincount(index, weights=spread.probabilities, minlength=len(edges) - 1)


def _curve(scale: Scale, row: QRectF, spread: Spread) -> tuple[np.ndarray, np.ndarray]:
    """Return edges of a pixel's width, px, and the height of a normal curve between them."""
    zero = scale.pixel(0.0)
    left, right = int(zero - row.left()), int(row.right() - zero)
    edges = zero + np.arange(-left, right + 1)
    middles = scale.value((edges[1:] + edges[:-1]) / 2.0)
    deviation = spread.deviation or 1.0
    return edges, np.exp(-0.5 * np.square((middles - spread.mean) / deviation))
