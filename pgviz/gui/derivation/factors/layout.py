"""Where the factor strip's lines, tiles and running sum lie."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from pgviz.gui.derivation.factors.window import Window
from pgviz.gui.lettering import Lettering
from pgviz.gui.theme import SPACE

NARROWEST_TILE, WIDEST_TILE = 4.5, 84.0  # px, in normal type
TILES_SHARE = 0.58  # of the height that tiles and running sum share
LOWEST_PLOT = 34.0  # px, in normal type: below that there is no running sum


@dataclass(frozen=True)
class Layout:
    """Areas in px of the stage; no running sum where there is no room for it."""

    heading: QRectF
    tiles: QRectF
    times: QRectF
    running: QRectF | None
    running_times: QRectF | None
    left: float  # where the axes end


def lay_out(area: QRectF, type_: Lettering, gutter: float, scale: float, *, two: bool) -> Layout:
    """Divide `area`; `two` axes of time where the running sum has one of its own."""
    line = float(type_.height)
    left, width = area.left() + gutter, area.width() - gutter - SPACE
    heading = QRectF(area.left(), area.top(), area.width(), line + SPACE)
    axes = (2 if two else 1) * (line + SPACE / 2.0)
    rest = area.height() - heading.height() - axes - 2.0 * SPACE
    plot = (1.0 - TILES_SHARE) * rest
    if plot < LOWEST_PLOT * scale:
        height = area.bottom() - heading.bottom() - line - SPACE
        tiles = QRectF(left, heading.bottom(), width, max(height, 1.0))
        return Layout(heading, tiles, _below(tiles, line), None, None, left)
    tiles = QRectF(left, heading.bottom(), width, rest - plot)
    times = _below(tiles, line)
    running = QRectF(left, times.bottom() + SPACE, width, plot)
    return Layout(heading, tiles, times, running, _below(running, line) if two else None, left)


@dataclass(frozen=True)
class TileColumns:
    """The tiles of a window across the strip, between what comes before and after it, px."""

    window: Window
    left: float
    right: float
    rest: float  # the width of a box for the steps that have no tiles
    widest: float

    @property
    def first_place(self) -> int:
        """The place of the first factor that has a tile: that of μ is 0."""
        return 0 if self.window.first == 0 else 1 + 2 * self.window.first

    @property
    def places(self) -> range:
        """The places of the factors that have tiles."""
        return range(self.first_place, 1 + 2 * self.window.stop)

    @property
    def begin(self) -> float:
        """Where the first tile begins."""
        return self.left + (self.rest if self.window.first else 0.0)

    @property
    def width(self) -> float:
        """The width of a tile."""
        end = self.right - (self.rest if self.window.stop < self.window.length else 0.0)
        return min((end - self.begin) / len(self.places), self.widest)

    @property
    def end(self) -> float:
        """Where the last tile ends."""
        return self.begin + len(self.places) * self.width

    def edge(self, place: int) -> float:
        """Return where the tile of a place begins."""
        return self.begin + (place - self.first_place) * self.width

    def place_at(self, x: float) -> int | None:
        """Return the place whose tile lies at `x`; None beside them."""
        index = int((x - self.begin) // self.width)
        return self.places[index] if 0 <= index < len(self.places) else None


def room_for(width: float, rest: float, scale: float, length: int) -> int:
    """Return how many steps have room for tiles of their own, at least 1."""
    tile = NARROWEST_TILE * scale
    if (1 + 2 * length) * tile <= width:
        return length
    return max(int((width - 2.0 * rest) / (2.0 * tile)), 1)


def _below(area: QRectF, line: float) -> QRectF:
    return QRectF(area.left(), area.bottom() + SPACE / 2.0, area.width(), line)
