"""Rows with a name, numbers in columns, and between them room for bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from pgviz.gui.lettering import LEFT, NAME_POINTS, RIGHT, TICK_POINTS, Label, Lettering
from pgviz.gui.theme import SPACE, Theme

GAP = 4.0 * SPACE  # between columns
NARROWEST_PLOT = 96.0  # px, in normal type
HIGHEST_ROW, HIGHEST_BARS = 2.4, 3.4  # lines of type


@dataclass(frozen=True)
class Column:
    """A heading, and a text for every row."""

    heading: str
    texts: tuple[str, ...]
    role: str = "ink"
    spare: int = 0  # what has more of it is left out first


@dataclass(frozen=True)
class Sheet:
    """Where names, plot and columns lie, px; columns that have no room are left out."""

    area: QRectF
    names: tuple[str, ...]
    roles: tuple[str, ...]
    columns: tuple[Column, ...]
    lefts: tuple[float, ...]
    plot: QRectF  # between names and columns, over all rows
    theme: Theme

    @property
    def row_height(self) -> float:
        """The height of a row."""
        return self.plot.height() / len(self.names)

    def row(self, index: int) -> QRectF:
        """Return the area of a row, across the sheet."""
        top = self.plot.top() + index * self.row_height
        return QRectF(self.area.left(), top, self.area.width(), self.row_height)

    def row_at(self, position: QPointF) -> int | None:
        """Return the row under a place."""
        if not self.area.contains(position):
            return None
        index = int((position.y() - self.plot.top()) // self.row_height)
        return index if 0 <= index < len(self.names) else None

    @property
    def labels(self) -> list[Label]:
        """All that is written."""
        type_ = Lettering(self.theme, NAME_POINTS, QFont.Weight.DemiBold)
        named = zip(range(len(self.names)), self.names, self.roles, strict=True)
        names = [
            Label(name, self.row(index), getattr(self.theme, role), type_, LEFT)
            for index, name, role in named
        ]
        return names + [label for number in range(len(self.columns)) for label in self._of(number)]

    def outline(self, painter: QPainter, index: int, color: QColor) -> None:
        """Draw a frame around a row."""
        painter.setPen(QPen(color, self.theme.line_scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.row(index).adjusted(-1.5, 1.0, 1.5, -1.0), 3.0, 3.0)

    def _of(self, number: int) -> list[Label]:
        column, left = self.columns[number], self.lefts[number]
        type_ = Lettering(self.theme, TICK_POINTS)
        width = _width(column, type_)
        box = QRectF(left, self.area.top(), width, self.plot.top() - self.area.top())
        heading = Label(column.heading, box, self.theme.quiet, type_, RIGHT)
        color = getattr(self.theme, column.role)
        rows = [self.row(index) for index in range(len(self.names))]
        texts = zip(rows, column.texts, strict=True)
        return [heading] + [
            Label(text, QRectF(left, row.top(), width, row.height()), color, type_, RIGHT)
            for row, text in texts
        ]


def lay_out(
    area: QRectF,
    names: Sequence[tuple[str, str]],
    columns: Sequence[Column],
    theme: Theme,
    *,
    plotted: bool,
) -> Sheet:
    """Lay rows of (name, role) into `area`, and of the columns as many as leave room for a plot."""
    type_ = Lettering(theme, TICK_POINTS)
    least = GAP + NARROWEST_PLOT * theme.type_scale if plotted else 0.0
    shown = list(columns)
    while shown and width_of(names, shown, theme) + least > area.width():
        shown.remove(max(shown, key=lambda column: column.spare))
    begin = area.left() + width_of(names, (), theme) + GAP
    lefts, right = [], area.right()
    for column in reversed(shown):
        right -= _width(column, type_)
        lefts.insert(0, right)
        right -= GAP
    heading = type_.height + SPACE
    highest = (HIGHEST_BARS if plotted else HIGHEST_ROW) * type_.height
    height = min(area.height() - heading, highest * len(names))
    plot = QRectF(begin, area.top() + heading, max(right - begin, 1.0), max(height, 1.0))
    texts, roles = zip(*names, strict=True)
    return Sheet(area, texts, roles, tuple(shown), tuple(lefts), plot, theme)


def width_of(names: Sequence[tuple[str, str]], columns: Sequence[Column], theme: Theme) -> float:
    """Return how wide names and columns are, px."""
    type_ = Lettering(theme, TICK_POINTS)
    name_type = Lettering(theme, NAME_POINTS, QFont.Weight.DemiBold)
    widest = max(name_type.width(name) for name, _ in names)
    return widest + sum(GAP + _width(column, type_) for column in columns)


def _width(column: Column, type_: Lettering) -> float:
    return max(map(type_.width, (column.heading, *column.texts)))
