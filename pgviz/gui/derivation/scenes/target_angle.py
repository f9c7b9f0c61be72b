"""Both targets as arrows of one length, with the angle between them."""

import math
from typing import Self

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.scenes.unweighted import degrees_between, told, unweighted_of
from pgviz.gui.estimate.marks import draw_arrow
from pgviz.gui.format import exact
from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering
from pgviz.gui.theme import SPACE, Theme

LONGEST = 150.0  # px in normal type
LEAST = 2.5  # lines of type, below which nothing is drawn
ARC = 0.62  # of an arrow's length, from where they begin
APART = 3.0  # px, between arrows that are parallel


class TargetAngle:
    """The direction alone: how long both are, the bars beside it show."""

    def __init__(self, area: QRectF, degrees: float, words: tuple[str, ...], theme: Theme) -> None:
        self.degrees, self._theme = degrees, theme
        type_ = Lettering(theme, TICK_POINTS)
        line = QRectF(area.left(), area.top(), area.width(), type_.height)
        self.labels = [Label(type_.fitting(words, area.width()), line, theme.ink, type_, LEFT)]
        self._plot = area.adjusted(SPACE, type_.height + SPACE, -SPACE, -SPACE)

    @classmethod
    def between(cls, area: QRectF, material: Material, theme: Theme) -> Self | None:
        """Return the picture of a material; None where there is no angle or no room for it."""
        known, other = material.iteration.exact, unweighted_of(material)
        room = area.height() >= LEAST * Lettering(theme, TICK_POINTS).height
        if known is None or other is None or not room:
            return None
        degrees = degrees_between(known.gradient, other)
        return None if degrees is None else cls(area, degrees, told(degrees, material), theme)

    @property
    def details(self) -> str:
        """The angle with all digits."""
        return f"angle between ∇J and the target without γᵗ: {exact(self.degrees)}°"

    def draw(self, painter: QPainter) -> None:
        """Draw ∇J level, the other at its angle, and an arc between them."""
        theme, origin = self._theme, self._origin
        self._draw_arrow(painter, origin, 0.0, theme.exact)
        apart = QPointF(0.0, 0.0 if self.degrees else -APART * theme.line_scale)
        self._draw_arrow(painter, origin + apart, self.degrees, theme.dynamics)
        radius = ARC * self._length
        box = QRectF(origin - QPointF(radius, radius), origin + QPointF(radius, radius))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.quiet, theme.line_scale))
        painter.drawArc(box, 0, round(16.0 * self.degrees))

    @property
    def _turned(self) -> tuple[float, float]:
        angle = math.radians(self.degrees)
        return math.cos(angle), math.sin(angle)

    @property
    def _length(self) -> float:
        across, up = self._turned
        wide = self._plot.width() / (1.0 - min(across, 0.0))
        high = self._plot.height() / max(up, 1e-9)
        return max(min(wide, high, LONGEST * self._theme.type_scale), 1.0)

    @property
    def _origin(self) -> QPointF:
        """Where both begin: at the left end unless one of them points there."""
        left = self._plot.left() - min(self._turned[0], 0.0) * self._length
        rise = self._turned[1] * self._length
        spare = (self._plot.height() - rise) / 2.0
        return QPointF(left, self._plot.bottom() - spare)

    def _draw_arrow(
        self, painter: QPainter, origin: QPointF, degrees: float, color: QColor
    ) -> None:
        angle = math.radians(degrees)
        reach = self._length * QPointF(math.cos(angle), -math.sin(angle))
        draw_arrow(painter, QLineF(origin, origin + reach), color, self._theme.line_scale)
