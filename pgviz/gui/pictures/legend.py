"""What the colours of the picture say: in one line below it, or in a column beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pgviz.gui.format import short
from pgviz.gui.pictures.return_colors import ReturnColors
from pgviz.gui.pictures.writing import LEFT, RIGHT, SMALL, line_height, paint_text
from pgviz.gui.theme import SPACE, Theme

BAR, THICKNESS = 76.0, 8.0  # px, of the colour scale at type scale 1
COLUMN = 96  # px, at type scale 1
GAP = 4.0 * SPACE  # px between two things said
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True)
class Key:
    """All that the legend says."""

    colors: ReturnColors
    notes: tuple[tuple[str, str], ...]  # (role of the theme's colour, text), most telling first

    @property
    def ends(self) -> tuple[str, str]:
        """The lowest and the highest return of the scale, in three digits."""
        return short(self.colors.low), short(self.colors.high)


class Legend(QWidget):
    """The colour scale of the returns, and a note a colour: as many as fit."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.key: Key | None = None

    def show_key(self, key: Key, theme: Theme) -> None:
        """Say something else with the next frame."""
        if key != self.key or theme is not self._theme:
            self.key, self._theme = key, theme
            self.update()

    def paint(self, painter: QPainter, key: Key) -> None:
        """Paint the key into the widget."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._theme.font(SMALL))
            if self.key is not None:
                self.paint(painter, self.key)

    def paint_scale(
        self, painter: QPainter, left: float, middle: float, colors: ReturnColors
    ) -> float:
        """Paint the colour scale and return where it ends."""
        scale = self._theme.type_scale
        bar = QRectF(left, middle - THICKNESS * scale / 2.0, BAR * scale, THICKNESS * scale)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        for index, color in enumerate(colors.palette):
            gradient.setColorAt(index / (len(colors.palette) - 1), color)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, 2.0, 2.0)
        return bar.right()


class LegendLine(Legend):
    """All in one line."""

    def show_key(self, key: Key, theme: Theme) -> None:
        super().show_key(key, theme)
        self.setFixedHeight(round(1.5 * line_height(theme)))

    def paint(self, painter: QPainter, key: Key) -> None:
        low, high = key.ends
        if low == high:
            x = self._paint_word(painter, 0.0, f"all returns R(τ) {low}", self._theme.weight)
        else:
            x = self._paint_word(painter, 0.0, f"return R(τ)  {low}", self._theme.weight) + 6.0
            x = self.paint_scale(painter, x, self.height() / 2.0, key.colors) + 6.0
            x = self._paint_word(painter, x, high, self._theme.weight)
        for role, text in key.notes:
            width = QFontMetricsF(painter.font()).horizontalAdvance(text)
            if x + GAP + width <= self.width():
                x = self._paint_word(painter, x + GAP, text, getattr(self._theme, role))

    def _paint_word(self, painter: QPainter, x: float, text: str, color: QColor) -> float:
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        paint_text(painter, QRectF(x, 0.0, width + 1.0, self.height()), text, color, LEFT)
        return x + width


class LegendColumn(Legend):
    """One below the other, beside a picture that leaves room there."""

    def show_key(self, key: Key, theme: Theme) -> None:
        super().show_key(key, theme)
        self.setFixedWidth(column_width(theme))

    def paint(self, painter: QPainter, key: Key) -> None:
        line = line_height(self._theme)
        area = QRectF(0.0, line, self.width(), line)
        y = self._paint_returns(painter, key, area) + 0.6 * line
        for role, text in key.notes:
            painter.setPen(getattr(self._theme, role))
            room = QRectF(0.0, y, self.width(), max(self.height() - y, 0.0))
            needed = painter.boundingRect(room, WRAPPED, text)
            if needed.bottom() <= self.height():
                painter.drawText(room, WRAPPED, text)
                y = needed.bottom() + 0.6 * line

    def _paint_returns(self, painter: QPainter, key: Key, area: QRectF) -> float:
        """Paint the colour scale between two lines of type and return where they end."""
        low, high = key.ends
        paint_text(painter, area, "return R(τ)", self._theme.weight, LEFT)
        below = area.translated(0.0, area.height())
        if low == high:
            paint_text(painter, below, f"all {low}", self._theme.weight, LEFT)
            return below.bottom()
        right = self.paint_scale(painter, 0.0, below.center().y(), key.colors)
        first = QRectF(0.0, below.bottom(), right, area.height())
        second = (
            first if self._fits(f"{low} {high}", right) else first.translated(0.0, area.height())
        )
        paint_text(painter, first, low, self._theme.weight, LEFT)
        paint_text(painter, second, high, self._theme.weight, RIGHT)
        return second.bottom()

    def _fits(self, text: str, width: float) -> bool:
        return QFontMetricsF(self._theme.font(SMALL)).horizontalAdvance(text) <= width


def column_width(theme: Theme) -> int:
    """Return the width of a legend in a column, px."""
    return round(COLUMN * theme.type_scale)
