"""What the colours mean: names of branches above the plot, and J's range below it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.curves.ghosts import STYLES
from pgviz.gui.format import short
from pgviz.gui.landscape.frame import KEY_SHARE, LEGEND_SHARE
from pgviz.gui.landscape.paths import Path
from pgviz.gui.landscape.relief import draw_key
from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering
from pgviz.gui.theme import SPACE, Theme

LINE, SAMPLE = 2.0, 14.0  # px, how thick and how long the line before a name is
BAR = 40.0, 8.0  # px, of the bar of colours, in normal type
WIDEST = 0.4  # of the width, that a name takes
OBJECTIVE = ("J(θ) exact", "J")
IN_STEPS = ("J(θ) exact, in steps of equal area", "J(θ), steps of equal area", *OBJECTIVE)


def color_of(path: Path, theme: Theme) -> QColor:
    """Return the colour of a path: that of θ, or of the branch's curves in Learning."""
    if path.is_present:
        return QColor(theme.parameter)
    return STYLES[path.number % len(STYLES)].color(theme)


class Legend:
    """Names of several branches from the right, as many as fit, each behind a line."""

    def __init__(self, paths: Sequence[Path], area: QRectF, theme: Theme) -> None:
        self._theme = theme
        self.labels: list[Label] = []
        type_, right = Lettering(theme, TICK_POINTS), area.right()
        for path in paths[::-1] if len(paths) > 1 else ():
            text = type_.elided(path.name, WIDEST * area.width())
            left = right - type_.width(text)
            if left - SAMPLE - SPACE < area.right() - LEGEND_SHARE * area.width():
                break
            box = QRectF(left, area.top(), right - left, type_.height)
            self.labels.append(Label(text, box, color_of(path, theme), type_, LEFT))
            right = left - SAMPLE - 4.0 * SPACE

    def draw(self, painter: QPainter) -> None:
        """Draw the lines before the names."""
        for label in self.labels:
            y, right = label.box.center().y(), label.box.left() - SPACE
            painter.setPen(QPen(label.color, LINE * self._theme.line_scale))
            painter.drawLine(QPointF(right - SAMPLE + SPACE, y), QPointF(right, y))


class Key:
    """A bar of colours between the least and the largest J."""

    def __init__(self, ends: tuple[float, float], area: QRectF, theme: Theme) -> None:
        self._theme, type_ = theme, Lettering(theme, TICK_POINTS)
        low, high = map(short, ends)
        wide, thick = (side * theme.type_scale for side in BAR)
        room = KEY_SHARE * area.width() - wide - 2.0 * SPACE - type_.width(high)
        first = type_.fitting([f"{name}  {low}" for name in IN_STEPS], room)
        left = area.left() + type_.width(first) + SPACE
        self._bar = QRectF(left, area.center().y() - thick / 2.0, wide, thick)
        last = QRectF(left + wide + SPACE, area.top(), type_.width(high), area.height())
        self.labels = [
            Label(first, area, theme.exact, type_, LEFT),
            Label(high, last, theme.exact, type_, LEFT),
        ]

    def draw(self, painter: QPainter) -> None:
        """Draw the bar."""
        draw_key(painter, self._bar, self._theme)
