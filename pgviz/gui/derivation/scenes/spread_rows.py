"""A histogram for each m on one axis, with what points away from ∇J, and what is 0, set off."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from pgviz.gui.axes import draw_grid, labels_below
from pgviz.gui.derivation.scenes.canvas import Reading
from pgviz.gui.derivation.scenes.spread import Spread
from pgviz.gui.derivation.scenes.spread_drawing import draw_spread
from pgviz.gui.derivation.scenes.spread_words import away_words, tip, zero_words
from pgviz.gui.estimate.target import Target
from pgviz.gui.lettering import LEFT, RIGHT, TICK_POINTS, Label, Lettering
from pgviz.gui.scale import Scale
from pgviz.gui.theme import SPACE, Theme

FIRST_SHARE = 1.6  # times as high as the others is the row of m = 1
WORDS_SHARE = 0.36  # of the width, that the shares are written in
REACH = 4.0  # deviations of the widest spread, beyond which lengths are put at the edge
AXIS = ("length of ĝ along ∇J", "along ∇J")


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
            labels += self._shares(right, spread, type_)
        return labels

    def _shares(self, box: QRectF, spread: Spread, type_: Lettering) -> list[Label]:
        """Return what points away, and behind it what is 0."""
        theme, zero = self._theme, zero_words(spread)
        taken = type_.width(zero) + 2 * SPACE if zero else 0.0
        text = type_.fitting(away_words(spread), box.width() - taken)
        behind = box.adjusted(type_.width(text) + 2 * SPACE, 0.0, 0.0, 0.0)
        labels = [Label(text, box, theme.negative, type_, LEFT)]
        return [*labels, Label(zero, behind, theme.quiet, type_, LEFT)] if zero else labels

    def _values(self, area: QRectF) -> list[Label]:
        top = self.plot.bottom() + SPACE / 2.0
        within = QRectF(area.left(), top, self.plot.right() - area.left(), area.bottom() - top)
        labels = labels_below(self._ticks, self.scale, top, within, self._type, self._theme)
        beside = QRectF(self.plot.right() + 2 * SPACE, top, 0.0, self._type.height)
        beside.setRight(area.right())
        axis = self._type.fitting(AXIS, beside.width())
        return [*labels, Label(axis, beside, self._theme.quiet, self._type, LEFT)]
