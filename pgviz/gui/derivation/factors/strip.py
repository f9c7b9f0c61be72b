"""Everything that the factor strip draws of a trajectory, at its size."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from pgviz.gui.axes import labels_below
from pgviz.gui.derivation.factors import words
from pgviz.gui.derivation.factors.chain import Chain, Tile
from pgviz.gui.derivation.factors.layout import WIDEST_TILE, TileColumns, lay_out, room_for
from pgviz.gui.derivation.factors.running_sum import RunningSum
from pgviz.gui.derivation.factors.tile_row import TileRow
from pgviz.gui.derivation.factors.window import Window, window_around
from pgviz.gui.derivation.material import Material
from pgviz.gui.lettering import LEFT, NAME_POINTS, RIGHT, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.scale import Scale, finite_range
from pgviz.gui.smooth_range import SmoothRange
from pgviz.gui.theme import SPACE, Theme

GUTTER, REST = "−0.005", "t = 888…888"  # as wide as the axis' values, and what a box says
MARGIN = 0.06  # of the axis, beyond the longest bar


class Strip:
    """A line that says the product, the tiles, and the running sum below them."""

    def __init__(
        self, chain: Chain, window: Window, area: QRectF, ranges: "Ranges", theme: Theme
    ) -> None:
        self.chain, self._theme, self._area = chain, theme, area
        self._names, self._ticks = Lettering(theme, NAME_POINTS), Lettering(theme, TICK_POINTS)
        gutter = self._ticks.width(GUTTER) + 2.0 * SPACE
        scale = theme.type_scale
        self.layout = lay_out(area, self._ticks, gutter, scale, two=not window.whole)
        tiles = self.layout.tiles
        rest = rest_width(theme)
        self.columns = TileColumns(window, tiles.left(), tiles.right(), rest, WIDEST_TILE * scale)
        self.row = TileRow(chain, self.columns, tiles, ranges.tiles, theme)
        self.running = None
        if self.layout.running is not None:
            self.running = RunningSum(chain, self.columns, self.layout, ranges.sums, theme)

    @property
    def labels(self) -> list[Label]:
        """All that is written without the mouse."""
        running = self.running.labels if self.running else []
        return [*self.row.labels, *running, *self._times(), self._heading()]

    def draw(self, painter: QPainter) -> None:
        """Draw all but what is pointed at."""
        self.row.draw(painter)
        if self.running is not None:
            self.running.draw(painter)
        draw_labels(painter, [*self._times(), self._heading()])

    def draw_step(self, painter: QPainter, step: int, color: QColor) -> None:
        """Mark a step's factors, and the sum so far."""
        self.row.outline(painter, lambda tile: tile.step == step, color)
        if self.running is not None:
            self.running.mark(painter, step, color)

    def draw_reading(self, painter: QPainter, step: int | None) -> None:
        """Write the product up to a step; without one, what the tiles mean."""
        draw_labels(painter, [self.reading(step)])

    def reading(self, step: int | None) -> Label:
        """Return what is written at the right end of the heading."""
        chain, area = self.chain, self.layout.heading
        room = area.width() - self._names.width(self._heading().text) - 4.0 * SPACE
        said = words.explanation(chain) if step is None else words.so_far(chain, step)
        text = self._names.fitting(said, room)
        return Label(text, area, self._theme.quiet, self._names, RIGHT)

    def tile_at(self, position: QPointF) -> Tile | None:
        """Return the tile under the mouse."""
        return self.row.tile_at(position.x(), position.y())

    def step_at(self, position: QPointF) -> int | None:
        """Return the step of the running sum under the mouse."""
        return self.running.step_at(position.x(), position.y()) if self.running else None

    def _heading(self) -> Label:
        area = self.layout.heading
        text = self._names.fitting(words.headings(self.chain), area.width())
        return Label(text, area, self._theme.ink, self._names, LEFT)

    def _times(self) -> list[Label]:
        """Return the times of the steps, each in the middle of its two tiles."""
        columns, window = self.columns, self.columns.window
        begin = columns.edge(1 + 2 * window.first) - columns.width
        scale = Scale(
            window.first - 1.0, float(window.stop - 1), begin, columns.end - columns.width
        )
        ticks = scale.spaced_ticks(self._ticks.width, 3.0 * SPACE, whole=True)
        shown = [tick for tick in ticks if window.holds(round(tick.value))]
        within = QRectF(self.layout.times)
        within.setLeft(columns.begin + columns.width / 2.0)
        below = labels_below(shown, scale, within.top(), within, self._ticks, self._theme)
        width = self.layout.left - self._area.left() - SPACE
        left = QRectF(self._area.left(), within.top(), width, within.height())
        return [*below, Label("t", left, self._theme.quiet, self._ticks, RIGHT)]


class Ranges:
    """The ranges of both axes, which don't jump while training runs."""

    def __init__(self) -> None:
        self._tiles, self._sums = SmoothRange(), SmoothRange()
        self.tiles = self.sums = (-1.0, 0.0)

    def follow(self, chain: Chain, *, running: bool) -> None:
        """Take in another trajectory."""
        if not running:
            self._tiles.reset()
            self._sums.reset()
        self.tiles = _widened(self._tiles, *chain.span)
        low, high = finite_range(chain.running)
        self.sums = _widened(self._sums, min(low, 0.0), max(high, 0.0))


class Composer:
    """Makes strips whose axes and windows don't jump."""

    def __init__(self) -> None:
        self._ranges = Ranges()
        self._window: Window | None = None

    def compose(self, material: Material, area: QRectF, theme: Theme) -> Strip:
        """Return the strip of the selected trajectory."""
        chain = Chain(material)
        self._ranges.follow(chain, running=material.running)
        rest = rest_width(theme)
        width = area.width() - Lettering(theme, TICK_POINTS).width(GUTTER) - 3.0 * SPACE
        room = room_for(width, rest, theme.type_scale, chain.length)
        step = material.selected.step
        middle = max(chain.reached - 1, 0) if step is None else step
        self._window = window_around(middle, chain.length, room, self._window)
        return Strip(chain, self._window, area, self._ranges, theme)


def rest_width(theme: Theme) -> float:
    """Return the width of a box for the steps that have no tiles, px."""
    return Lettering(theme, TICK_POINTS).width(REST) + 3.0 * SPACE


def _widened(smooth: SmoothRange, low: float, high: float) -> tuple[float, float]:
    smooth.follow(low, high)
    low, high = smooth.low, smooth.high
    if low == high:
        return -1.0, 0.0
    margin = MARGIN * (high - low)
    return low - margin * (low < 0.0), high + margin * (high > 0.0)
