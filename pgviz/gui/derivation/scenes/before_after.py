"""Rows with a name, a bar before and a bar after, and the two numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QFont, QPainter, QPen

from pgviz.gui.lettering import LEFT, RIGHT, TICK_POINTS, Label, Lettering
from pgviz.gui.scale import Scale
from pgviz.gui.theme import SPACE, Theme, mixed

GAP = 3.0 * SPACE  # between columns
HIGHEST = 2.6  # lines of type, of a row
LEAST = 40.0  # px, of the bars in normal type: with less, the number before is left out
THICK = 0.3  # of a row's height, of each of its two bars
PALE = 0.4


@dataclass(frozen=True)
class Row:
    """A number before and after, as it is drawn, written and read."""

    name: str
    role: str  # of the theme
    drawn: tuple[float, float]
    texts: tuple[str, str]
    details: str


class BeforeAfter:
    """Pale bars before, full ones after, on one axis from 0."""

    def __init__(
        self, area: QRectF, rows: Sequence[Row], headings: tuple[str, str], theme: Theme
    ) -> None:
        self.rows, self._theme, self._area = tuple(rows), theme, area
        self._type = type_ = Lettering(theme, TICK_POINTS)
        self._bold = Lettering(theme, TICK_POINTS, QFont.Weight.DemiBold)
        self._top = area.top() + type_.height
        self._height = min((area.bottom() - self._top) / len(rows), HIGHEST * type_.height)
        left = area.left() + max(self._bold.width(row.name) for row in rows) + GAP
        self._columns = [(headings[place], [row.texts[place] for row in rows]) for place in (0, 1)]
        self._widths = [
            max(map(type_.width, (heading, *texts))) for heading, texts in self._columns
        ]
        if area.right() - left - sum(self._widths) - 2.0 * GAP < LEAST * theme.type_scale:
            self._widths[0] = 0.0
        gaps = GAP * sum(width > 0.0 for width in self._widths)
        wide = max(area.right() - left - sum(self._widths) - gaps, 1.0)
        self.plot = QRectF(left, self._top, wide, self._height * len(rows))
        drawn = [value for row in rows for value in row.drawn]
        low, high = min(0.0, *drawn), max(0.0, *drawn)
        high = high if high > low else low + 1.0
        self.across = Scale(low, high, self.plot.left(), self.plot.right())
        self.labels = [*self._names(), *self._numbers()]

    def row(self, index: int) -> QRectF:
        """Return the area of a row, across everything."""
        top = self._top + index * self._height
        return QRectF(self._area.left(), top, self._area.width(), self._height)

    def draw(self, painter: QPainter) -> None:
        """Draw the bars, and the line they begin at."""
        for index, row in enumerate(self.rows):
            self._draw_bars(painter, row, self.row(index))
        zero = self.across.pixel(0.0)
        painter.setPen(QPen(self._theme.faint, self._theme.line_scale))
        painter.drawLine(QLineF(zero, self.plot.top(), zero, self.plot.bottom()))

    def _draw_bars(self, painter: QPainter, row: Row, box: QRectF) -> None:
        zero, thick = self.across.pixel(0.0), THICK * box.height()
        color = getattr(self._theme, row.role)
        fills = mixed(color, self._theme.card, PALE), color
        for place, (value, fill) in enumerate(zip(row.drawn, fills, strict=True)):
            x, top = self.across.pixel(value), box.center().y() + (place - 1) * thick
            painter.fillRect(QRectF(min(zero, x), top, abs(x - zero), thick - 1.0), fill)

    def _names(self) -> list[Label]:
        return [
            Label(row.name, self.row(index), getattr(self._theme, row.role), self._bold, LEFT)
            for index, row in enumerate(self.rows)
        ]

    def _numbers(self) -> list[Label]:
        labels, right = [], self._area.right()
        colors = self._theme.quiet, self._theme.ink
        for place in (1, 0):
            width, (heading, texts) = self._widths[place], self._columns[place]
            if width == 0.0:
                continue
            head = QRectF(right - width, self._area.top(), width, self._type.height)
            labels.append(Label(heading, head, self._theme.quiet, self._type, RIGHT))
            for index, text in enumerate(texts):
                box = self.row(index)
                box = QRectF(right - width, box.top(), width, box.height())
                labels.append(Label(text, box, colors[place], self._type, RIGHT))
            right -= width + GAP
        return labels
