"""The tiles: a bar a factor, as long as its logarithm, with what was chosen or entered in it."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from pgviz.gui.axes import draw_grid, labels_beside
from pgviz.gui.derivation.factors.chain import Chain, Tile
from pgviz.gui.derivation.factors.layout import TileColumns
from pgviz.gui.derivation.magnitude import magnitude, power_of_e
from pgviz.gui.lettering import MIDDLE, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.scale import Scale
from pgviz.gui.theme import SPACE, Theme, mixed

TINT = 0.13  # of a tile's colour, behind its bar
ROOMY = 3.0  # px: wider tiles stand apart
UNKNOWN = "?"


class TileRow:
    """Tiles from a common line at probability 1: the longer the bar, the less likely."""

    def __init__(
        self,
        chain: Chain,
        columns: TileColumns,
        area: QRectF,
        span: tuple[float, float],
        theme: Theme,
    ) -> None:
        self.chain, self.columns, self.area, self._theme = chain, columns, area, theme
        self._type = Lettering(theme, TICK_POINTS)
        self.tiles = [chain.tile(place) for place in columns.places]
        self._band = self._type.height + SPACE / 2.0 if self._has_texts() else 0.0
        top = self._band or self._type.height / 2.0  # half of the 0 that stands there
        inner = area.adjusted(0.0, top, 0.0, -self._band)
        self.scale = Scale(span[0], span[1], inner.bottom(), inner.top())
        self._ticks = self.scale.ticks(1.6 * self._type.height)
        self.inner = inner

    @property
    def labels(self) -> list[Label]:
        """All that is written."""
        beside = labels_beside(
            self._ticks, self.scale, self.area.left(), self._gutter, self._type, self._theme
        )
        return [*beside, *self._texts(), *self._rests()]

    def box(self, tile: Tile) -> QRectF:
        """Return the column of a tile."""
        gap = 0.5 if self.columns.width > ROOMY else 0.0
        left = self.columns.edge(tile.place)
        top = self.area.top() if self._band else self.inner.top()
        column = QRectF(left, top, self.columns.width, self.area.bottom() - top)
        return column.adjusted(gap, 0.0, -gap, 0.0)

    def bar(self, tile: Tile) -> QRectF:
        """Return the bar of a tile: from probability 1 to its own; nothing where it is unknown."""
        box, zero = self.box(tile), self.scale.pixel(0.0)
        value = self.scale.pixel(min(max(tile.log or 0.0, self.scale.low), self.scale.high))
        return QRectF(box.left(), min(zero, value), box.width(), abs(value - zero))

    def tile_at(self, x: float, y: float) -> Tile | None:
        """Return the tile under a place."""
        place = self.columns.place_at(x) if self.area.top() <= y <= self.area.bottom() else None
        return None if place is None else self.chain.tile(place)

    def draw(self, painter: QPainter) -> None:
        """Draw the tiles over the lines of the axis."""
        painter.setPen(Qt.PenStyle.NoPen)
        if not self.chain.known:
            self._hatch(painter)
        for tile in self.tiles:
            if tile.log is not None:
                painter.fillRect(self.box(tile), mixed(self._color(tile), self._theme.card, TINT))
        draw_grid(painter, self._theme, self._plot, up=(self.scale, self._ticks))
        for tile in self.tiles:
            painter.fillRect(self.bar(tile), self._color(tile))
        for box, _ in self._rest_boxes():
            painter.setPen(QPen(self._theme.line, self._theme.line_scale))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
        draw_labels(painter, self.labels)

    def outline(self, painter: QPainter, wanted: Callable[[Tile], bool], color: QColor) -> None:
        """Draw a frame around every tile that is wanted."""
        painter.setPen(QPen(color, self._theme.line_scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRects([self.box(tile) for tile in self.tiles if wanted(tile)])

    @property
    def _plot(self) -> QRectF:
        columns = self.columns
        return QRectF(
            columns.begin, self.inner.top(), columns.end - columns.begin, self.inner.height()
        )

    @property
    def _gutter(self) -> QRectF:
        """Where the values of the axis may stand."""
        return QRectF(0.0, self.area.top(), self.area.left(), self.area.height())

    def _color(self, tile: Tile) -> QColor:
        color: QColor = getattr(self._theme, tile.role)
        return self._theme.pale(color) if self.chain.is_pale(tile) else color

    def _hatch(self, painter: QPainter) -> None:
        """Hatch all tiles at once, in full and pale: each by itself takes ten times as long."""
        whole, columns = self.box(self.tiles[0]).united(self.box(self.tiles[-1])), self.columns
        border = columns.edge(1 + 2 * self.chain.reached) if self.chain.reached else whole.left()
        border = min(max(border, whole.left()), whole.right())
        full, pale = QRectF(whole), QRectF(whole)
        full.setRight(border)
        pale.setLeft(border)
        color = self._theme.dynamics
        painter.fillRect(full, QBrush(color, Qt.BrushStyle.BDiagPattern))
        painter.fillRect(pale, QBrush(self._theme.pale(color), Qt.BrushStyle.BDiagPattern))

    def _has_texts(self) -> bool:
        widest = max(self._type.width(self._name(tile)) for tile in self.tiles)
        return widest + 2.0 <= self.columns.width

    def _name(self, tile: Tile) -> str:
        return UNKNOWN if tile.log is None else tile.text

    def _texts(self) -> list[Label]:
        if not self._band:
            return []
        names = [self._label(tile, self._name(tile), self.area.top()) for tile in self.tiles]
        values = [self._value(tile) for tile in self.tiles]
        if max(map(self._type.width, values)) + 2.0 > self.columns.width:
            return names
        top = self.area.bottom() - self._type.height
        below = zip(self.tiles, values, strict=True)
        return names + [self._label(tile, value, top) for tile, value in below]

    def _value(self, tile: Tile) -> str:
        return "" if tile.log is None else magnitude(tile.log)

    def _label(self, tile: Tile, text: str, top: float) -> Label:
        box = self.box(tile)
        color = self._theme.ink
        if self.chain.is_pale(tile):
            color = self._theme.pale_text(color)
        place = QRectF(box.left(), top, box.width(), self._type.height)
        return Label(text, place, color, self._type, MIDDLE)

    def _rest_boxes(self) -> list[tuple[QRectF, tuple[int, int]]]:
        """Return a box for the steps before the tiles and one for those after them."""
        columns, window = self.columns, self.columns.window
        width, top, height = columns.rest - SPACE, self.inner.top(), self.inner.height()
        boxes = []
        if window.first:
            boxes.append((QRectF(columns.left, top, width, height), (0, window.first)))
        if window.stop < window.length:
            after = QRectF(columns.end + SPACE, top, width, height)
            boxes.append((after, (window.stop, window.length)))
        return boxes

    def _rests(self) -> list[Label]:
        labels, line = [], self._type.height
        for box, (first, stop) in self._rest_boxes():
            product = power_of_e(self._log_of(first, stop))
            lines = (f"t = {first}…{stop - 1}", product if self.chain.known else f"π: {product}")
            top = box.center().y() - line
            for number, text in enumerate(lines):
                place = QRectF(box.left(), top + number * line, box.width(), line)
                labels.append(Label(text, place, self._theme.quiet, self._type, MIDDLE))
        return labels

    def _log_of(self, first: int, stop: int) -> float:
        """Return the logarithm of the product of some steps' factors, μ with the first."""
        running = self.chain.running
        return float(running[stop] - (running[first] if first else 0.0))
