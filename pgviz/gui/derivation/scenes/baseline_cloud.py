"""The gradients of single trajectories as a cloud that a baseline makes wider or narrower."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pgviz.gui.derivation.scenes.baseline_facts import Facts
from pgviz.gui.estimate.arrows import Named, TargetArrow, tip_labels, veil
from pgviz.gui.estimate.dots import dot_color, draw_dots, jitter
from pgviz.gui.estimate.frame import Frame
from pgviz.gui.estimate.marks import draw_arrow, draw_ellipse
from pgviz.gui.lettering import MIDDLE, TICK_POINTS, Label, Lettering
from pgviz.gui.theme import Theme

DOT = 5.0  # px
SPREAD = 0.3  # of the height, over which the dots of a flat cloud are strewn to be told apart
AT_ZERO = "s.d. at b = 0"
MARGIN = 0.05  # of a range, at both ends


class BaselineCloud:
    """A dot a trajectory, ĝ(b) with its standard error, and ∇J, on axes that b doesn't move."""

    def __init__(self, area: QRectF, facts: Facts, baseline: float, theme: Theme) -> None:
        self._facts, self._theme = facts, theme
        (low, low_up), (high, high_up) = (each.tolist() for each in facts.ranges)
        margin, margin_up = MARGIN * (high - low) or 1.0, MARGIN * (high_up - low_up) or 1.0
        across, up = (low - margin, high + margin), (low_up - margin_up, high_up + margin_up)
        self.frame = Frame(area, across, up, _names(facts), theme, flat=facts.flat)
        self.places = self.frame.pixels(facts.places(baseline))  # [trajectories, 2] px
        self._without = self.frame.pixels(facts.places(0.0))
        self.origin = self.frame.pixel(np.zeros(2))
        self.estimate = QLineF(self.origin, QPointF(*self.places.mean(axis=0).tolist()))
        self.target = self._target_arrow()
        self.labels = self._tips()

    @property
    def inside(self) -> np.ndarray:
        """Which dots lie on the plot, [trajectories] bool."""
        plot = self.frame.plot
        x, y = self.places.T
        across = (plot.left() <= x) & (x <= plot.right())
        return across & (plot.top() <= y) & (y <= plot.bottom())

    def draw(self, painter: QPainter) -> None:
        """Draw axes, dots, error and arrows, all but the labels."""
        theme = self._theme
        self.frame.draw(painter)
        dots, size = self._strewn()[self.inside], DOT * theme.line_scale**0.5
        draw_dots(painter, *dots.T, dot_color(theme.quiet, len(self.places)), size)
        dashed = QPen(theme.faint, theme.line_scale, Qt.PenStyle.DashLine)
        self._draw_ellipse(painter, self._without, 1.0, dashed)
        solid = QPen(theme.quiet, 1.2 * theme.line_scale)
        self._draw_ellipse(painter, self.places, 1.0, solid)
        draw_arrow(painter, self.estimate, theme.estimate, theme.line_scale)
        pen = QPen(theme.estimate, 1.4 * theme.line_scale)
        self._draw_ellipse(painter, self.places, len(self.places) ** -0.5, pen)
        if self.target is not None:
            self.target.draw(painter)
        for label in self.labels:
            painter.fillRect(label.extent, veil(theme))

    def _draw_ellipse(self, painter: QPainter, places: np.ndarray, share: float, pen: QPen) -> None:
        """Draw the ellipse of one standard deviation of places, px, or of a share of it."""
        painter.save()
        painter.setClipRect(self.frame.plot)
        painter.setPen(pen)
        center = QPointF(*places.mean(axis=0).tolist())
        draw_ellipse(painter, center, share**2 * self._covariance(places))
        painter.restore()

    def _covariance(self, places: np.ndarray) -> np.ndarray:
        """Return that of places, px²; as high as the dots of a flat cloud are strewn."""
        covariance = np.cov(places.T)
        if self._facts.flat:
            covariance[1, 1] = self._strewn_over**2 / 3.0
        return covariance

    @property
    def _strewn_over(self) -> float:
        return SPREAD * self.frame.plot.height()

    def _strewn(self) -> np.ndarray:
        places = self.places.copy()
        if self._facts.flat:
            places[:, 1] += self._strewn_over * jitter(len(places))
        return places

    def _target_arrow(self) -> TargetArrow | None:
        target = self._facts.target
        if target is None:
            return None
        tip, error = self._facts.axes @ target.gradient, target.error_along(self._facts.axes)
        pixels = None if error is None else self.frame.across.unit * error
        return TargetArrow(self.origin, self.frame.pixel(tip), pixels, self._theme)

    def _tips(self) -> list[Label]:
        spread = self.places.std(axis=0) / len(self.places) ** 0.5
        named = [Named("ĝ(b)", self.estimate, self._theme.estimate, tuple(spread.tolist()))]
        if self._facts.target is not None and self.target is not None:
            symbol, line = self._facts.target.symbol, self.target.line
            named.append(Named(symbol, line, self._theme.exact, self.target.reach))
        return [*self._spread_names(), *tip_labels(named, self.frame.plot, self._theme)]

    def _spread_names(self) -> list[Label]:
        """Return the name of the dashed ellipse, above it, where it differs from the other."""
        type_, plot = Lettering(self._theme, TICK_POINTS), self.frame.plot
        x, y = self._without.mean(axis=0).tolist()
        before, now = (np.diag(self._covariance(each)) for each in (self._without, self.places))
        same, width = np.allclose(before, now, 0.1), type_.width(AT_ZERO)
        top = y - float(before[1]) ** 0.5 - type_.height
        box = QRectF(x - width / 2.0, top, width, type_.height)
        if same or not plot.contains(box):
            return []
        return [Label(AT_ZERO, box, self._theme.quiet, type_, MIDDLE)]


def _names(facts: Facts) -> tuple[list[str], list[str]]:
    along = "ĝ at b = 0" if facts.target is None else facts.target.symbol
    if facts.flat:
        return [f"gᵢ(b) along {along}"], ["all gᵢ lie on one line; height is free", "one line"]
    across = ["gᵢ(b) along " + along, "along " + along]
    return across, ["across it, where the gᵢ(0) differ most", "across it"]
