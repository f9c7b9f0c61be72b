"""What the sums end in: ĝ with its error, and ∇J beside it."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.derivation.adding.parts import Component
from pgviz.gui.derivation.adding.waterfall import Waterfall
from pgviz.gui.estimate.marks import draw_diamond
from pgviz.gui.estimate.target_bars import fill_for
from pgviz.gui.lettering import MIDDLE, NAME_POINTS, Label, Lettering, draw_labels
from pgviz.gui.quantity import Quantity
from pgviz.gui.theme import SPACE, Theme

BAR, CAP, DIAMOND = 14.0, 4.0, 5.0  # px


class Ends:
    """Two columns on the axis of a waterfall."""

    def __init__(self, waterfall: Waterfall, component: Component, theme: Theme) -> None:
        self._waterfall, self._component, self._theme = waterfall, component, theme
        half = waterfall.end.width() / 2.0
        self.estimate = QRectF(waterfall.end)
        self.estimate.setWidth(half)
        self.target = self.estimate.translated(half, 0.0)
        type_ = Lettering(theme, NAME_POINTS)
        self.labels = [self._label("ĝ", self.estimate, theme.estimate, type_)]
        if component.target is not None:
            symbol = type_.fitting([component.target.symbol, "ref."], half)
            self.labels.append(self._label(symbol, self.target, theme.exact, type_))

    def quantity_at(self, x: float, y: float) -> Quantity | None:
        """Return which of the columns a place lies in."""
        if self.estimate.contains(x, y):
            return "estimate"
        known = self._component.target is not None
        return "gradient" if known and self.target.contains(x, y) else None

    def draw(self, painter: QPainter) -> None:
        """Draw ĝ as a bar with its error, ∇J as a diamond with a line through ĝ's column."""
        theme, component = self._theme, self._component
        pixel = self._waterfall.scale.pixel
        middle, wide = self.estimate.center().x(), BAR * theme.line_scale**0.5
        zero, end = pixel(0.0), pixel(component.estimate)
        bar = QRectF(middle - wide / 2.0, min(zero, end), wide, abs(end - zero))
        painter.fillRect(bar, theme.pale(theme.estimate))
        painter.fillRect(QRectF(bar.left(), end - 1.0, wide, 2.0), theme.estimate)
        if component.standard_error is not None:
            self._draw_error(painter, middle, component.estimate, component.standard_error)
        if component.exact is not None and component.target is not None:
            self._draw_target(painter, component.exact)
        draw_labels(painter, self.labels)

    def _draw_target(self, painter: QPainter, value: float) -> None:
        theme, component = self._theme, self._component
        assert component.target is not None
        y, middle = self._waterfall.scale.pixel(value), self.target.center().x()
        painter.setPen(QPen(theme.exact, theme.line_scale, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(self.estimate.left(), y, middle, y))
        if component.exact_error > 0.0:
            self._draw_error(painter, middle, value, component.exact_error)
        painter.setPen(QPen(theme.exact, 1.2 * theme.line_scale))
        painter.setBrush(fill_for(theme, exact=component.target.exact))
        draw_diamond(painter, middle, y, DIAMOND * theme.line_scale**0.5)

    def _draw_error(self, painter: QPainter, x: float, value: float, error: float) -> None:
        pixel, cap = self._waterfall.scale.pixel, CAP * self._theme.line_scale**0.5
        low, high = pixel(value - error), pixel(value + error)
        painter.setPen(QPen(self._theme.ink, 1.2 * self._theme.line_scale))
        painter.drawLine(QLineF(x, low, x, high))
        for y in (low, high):
            painter.drawLine(QLineF(x - cap, y, x + cap, y))

    def _label(self, text: str, column: QRectF, color: QColor, type_: Lettering) -> Label:
        box = QRectF(column.left(), column.top() - type_.height - SPACE, column.width(), 0.0)
        box.setHeight(type_.height)
        return Label(text, box, color, type_, MIDDLE)
