"""Steps that add up: each bar begins where the one before it ended, and the sum stands beside."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.axes import draw_grid, labels_beside
from pgviz.gui.lettering import MIDDLE, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.points import path_through
from pgviz.gui.scale import Scale
from pgviz.gui.theme import SPACE, Theme

ROOMY = 3.0  # px a step: narrower bars join
SUM_WIDTH = 40.0  # px, in normal type, for the bar of the sum
WIDEST_STEP = 84.0  # px, in normal type


class ScoreWaterfall:
    """The components of the steps' scores along a direction."""

    def __init__(
        self,
        area: QRectF,
        values: np.ndarray,  # [T]
        measured: float | None,
        reached: int,
        span: tuple[float, float],
        theme: Theme,
    ) -> None:
        self.values, self.reached, self._measured, self._theme = values, reached, measured, theme
        self._type = Lettering(theme, TICK_POINTS)
        self.after = np.cumsum(values)
        self.before = self.after - values
        width = area.width() - SUM_WIDTH * theme.type_scale - 3.0 * SPACE
        self.step_width = min(width / len(values), WIDEST_STEP * theme.type_scale)
        self.area = area
        self.plot = QRectF(area.left(), area.top(), len(values) * self.step_width, area.height())
        self.scale = Scale(span[0], span[1], area.bottom(), area.top())
        self._ticks = self.scale.ticks(1.6 * self._type.height)

    @property
    def labels(self) -> list[Label]:
        """The values of the axis."""
        gutter = QRectF(0.0, self.area.top(), self.area.left(), self.area.height())
        return labels_beside(
            self._ticks, self.scale, self.area.left(), gutter, self._type, self._theme
        )

    @property
    def sum_box(self) -> QRectF:
        """The bar of the sum."""
        width = SUM_WIDTH * self._theme.type_scale
        left = self.plot.right() + 2.0 * SPACE
        return self._box(left, width, 0.0, float(self.after[-1]))

    def sum_label(self, top: float) -> Label:
        """Return what stands under the bar of the sum."""
        box = QRectF(self.sum_box.left(), top, self.sum_box.width(), self._type.height)
        return Label("Σₜ", box, self._theme.score, self._type, MIDDLE)

    def bar(self, step: int) -> QRectF:
        """Return the bar of a step."""
        gap = 0.5 if self.step_width > ROOMY else 0.0
        left = self.plot.left() + step * self.step_width + gap
        width = self.step_width - 2.0 * gap
        return self._box(left, width, float(self.before[step]), float(self.after[step]))

    def color(self, step: int) -> QColor:
        """Return the colour of a step: upwards or downwards, pale after the cursor."""
        color = self._theme.score if self.values[step] >= 0.0 else self._theme.negative
        return color if step < self.reached else self._theme.pale(color)

    def column(self, step: int) -> QRectF:
        """Return what a step has of the plot."""
        left = self.plot.left() + step * self.step_width
        return QRectF(left, self.plot.top(), max(self.step_width, 1.0), self.plot.height())

    def step_at(self, position: QPointF) -> int | None:
        """Return the step under a place."""
        step = int((position.x() - self.plot.left()) // self.step_width)
        return step if 0 <= step < len(self.values) else None

    def draw(self, painter: QPainter) -> None:
        """Draw steps, the sum, and the mark where it was measured."""
        theme = self._theme
        draw_grid(painter, theme, self.area, up=(self.scale, self._ticks))
        if self.step_width >= 1.0:
            for step in range(len(self.values)):
                painter.fillRect(self.bar(step), self.color(step))
        else:
            self._draw_line(painter)
        done = self.reached == len(self.values)
        painter.fillRect(self.sum_box, theme.score if done else theme.pale(theme.score))
        self._draw_links(painter)
        if self._measured is not None:
            self._draw_mark(painter, self._measured)
        draw_labels(painter, self.labels)

    def _box(self, left: float, width: float, begin: float, end: float) -> QRectF:
        top, bottom = sorted((self.scale.pixel(begin), self.scale.pixel(end)))
        return QRectF(left, top, width, max(bottom - top, 1.0))

    def _draw_links(self, painter: QPainter) -> None:
        """Draw the line from the last step to the sum."""
        y = self.scale.pixel(float(self.after[-1]))
        painter.setPen(QPen(self._theme.faint, self._theme.line_scale))
        painter.drawLine(QLineF(self.plot.right(), y, self.sum_box.left(), y))

    def _draw_mark(self, painter: QPainter, value: float) -> None:
        y, box = self.scale.pixel(value), self.sum_box.adjusted(-SPACE, 0.0, SPACE, 0.0)
        painter.setPen(QPen(self._theme.ink, 2.0 * self._theme.line_scale))
        painter.drawLine(QLineF(box.left(), y, box.right(), y))

    def _draw_line(self, painter: QPainter) -> None:
        """Draw the running sum, where there are more steps than pixels."""
        x = self.plot.left() + np.arange(1, len(self.values) + 1) * self.step_width
        y = self.scale.pixel(self.after)
        border = self.plot.left() + self.reached * self.step_width
        for left, right, color in (
            (self.plot.left(), border, self._theme.score),
            (border, self.plot.right(), self._theme.pale(self._theme.score)),
        ):
            painter.save()
            painter.setClipRect(QRectF(left, self.area.top(), right - left, self.area.height()))
            painter.setPen(QPen(color, 1.4 * self._theme.line_scale))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path_through(x, y))
            painter.restore()
