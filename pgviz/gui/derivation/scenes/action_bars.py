"""Three bars an action: the push of its own samples, that of all others, and the net."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QPainter, QPen

from pgviz.gui.axes import draw_grid, labels_beside
from pgviz.gui.derivation.scenes.key import Key, hatching
from pgviz.gui.derivation.scenes.pushes_facts import Facts
from pgviz.gui.estimate.marks import draw_diamond
from pgviz.gui.format import short
from pgviz.gui.lettering import LEFT, MIDDLE, TICK_POINTS, Label, Lettering
from pgviz.gui.scale import Scale
from pgviz.gui.theme import SPACE, Theme, mixed

NARROWEST, WIDEST = 30.0, 96.0  # px, of an action's column in normal type
LEFTS, THICK = (0.14, 0.38, 0.62), 0.22  # of a column's width: where its bars lie
GUTTER = "−0.0005"
REACH = 4.5  # px, of a diamond
MARGIN = 0.08  # of the axis, at both ends
PALE = 0.45


@dataclass(frozen=True)
class Line:
    """A number an action below the bars, and what it is."""

    names: tuple[str, ...]
    values: np.ndarray  # [actions]
    role: str


class ActionBars:
    """As many actions as there is room for: those that are pushed most."""

    def __init__(self, area: QRectF, facts: Facts, theme: Theme) -> None:
        self.facts, self._theme, self._area = facts, theme, area
        self._type = type_ = Lettering(theme, TICK_POINTS)
        self.lines = _lines(facts)
        names = [type_.width(way) for line in self.lines for way in line.names[:1]]
        left = max(*names, type_.width(GUTTER)) + 3.0 * SPACE
        self._key = Key(QRectF(area.topLeft(), area.topRight()), _key_names(facts), theme)
        below = (1 + len(self.lines)) * type_.height + SPACE
        plot = area.adjusted(left, 1.6 * type_.height, 0.0, -below)
        most = max(int(plot.width() // (NARROWEST * theme.type_scale)), 1)
        self.actions = _largest(facts, most)
        self.width = min(plot.width() / len(self.actions), WIDEST * theme.type_scale)
        wide = self.width * len(self.actions)
        self.plot = QRectF(plot.left(), plot.top(), wide, max(plot.height(), 1.0))
        self.up = Scale(*_span(facts), self.plot.bottom(), self.plot.top())
        self._ticks = self.up.ticks(1.6 * type_.height)
        self.labels = [*self._key.labels, *self._values(), *self._below()]

    def column(self, place: int) -> QRectF:
        """Return the area of the action that is shown in a place, with its numbers."""
        left = self.plot.left() + place * self.width
        return QRectF(left, self.plot.top(), self.width, self._area.bottom() - self.plot.top())

    def draw(self, painter: QPainter) -> None:
        """Draw the key, the axis, the bars, and ∇J on the net ones."""
        theme, pushes = self._theme, self.facts.pushes
        fills = self._fills
        self._key.draw(painter, fills)
        draw_grid(painter, theme, self.plot, up=(self.up, self._ticks))
        for share, values, brush in zip(
            LEFTS, (pushes.own, pushes.others, pushes.net), fills, strict=True
        ):
            self._draw_bars(painter, values[self.actions], share, brush)
        if self.facts.target is not None:
            self._draw_targets(painter, self.facts.target[self.actions])
            self._draw_diamond(painter, *self._key.boxes[-1].center().toTuple())

    @property
    def _fills(self) -> tuple[QBrush, QBrush, QBrush]:
        theme = self._theme
        own = QBrush(mixed(theme.weight, theme.card, PALE))
        return own, hatching(theme), QBrush(theme.estimate)

    def _draw_bars(
        self, painter: QPainter, values: np.ndarray, share: float, brush: QBrush
    ) -> None:
        """Draw one bar an action, a share of its column's width from the left."""
        zero, ends = self.up.pixel(0.0), self.up.pixel(values).tolist()
        painter.setPen(QPen(self._theme.quiet, 0.8))
        painter.setBrush(brush)
        for place, y in enumerate(ends):
            left = self.plot.left() + (place + share) * self.width
            painter.drawRect(QRectF(left, min(zero, y), THICK * self.width, abs(y - zero)))

    def _draw_targets(self, painter: QPainter, values: np.ndarray) -> None:
        for place, y in enumerate(self.up.pixel(values).tolist()):
            x = self.plot.left() + (place + LEFTS[2] + THICK / 2.0) * self.width
            self._draw_diamond(painter, x, y)

    def _draw_diamond(self, painter: QPainter, x: float, y: float) -> None:
        painter.setPen(QPen(self._theme.card, 1.0))
        painter.setBrush(self._theme.exact)
        draw_diamond(painter, x, y, REACH * self._theme.line_scale**0.5)

    def _values(self) -> list[Label]:
        within = self._area.adjusted(0.0, -SPACE, 0.0, SPACE)
        left = self.plot.left()
        return labels_beside(self._ticks, self.up, left, within, self._type, self._theme)

    def _below(self) -> list[Label]:
        type_, theme, top = self._type, self._theme, self.plot.bottom() + SPACE
        room = self.width - SPACE
        labels = []
        for place, action in enumerate(self.actions):
            name = type_.elided(self.facts.names[action], room)
            labels.append(Label(name, self._cell(place, top), theme.ink, type_, MIDDLE))
        for line in self.lines:
            top += type_.height
            head = QRectF(self._area.left(), top, self.plot.left() - self._area.left(), 1.0)
            head.setHeight(type_.height)
            color = getattr(theme, line.role)
            labels.append(Label(line.names[0], head, color, type_, LEFT))
            for place, value in enumerate(line.values[self.actions].tolist()):
                text = type_.fitting((short(value), short(value, 2), ""), room)
                labels.append(Label(text, self._cell(place, top), color, type_, MIDDLE))
        return labels

    def _cell(self, place: int, top: float) -> QRectF:
        left = self.plot.left() + place * self.width
        return QRectF(left, top, self.width, self._type.height)


def _lines(facts: Facts) -> list[Line]:
    lines = [Line(("mean return",), facts.pushes.mean_returns, "weight")]
    if facts.baseline:
        lines.append(Line(("less b",), facts.pushes.mean_baselines, "quiet"))
    return lines


def _key_names(facts: Facts) -> list[tuple[str, ...]]:
    net = ("net = ĝ", "net") if facts.in_table else ("net", "net")
    names = [("its own samples", "own"), ("all other samples", "others"), net]
    if facts.target is None:
        return names
    if not facts.unbiased:
        return [*names, ("∇J",)]
    needed = "" if facts.bar is None else f", up only if it pays more than J = {short(facts.bar)}"
    return [*names, (f"net on average (∇J){needed}", "net on average (∇J)", "∇J")]


def _largest(facts: Facts, most: int) -> list[int]:
    """Return the actions that are pushed most, in their own order."""
    size = np.abs(facts.pushes.own) + np.abs(facts.pushes.others)
    return sorted(np.argsort(-size, kind="stable")[:most].tolist())


def _span(facts: Facts) -> tuple[float, float]:
    pushes = facts.pushes
    parts = [pushes.own, pushes.others, pushes.net, np.zeros(1)]
    every = np.concatenate(parts if facts.target is None else [*parts, facts.target])
    low, high = float(every.min()), float(every.max())
    margin = MARGIN * (high - low) or 1.0
    return low - margin, high + margin
