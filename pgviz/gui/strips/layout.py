"""Where everything on the contributions panel lies, for its size and the size of its type."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics

from pgviz.gui.format import MINUS
from pgviz.gui.theme import SPACE, Theme
from pgviz.policies.layers import Layer

LABEL_POINTS, TICK_POINTS = 9.5, 8.5
WEIGHTS = (1.1, 0.8, 0.8, 0.8, 1.4, 1.0)  # of the rows' heights
SACRIFICED = (1, 2, 5, 3, 4, 0)  # which row goes first where there is no room for all
HEAT_SHARE = 0.34  # of the height that rows and heat map have together
LARGEST_CELL = 22  # px


@dataclass(frozen=True)
class Measures:
    """Sizes of the type in pixels."""

    label: int  # the height of a line
    tick: int
    gutter: int  # the width that labels, ticks and names want at the left
    readout: int  # the width of a value at the right

    @classmethod
    def of(cls, theme: Theme, labels: tuple[str, ...], layers: tuple[Layer, ...]) -> "Measures":
        label = QFontMetrics(theme.font(LABEL_POINTS))
        tick = QFontMetrics(theme.font(TICK_POINTS))
        beside = 2 * SPACE + tick.horizontalAdvance(f"{MINUS}0.05")
        return cls(
            label=label.ascent() + label.descent() - 2,
            tick=tick.height(),
            gutter=max(
                max(map(label.horizontalAdvance, labels)) + beside,
                *(_widest_name(layer, tick) for layer in layers),
            ),
            readout=tick.horizontalAdvance(f"{MINUS}8.88·10⁻⁸") + 2 * SPACE,
        )


@dataclass(frozen=True)
class Layout:
    """Areas in pixels of the panel; `rows` gives the index of each row that has room."""

    left: int  # where the plots begin and end
    right: int
    rows: tuple[tuple[int, QRect], ...]
    caption: QRect  # of the heat map
    heat: QRect  # a whole number of cells
    cells: int
    axis: QRect

    @property
    def width(self) -> int:
        """Of the plots."""
        return self.right - self.left

    @property
    def cell(self) -> int:
        """The height of a row of the heat map."""
        return self.heat.height() // max(self.cells, 1)


def lay_out(size: QSize, measures: Measures, parameters: int) -> Layout:
    """Return the layout for a panel of this size and a policy with so many parameters."""
    left = min(measures.gutter, round(0.42 * size.width())) + SPACE
    roomy = size.width() - left - measures.readout > 2 * measures.readout
    right = max(size.width() - (measures.readout if roomy else 0), left + 1)
    axis = QRect(left, size.height() - measures.tick - SPACE, right - left, measures.tick + SPACE)
    heights = axis.top() - measures.tick - SPACE // 2  # rows and heat map, less the caption
    cells, cell = _cells(heights, measures, parameters)
    heat = QRect(left, axis.top() - cells * cell, right - left, cells * cell)
    caption = QRect(0, heat.top() - measures.tick - SPACE // 2, size.width(), measures.tick)
    rows = _rows(caption.top() - SPACE, left, right, measures)
    return Layout(left, right, rows, caption, heat, cells, axis)


def _cells(height: int, measures: Measures, parameters: int) -> tuple[int, int]:
    """Return how many rows the heat map has room for, and how high each is."""
    room = max(round(HEAT_SHARE * height), 0)
    cells = min(parameters, max(room // measures.tick, 1))
    return cells, max(min(room // cells, round(LARGEST_CELL * measures.tick / 14)), 1)


def _rows(height: int, left: int, right: int, measures: Measures) -> tuple[tuple[int, QRect], ...]:
    gap = SPACE
    kept = list(range(len(WEIGHTS)))
    for index in SACRIFICED:
        if height >= len(kept) * (measures.label + gap) - gap:
            break
        kept.remove(index)
    return _stacked(kept, height - gap * (len(kept) - 1), gap, left, right, measures.label)


def _stacked(
    kept: list[int], height: int, gap: int, left: int, right: int, least: int
) -> tuple[tuple[int, QRect], ...]:
    total = sum(WEIGHTS[index] for index in kept)
    spare = height - least * len(kept)
    rows, top = [], 0
    for index in kept:
        each = least + int(spare * WEIGHTS[index] / total)
        rows.append((index, QRect(left, top, right - left, each)))
        top += each + gap
    return tuple(rows)


def _widest_name(layer: Layer, metrics: QFontMetrics) -> int:
    names = layer.row_names, layer.column_names
    return sum(max(map(metrics.horizontalAdvance, each)) for each in names) + SPACE
