"""Bars beside rows: what L7 stacks, and the slopes of L8."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from pgviz.gui.axes import draw_grid, labels_below
from pgviz.gui.derivation.nudge.sheet import Sheet
from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.scale import Scale
from pgviz.gui.theme import SPACE, Theme

THICK, MARK = 0.56, 0.8  # of a row's height
MARGIN = 0.05  # of the axis, at both ends


@dataclass(frozen=True)
class Bar:
    """From one value to another in a row, in the colour of a role of the theme."""

    row: int
    begin: float
    end: float
    role: str


class BarChart:
    """Bars in the rows of a sheet, on one axis below them."""

    def __init__(self, sheet: Sheet, span: tuple[float, float], unit: str, theme: Theme) -> None:
        self._sheet, self._unit, self._theme = sheet, unit, theme
        self._type = Lettering(theme, TICK_POINTS)
        margin = MARGIN * (span[1] - span[0])
        plot = sheet.plot
        self.scale = Scale(span[0] - margin, span[1] + margin, plot.left(), plot.right())
        self._ticks = self.scale.spaced_ticks(self._type.width, 4.0 * SPACE)

    @property
    def labels(self) -> list[Label]:
        """The values of the axis, and its unit."""
        plot, type_ = self._sheet.plot, self._type
        within = QRectF(plot.left(), plot.bottom(), plot.width(), type_.height)
        within.setRight(plot.right() + 4.0 * SPACE)
        below = labels_below(self._ticks, self.scale, plot.bottom(), within, type_, self._theme)
        named = QRectF(self._sheet.area.left(), plot.bottom(), plot.left(), type_.height)
        return [*below, Label(self._unit, named, self._theme.quiet, type_, LEFT)]

    def box(self, bar: Bar) -> QRectF:
        """Return the area of a bar, at least a pixel wide."""
        row = self._sheet.row(bar.row)
        ends = sorted((self.scale.pixel(bar.begin), self.scale.pixel(bar.end)))
        thick = THICK * row.height()
        return QRectF(ends[0], row.center().y() - thick / 2.0, max(ends[1] - ends[0], 1.0), thick)

    def draw_axis(self, painter: QPainter) -> None:
        """Draw what lies behind the bars."""
        draw_grid(painter, self._theme, self._sheet.plot, across=(self.scale, self._ticks))
        draw_labels(painter, self.labels)

    def draw(self, painter: QPainter, bars: list[Bar]) -> None:
        """Draw bars."""
        for bar in bars:
            painter.fillRect(self.box(bar), getattr(self._theme, bar.role))

    def draw_ghosts(self, painter: QPainter, bars: list[Bar]) -> None:
        """Draw where bars have been: their outlines."""
        pen = QPen(self._theme.quiet, self._theme.line_scale, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRects([self.box(bar).adjusted(0.0, -1.5, 0.0, 1.5) for bar in bars])

    def draw_link(self, painter: QPainter, row: int, value: float) -> None:
        """Draw the line from the end of a row's bar to where the next row's begins."""
        x = self.scale.pixel(value)
        top, bottom = self._sheet.row(row).center().y(), self._sheet.row(row + 1).center().y()
        painter.setPen(QPen(self._theme.faint, self._theme.line_scale))
        painter.drawLine(QLineF(x, top, x, bottom))

    def draw_mark(self, painter: QPainter, row: int, value: float, color: QColor) -> None:
        """Draw a line across a row at a value."""
        x, area = self.scale.pixel(value), self._sheet.row(row)
        half = MARK * area.height() / 2.0
        painter.setPen(QPen(color, 2.0 * self._theme.line_scale))
        painter.drawLine(QLineF(x, area.center().y() - half, x, area.center().y() + half))

    def draw_unknown(self, painter: QPainter, row: int, text: str) -> None:
        """Hatch a row of which nothing is known, and say so."""
        area, theme = self._sheet.row(row), self._theme
        thick, plot = THICK * area.height(), self._sheet.plot
        box = QRectF(plot.left(), area.center().y() - thick / 2.0, plot.width(), thick)
        painter.fillRect(box, QBrush(theme.dynamics, Qt.BrushStyle.BDiagPattern))
        said = self._type.elided(text, plot.width() - 2.0 * SPACE)
        width = self._type.width(said) + 2.0 * SPACE
        label = QRectF(plot.left() + SPACE, area.top(), width, area.height())
        painter.fillRect(QRectF(label.left(), box.top(), width, thick), theme.card)
        box = label.adjusted(SPACE, 0.0, 0.0, 0.0)
        draw_labels(painter, [Label(said, box, theme.quiet, self._type, LEFT)])
