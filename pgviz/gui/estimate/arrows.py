"""The arrows of the cloud: ĝ with its error, and ∇J that it is held against."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.estimate.marks import HEAD, draw_arrow, draw_diamond, draw_ellipse, draw_expected
from pgviz.gui.estimate.target_bars import fill_for
from pgviz.gui.lettering import MIDDLE, NAME_POINTS, Label, Lettering
from pgviz.gui.quantity import Quantity
from pgviz.gui.theme import SPACE, Theme

BEHIND = 2.2  # times the strokes of an arrow: what shows behind one that is pointed at
NEAR = 8.0  # px, from which a dot or the tip of an arrow is pointed at
CAP = 3.0  # px, half of a whisker's end
BACK = 0.7  # of a step away from the tip: more of it along the arrow is on the arrow
SHORT = 4.0  # px, the reach of the diamond that stands for an arrow without length
VEIL = 0.7  # how much of what lies behind a name is hidden
HOLLOW = 3.0  # px, the radius of the ring at the tip of a reference


class TargetArrow:
    """∇J from the origin; dashed, with whiskers along both axes, where it is a reference."""

    def __init__(
        self, origin: QPointF, tip: QPointF, error: np.ndarray | None, theme: Theme
    ) -> None:
        """`error` [2] is its standard error across and up, px; None where it is exact."""
        self.line, self._error, self._theme = QLineF(origin, tip), error, theme

    @property
    def reach(self) -> tuple[float, float]:
        """How far its whiskers reach, across and up, px."""
        return (0.0, 0.0) if self._error is None else tuple(self._error.tolist())

    def draw(self, painter: QPainter) -> None:
        """Draw arrow and whiskers."""
        theme, dashed = self._theme, self._error is not None
        draw_arrow(painter, self.line, theme.exact, theme.line_scale, dashed=dashed)
        if self.line.length() < HEAD:  # too short to be seen
            painter.setPen(QPen(theme.exact, theme.line_scale**0.5))
            painter.setBrush(fill_for(theme, exact=not dashed))
            draw_diamond(painter, *self.line.p2().toTuple(), SHORT * theme.line_scale**0.5)
        if self._error is not None:
            self._draw_error(painter, *self._error.tolist())

    def _draw_error(self, painter: QPainter, across: float, up: float) -> None:
        tip, cap = self.line.p2(), CAP * self._theme.line_scale**0.5
        painter.setPen(QPen(self._theme.exact, 1.2 * self._theme.line_scale))
        _draw_whisker(painter, tip, QPointF(across, 0.0), QPointF(0.0, cap))
        _draw_whisker(painter, tip, QPointF(0.0, up), QPointF(cap, 0.0))
        painter.setBrush(fill_for(self._theme, exact=False))
        painter.drawEllipse(tip, HOLLOW, HOLLOW)


def _draw_whisker(painter: QPainter, middle: QPointF, reach: QPointF, cap: QPointF) -> None:
    painter.drawLine(QLineF(middle - reach, middle + reach))
    for end in (middle - reach, middle + reach):
        painter.drawLine(QLineF(end - cap, end + cap))


def arrow_at(position: QPointF, estimate: QLineF, target: TargetArrow | None) -> Quantity | None:
    """Return what the arrow shows, ĝ or ∇J, whose tip is nearest; None if none is near."""
    lines: list[tuple[Quantity, QLineF]] = [("estimate", estimate)]
    if target is not None:
        lines.append(("gradient", target.line))
    away = {name: QLineF(position, line.p2()).length() for name, line in lines}
    nearest = min(away, key=away.__getitem__)
    return nearest if away[nearest] <= NEAR else None


def draw_pointed(
    painter: QPainter,
    quantity: Quantity,
    estimate: QLineF,
    target: TargetArrow | None,
    theme: Theme,
) -> None:
    """Set off the arrow of the quantity that is pointed at, where it is ĝ or ∇J."""
    if quantity == "estimate":
        _set_off(painter, estimate, theme.estimate, theme)
    elif quantity == "gradient" and target is not None:
        _set_off(painter, target.line, theme.exact, theme)


def _set_off(painter: QPainter, line: QLineF, color: QColor, theme: Theme) -> None:
    """Draw an arrow with ink behind it."""
    draw_arrow(painter, line, theme.ink, BEHIND**2 * theme.line_scale)
    draw_arrow(painter, line, color, theme.line_scale)


def draw_expected_arrow(painter: QPainter, line: QLineF, theme: Theme) -> None:
    """Draw a thin line to E[ĝ], and its mark."""
    painter.setPen(QPen(theme.estimate, 1.2 * theme.line_scale**0.5))
    painter.drawLine(line)
    draw_expected(painter, line.x2(), line.y2(), theme)


def draw_mean_error(painter: QPainter, places: np.ndarray, plot: QRectF, pen: QPen) -> None:
    """Draw the ellipse of the standard error of the mean of places [trajectories, 2], px."""
    painter.save()
    painter.setClipRect(plot)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    covariance = np.cov(places.T) / len(places)
    draw_ellipse(painter, QPointF(*places.mean(axis=0).tolist()), covariance)
    painter.restore()


@dataclass(frozen=True)
class Named:
    """An arrow with its name, and how far its error reaches across and up from its tip, px."""

    text: str
    line: QLineF
    color: QColor
    reach: tuple[float, float]


def tip_labels(arrows: Sequence[Named], plot: QRectF, theme: Theme) -> list[Label]:
    """Return names beyond the tips of arrows, each where it is free; none where it isn't."""
    type_ = Lettering(theme, NAME_POINTS)
    labels: list[Label] = []
    for arrow in arrows:
        for box in _places(arrow, type_.width(arrow.text), type_.height, plot):
            apart = box.adjusted(-SPACE, 0.0, SPACE, 0.0)
            if plot.contains(box) and not any(apart.intersects(label.box) for label in labels):
                labels.append(Label(arrow.text, box, arrow.color, type_, MIDDLE))
                break
    return labels


def veil(theme: Theme) -> QColor:
    """Return the colour of what lies between a name and the marks behind it."""
    color = QColor(theme.card)
    color.setAlphaF(VEIL)
    return color


def _places(arrow: Named, width: float, height: float, plot: QRectF) -> list[QRectF]:
    """Return boxes beyond the tip and what surrounds it, then on its other sides."""
    line = arrow.line
    across = width / 2.0 + SPACE + arrow.reach[0]
    down = height / 2.0 + SPACE + arrow.reach[1]
    sides = [QPointF(0, -down), QPointF(0, down), QPointF(across, 0), QPointF(-across, 0)]
    along = (line.p2() - line.p1()) / (line.length() or 1.0)
    # Above and below first: beside it there may be other arrows along the same line. On the arrow
    # itself at last.
    ahead = [QPointF.dotProduct(side, along) for side in sides]
    order = sorted(range(4), key=lambda i: (ahead[i] < -BACK * down, i > 1, -round(ahead[i])))
    corner = QPointF(width / 2.0, height / 2.0)
    boxes = [QRectF(line.p2() + sides[i] - corner, line.p2() + sides[i] + corner) for i in order]
    return [_held(box, plot, across=index < 2) for box, index in zip(boxes, order, strict=True)]


def _held(box: QRectF, plot: QRectF, *, across: bool) -> QRectF:
    """Return the box, moved by no more than half of its size to be in the plot.

    It is moved up or down; and sideways if it may lie `across` the line through its tip.
    """
    down = _shift(box.top(), box.height(), plot.top(), plot.bottom())
    right = _shift(box.left(), box.width(), plot.left(), plot.right()) if across else 0.0
    return box.translated(right, down)


def _shift(begin: float, size: float, low: float, high: float) -> float:
    """Return what brings a stretch between two ends, 0 where that is more than half of it."""
    shift = min(max(begin, low), high - size) - begin
    return shift if 2.0 * abs(shift) <= size else 0.0
