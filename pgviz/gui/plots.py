"""pyqtgraph's plots in our dress: quiet axes, one big item for many marks."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from pgviz.gui.format import short
from pgviz.gui.theme import Theme

TICK_POINTS, LABEL_POINTS = 8.5, 9.0


class Canvas(pg.GraphicsLayoutWidget):
    """A card's drawing area for plots: no frame, no margin, the card's colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ci.setContentsMargins(0, 0, 0, 0)
        self.setFrameShape(self.Shape.NoFrame)
        self.setAntialiasing(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        self.setBackground(theme.card)


class Axis(pg.AxisItem):
    """An axis with few, readable ticks, its name and unit, and a true minus sign."""

    def __init__(self, orientation: str, name: str = "") -> None:
        super().__init__(orientation)
        self.name = name
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=-3, tickTextOffset=4, maxTickLevel=0, hideOverlappingLabels=True)

    def restyle(self, theme: Theme) -> None:
        self.setPen(theme.line)
        self.setTextPen(theme.quiet)
        self.setTickFont(theme.font(TICK_POINTS))
        if self.name:
            size = f"{LABEL_POINTS * theme.type_scale}pt"
            self.setLabel(self.name, color=theme.quiet.name(), **{"font-size": size})

    def tickStrings(  # noqa: N802 - Qt's and pyqtgraph's naming
        self, values: Sequence[float], scale: float, spacing: float
    ) -> list[str]:
        digits = max(0, int(np.ceil(-np.log10(spacing * scale) - 1e-9))) if spacing > 0 else 0
        if digits > 6:
            return [short(value * scale) for value in values]
        return [f"{value * scale:,.{digits}f}".translate(_SIGNS) for value in values]


_SIGNS = str.maketrans({"-": "\u2212", ",": "\u202f"})


def plot(theme: Theme, bottom: str = "", left: str = "") -> pg.PlotItem:
    """Return a plot with named axes that moves only when it is told to."""
    axes = {"bottom": Axis("bottom", bottom), "left": Axis("left", left)}
    item = pg.PlotItem(axisItems=axes)
    item.hideButtons()
    item.setMenuEnabled(False)
    item.setMouseEnabled(False, False)
    item.getViewBox().setDefaultPadding(0.0)
    item.disableAutoRange()
    item.setContentsMargins(0, 0, 0, 0)
    restyle_plot(item, theme)
    return item


def restyle_plot(item: pg.PlotItem, theme: Theme) -> None:
    """Dress a plot made by `plot` in another theme."""
    for side in ("bottom", "left"):
        axis = item.getAxis(side)
        if isinstance(axis, Axis):
            axis.restyle(theme)


class Marks(pg.GraphicsObject):
    """One item that paints many marks: cheaper than an item a mark."""

    def __init__(self) -> None:
        super().__init__()
        self._bounds = QRectF()

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's naming
        return self._bounds

    def changed(self, bounds: QRectF) -> None:
        """Say that other marks are to be painted, all within `bounds` (data coordinates)."""
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds
        self.update()


class Bars(Marks):
    """Bars from 0, each of its own colour."""

    def __init__(self, width: float = 0.8) -> None:
        super().__init__()
        self._width = width
        self._groups: dict[int, tuple[QColor, list[QRectF]]] = {}

    def show_bars(
        self, positions: np.ndarray, heights: np.ndarray, colors: Sequence[QColor]
    ) -> None:
        """Draw bars of `heights` centred on `positions`, [bars] each."""
        self._groups = {}
        half = self._width / 2.0
        for x, height, color in zip(positions, heights, colors, strict=True):
            rectangle = QRectF(x - half, min(height, 0.0), self._width, abs(height))
            self._groups.setdefault(color.rgba(), (color, []))[1].append(rectangle)
        self.changed(_around(positions, heights, half))

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for color, rectangles in self._groups.values():
            painter.setBrush(color)
            painter.drawRects(rectangles)


class Whiskers(Marks):
    """Error bars: a vertical line with caps a mark."""

    def __init__(self, cap: float = 0.15) -> None:
        super().__init__()
        self._cap, self._lines, self._pen = cap, [], QPen()

    def show_whiskers(
        self, positions: np.ndarray, low: np.ndarray, high: np.ndarray, pen: QPen
    ) -> None:
        """Draw a whisker from `low` to `high` at each position, [marks] each."""
        pen.setCosmetic(True)
        self._pen, self._lines = pen, []
        for x, bottom, top in zip(positions, low, high, strict=True):
            self._lines.append(QLineF(x, bottom, x, top))
            self._lines.append(QLineF(x - self._cap, bottom, x + self._cap, bottom))
            self._lines.append(QLineF(x - self._cap, top, x + self._cap, top))
        self.changed(_around(positions, np.concatenate([low, high]), self._cap))

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setPen(self._pen)
        painter.drawLines(self._lines)


class Arrow(Marks):
    """An arrow from the origin, its head of a fixed size on the screen."""

    HEAD = 9.0  # px

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents, False)
        self._tip, self._pen = QPointF(), QPen()

    def show_arrow(self, tip: tuple[float, float], pen: QPen) -> None:
        """Draw the arrow to `tip` in data coordinates."""
        pen.setCosmetic(True)
        self._tip, self._pen = QPointF(*tip), pen
        reach = 1.5 * max(abs(tip[0]), abs(tip[1]), 1e-300)
        self.changed(QRectF(-reach, -reach, 2.0 * reach, 2.0 * reach))

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        transform = painter.transform()
        start, tip = transform.map(QPointF(0.0, 0.0)), transform.map(self._tip)
        line = QLineF(start, tip)
        if line.length() < 1.0:
            return
        painter.save()
        painter.resetTransform()
        painter.setPen(self._pen)
        shaft = QLineF(line)
        shaft.setLength(max(line.length() - self.HEAD * 0.8, 0.0))
        painter.drawLine(shaft)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._pen.color())
        painter.drawPolygon(_head(line, self.HEAD * max(self._pen.widthF() / 2.5, 1.0)))
        painter.restore()


def _head(line: QLineF, size: float) -> QPolygonF:
    along = QPointF(line.dx(), line.dy()) / line.length()
    across = QPointF(-along.y(), along.x())
    foot = line.p2() - size * along
    return QPolygonF([line.p2(), foot + 0.42 * size * across, foot - 0.42 * size * across])


def _around(positions: np.ndarray, heights: np.ndarray, margin: float) -> QRectF:
    if not len(positions):
        return QRectF()
    left, right = float(positions.min()) - margin, float(positions.max()) + margin
    low, high = min(float(heights.min()), 0.0), max(float(heights.max()), 0.0)
    return QRectF(left, low, right - left, high - low)


def signed_colors(theme: Theme, values: np.ndarray, largest: float) -> np.ndarray:
    """Return RGBA for a signed heat map: negative – card – positive, [..., 4] uint8."""
    share = np.clip(values / largest, -1.0, 1.0) if largest > 0.0 else np.zeros_like(values)
    card = np.array(theme.card.getRgb(), dtype=float)
    positive, negative = (
        np.array(color.getRgb(), dtype=float) for color in (theme.estimate, theme.negative)
    )
    end = np.where(share[..., None] >= 0.0, positive, negative)
    weight = np.sqrt(np.abs(share))[..., None]  # small values are still seen
    return np.asarray(np.round(card + weight * (end - card)), dtype=np.uint8)


def elided(text: str, theme: Theme, points: float, width: float) -> str:
    """Return `text` shortened in the middle to `width` px at this type size."""
    metrics = QFontMetricsF(theme.font(points))
    return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, width)


class SmoothRange:
    """A range that grows at once and shrinks slowly, so that no axis jumps while running."""

    SHRINK = 0.04  # of the way, a frame

    def __init__(self, low: float = 0.0, high: float = 0.0) -> None:
        self.low, self.high = low, high
        self._fresh = True

    def follow(self, low: float, high: float) -> tuple[float, float]:
        """Return a range that holds [low, high], never empty."""
        if self._fresh:
            self.low, self.high, self._fresh = low, high, False
        self.low = min(low, self.low + self.SHRINK * (low - self.low))
        self.high = max(high, self.high + self.SHRINK * (high - self.high))
        margin = 0.5 * max(abs(self.low), 1e-12) if self.low == self.high else 0.0
        return self.low - margin, self.high + margin

    def reset(self) -> None:
        """Forget: the next range is taken as it is."""
        self._fresh = True


