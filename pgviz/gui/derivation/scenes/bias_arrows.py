"""∇J and the mean of ĝ as arrows, in the plane of both."""

import numpy as np
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter

from pgviz.gui.derivation.fan.plane import fan_through
from pgviz.gui.derivation.scenes.bias_facts import BiasFacts
from pgviz.gui.estimate.arrows import Named, TargetArrow, tip_labels
from pgviz.gui.estimate.frame import Frame, Range
from pgviz.gui.estimate.marks import draw_arrow
from pgviz.gui.lettering import draw_labels
from pgviz.gui.theme import Theme

MARGIN = 0.1  # of the longest side, around the arrows


class BiasArrows:
    """Both arrows in an area; the mean of ĝ is dashed where it is that of draws."""

    def __init__(self, area: QRectF, mean: np.ndarray, facts: BiasFacts, theme: Theme) -> None:
        target = facts.target
        fan = fan_through(mean, np.empty((0, len(mean))), target.gradient)
        tips = np.stack([np.zeros(2), fan.estimate, fan.axes @ target.gradient])
        names = [f"along {target.symbol}"], ["" if fan.flat else "across it"]
        self._theme, self._dashed = theme, facts.expected is None
        self.frame = Frame(area, *ranges_of(tips), names, theme, flat=fan.flat)
        origin = self.frame.pixel(np.zeros(2))
        self.mean = QLineF(origin, self.frame.pixel(fan.estimate))
        error = target.error_along(fan.axes)
        tip = self.frame.pixel(tips[-1])
        pixels = None if error is None else self.frame.across.unit * error
        self.target = TargetArrow(origin, tip, pixels, theme)
        name = "mean ĝ" if self._dashed else "E[ĝ]"
        self.labels = tip_labels(
            [
                Named(name, self.mean, theme.estimate, (0.0, 0.0)),
                Named(target.symbol, self.target.line, theme.exact, self.target.reach),
            ],
            self.frame.plot,
            theme,
        )

    def draw(self, painter: QPainter) -> None:
        """Draw axes, arrows and names."""
        self.frame.draw(painter)
        self.target.draw(painter)
        theme = self._theme
        draw_arrow(painter, self.mean, theme.estimate, theme.line_scale, dashed=self._dashed)
        draw_labels(painter, self.labels)


def ranges_of(points: np.ndarray) -> tuple[Range, Range]:
    """Return the range of each axis around points [n, 2]."""
    lows, highs = points.min(axis=0), points.max(axis=0)
    margin = MARGIN * (float((highs - lows).max()) or 1.0)
    across, up = np.stack([lows - margin, highs + margin], axis=1).tolist()
    return (across[0], across[1]), (up[0], up[1])
