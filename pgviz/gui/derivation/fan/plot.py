"""The fan: a ray a draw of ĝ, their mean with its error, this iteration's ĝ, and ∇J."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.derivation.fan.plane import Fan
from pgviz.gui.derivation.fan.words import MORE
from pgviz.gui.estimate.arrows import (
    NEAR,
    Named,
    TargetArrow,
    arrow_at,
    draw_mean_error,
    draw_pointed,
    tip_labels,
    veil,
)
from pgviz.gui.estimate.dots import dot_color, draw_dots, jitter
from pgviz.gui.estimate.frame import Frame, Range
from pgviz.gui.estimate.marks import draw_arrow, draw_ellipse
from pgviz.gui.estimate.target import Target
from pgviz.gui.lettering import Label, draw_labels
from pgviz.gui.quantity import Quantity
from pgviz.gui.theme import Theme

DOT, CROSS = 4.0, 5.0  # px; of the cross that marks the mean half the width
RAY_ALPHA, MOST_RAYS = 0.22, 400
SPREAD = 0.42  # of a flat fan's height, over which its dots are strewn to be told apart
MARGIN = 0.06  # of the longer range, at both ends of both


class FanPlot:
    """Where everything of a fan lies in an area, and how it is drawn."""

    def __init__(self, area: QRectF, fan: Fan, target: Target | None, theme: Theme) -> None:
        self.fan, self._theme = fan, theme
        self.frame = Frame(area, *ranges_of(fan), axis_names(fan, target), theme, flat=fan.flat)
        self.origin = self.frame.pixel(np.zeros(2))
        self._places = self.frame.pixels(turned(fan, fan.draws))  # [draws, 2] px
        self.dots = self._strewn()
        self.estimate = self._line(fan.estimate)
        self.target = self._target_arrow(target)
        self.labels = self._tip_labels(target)

    def quantity_at(self, position: QPointF) -> Quantity | None:
        """Return what the arrow shows whose tip is nearest to `position`, None if none is near."""
        return arrow_at(position, self.estimate, self.target)

    def draw_at(self, position: QPointF) -> int | None:
        """Return the draw whose dot is nearest to `position`, None if none is near."""
        if not len(self.dots):
            return None
        distances = np.hypot(*(self.dots - (position.x(), position.y())).T)
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= NEAR else None

    def draw(self, painter: QPainter) -> None:
        """Draw axes, rays, dots, arrows and the mean."""
        theme = self._theme
        self.frame.draw(painter)
        for sign, color in ((0.0, theme.faint), (-1.0, theme.negative), (1.0, theme.estimate)):
            self._draw_draws(painter, self.dots[self.fan.signs == sign], color)
        self._draw_spread(painter)
        if self.target is not None:
            self.target.draw(painter)
        draw_arrow(painter, self.estimate, theme.estimate, theme.line_scale)
        self._draw_mean(painter)
        for label in self.labels:
            painter.fillRect(label.extent, veil(theme))
        draw_labels(painter, self.labels)

    def draw_pointed(self, painter: QPainter, quantity: Quantity) -> None:
        """Set off the arrow of ĝ or of ∇J."""
        draw_pointed(painter, quantity, self.estimate, self.target, self._theme)

    def _draw_draws(self, painter: QPainter, dots: np.ndarray, color: QColor) -> None:
        many = len(self.dots)
        if not len(dots):
            return
        if not self.fan.flat and many <= MOST_RAYS:
            thin = QColor(color)
            thin.setAlphaF(RAY_ALPHA)
            painter.setPen(QPen(thin, self._theme.line_scale))
            painter.drawLines([QLineF(self.origin, QPointF(*dot)) for dot in dots.tolist()])
        size = DOT * self._theme.line_scale**0.5
        draw_dots(painter, *dots.T, dot_color(color, many), size)

    def _draw_spread(self, painter: QPainter) -> None:
        """Draw one standard deviation of ĝ, and half of it: that of four times as many."""
        if self.fan.flat or len(self.dots) < 2:
            return
        center, covariance = self._places.mean(axis=0), np.cov(self._places.T)
        pen = QPen(self._theme.quiet, self._theme.line_scale, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        for trajectories in (1.0, MORE):  # times as many
            draw_ellipse(painter, QPointF(*center.tolist()), covariance / trajectories)

    def _draw_mean(self, painter: QPainter) -> None:
        mean = self.fan.mean
        if mean is None or len(self.dots) < 2:
            return
        theme = self._theme
        pen = QPen(theme.ink, 1.4 * theme.line_scale)
        draw_mean_error(painter, self._places, self.frame.plot, pen)
        painter.setPen(pen)
        at, reach = self._line(mean).p2(), CROSS * theme.line_scale**0.5
        for way in (QPointF(reach, reach), QPointF(reach, -reach)):
            painter.drawLine(QLineF(at - way, at + way))

    def _line(self, place: np.ndarray) -> QLineF:
        return QLineF(self.origin, self.frame.pixel(turned(self.fan, place)))

    def _strewn(self) -> np.ndarray:
        """Return where the dots are: of a flat fan at any height, to be told apart."""
        places = self._places.copy()
        if self.fan.flat:
            places[:, 1] += SPREAD * self.frame.plot.height() * jitter(len(places))
        return places

    def _target_arrow(self, target: Target | None) -> TargetArrow | None:
        if target is None or self.fan.target is None:
            return None
        error = target.error_along(self.fan.axes)
        pixels = None if error is None else self.frame.across.unit * turned(self.fan, error)
        return TargetArrow(self.origin, self._line(self.fan.target).p2(), pixels, self._theme)

    def _tip_labels(self, target: Target | None) -> list[Label]:
        theme, none = self._theme, (0.0, 0.0)
        named = [Named("ĝ", self.estimate, theme.estimate, none)]
        if target is not None and self.target is not None:
            named.append(Named(target.symbol, self.target.line, theme.exact, self.target.reach))
        if self.fan.mean is not None:
            named.append(Named("mean", self._line(self.fan.mean), theme.ink, (CROSS, CROSS)))
        return tip_labels(named, self.frame.plot, theme)


def turned(fan: Fan, places: np.ndarray) -> np.ndarray:
    """Return places [..., 2] as they are seen: uphill is up, unless all lies on one line."""
    return places if fan.flat else places[..., ::-1]


def ranges_of(fan: Fan) -> tuple[Range, Range]:
    """Return the range of each axis: the origin, ĝ, ∇J and every draw."""
    rows = [np.zeros(2), fan.estimate, *fan.draws]
    shown = turned(fan, np.vstack(rows if fan.target is None else [*rows, fan.target]))
    lows, highs = shown.min(axis=0), shown.max(axis=0)
    margin = MARGIN * (float((highs - lows).max()) or 1.0)
    across, up = np.stack([lows - margin, highs + margin], axis=1).tolist()
    return (across[0], across[1]), (up[0], up[1])


def axis_names(fan: Fan, target: Target | None) -> tuple[list[str], list[str]]:
    """Return the names of the axes, the longest way of saying it first."""
    alone = not len(fan.draws)
    mean = "ĝ" if alone else "the mean of the draws"
    along = mean if target is None else target.symbol
    if fan.flat and alone:
        return [f"along {along}"], ["only this ĝ so far", "one ĝ"]
    if fan.flat:
        return [f"along {along}"], ["all ĝ lie on one line; their height is free", "one line"]
    across = ["across it, where ĝ varies most", "across it"]
    return across, [f"along {along}: uphill" if target else f"along {along}"]
