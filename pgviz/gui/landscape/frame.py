"""The axes of a line or a plane of θ: scales, round values and names."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from pgviz.gui.axes import draw_grid, labels_below, labels_beside
from pgviz.gui.lettering import LEFT, NAME_POINTS, RIGHT, TICK_POINTS, Label, Lettering
from pgviz.gui.scale import Scale
from pgviz.gui.theme import SPACE, Theme

Names = Sequence[str]
"""Of an axis, the longest first."""

KEY_SHARE = 0.55  # of the width below, that is left for what the colours mean
LEGEND_SHARE = 0.55  # of the width above, that is left for the names of branches


class Frame:
    """A plot with the name of the axis up above it, and that of the axis across below it."""

    def __init__(
        self,
        area: QRectF,
        across: tuple[float, float, Names],
        up: tuple[float, float, Names],
        theme: Theme,
    ) -> None:
        self.theme, self._type = theme, Lettering(theme, TICK_POINTS)
        above, below = Lettering(theme, NAME_POINTS).height, self._type.height
        body = area.adjusted(0.0, above + SPACE, 0.0, -2.0 * below - SPACE)
        self.up = Scale(*up[:2], body.bottom(), body.top())
        self._values = self.up.ticks(1.5 * below)
        margin = max((self._type.width(tick.text) for tick in self._values), default=0.0) + SPACE
        self.plot = body.adjusted(margin, 0.0, -SPACE, 0.0)
        self.across = Scale(*across[:2], self.plot.left(), self.plot.right())
        self._ticks = self.across.spaced_ticks(self._type.width, 5.0 * SPACE)
        self.above = QRectF(area.left(), area.top(), area.width(), above)
        self.below = QRectF(area.left(), area.bottom() - below, area.width(), below)
        self.labels = [*self._tick_labels(area), *self._name_labels(across[2], up[2])]

    def place(self, x: float, y: float) -> QPointF:
        """Return where a point lies, px."""
        return QPointF(self.across.pixel(x), self.up.pixel(y))

    def draw(self, painter: QPainter) -> None:
        """Draw lines at the round values."""
        grid = (self.across, self._ticks), (self.up, self._values)
        draw_grid(painter, self.theme, self.plot, *grid)

    def _tick_labels(self, area: QRectF) -> list[Label]:
        type_, theme, top = self._type, self.theme, self.plot.bottom() + SPACE / 2.0
        below = labels_below(self._ticks, self.across, top, area, type_, theme)
        left = self.plot.left()
        return [*below, *labels_beside(self._values, self.up, left, area, type_, theme)]

    def _name_labels(self, across: Names, up: Names) -> list[Label]:
        type_, quiet = self._type, self.theme.quiet
        wide = (1.0 - KEY_SHARE) * self.below.width()
        name = type_.fitting(up, (1.0 - LEGEND_SHARE) * self.above.width())
        return [
            Label(type_.fitting(across, wide), self.below, quiet, type_, RIGHT),
            Label(name, self.above, quiet, type_, LEFT),
        ]
