"""Drawing the heat map, its names at the left, and what its colours mean above it."""

import numpy as np
from PySide6.QtCore import QRect

from pgviz.gui.format import short
from pgviz.gui.strips.columns import Columns
from pgviz.gui.strips.ink import RIGHT, Ink
from pgviz.gui.strips.layout import Layout
from pgviz.gui.strips.raster import heat_pixels
from pgviz.gui.strips.scene import Scene
from pgviz.gui.theme import SPACE

SCALE_WIDTH = 12 * SPACE  # px, of the colours' scale


def draw_heat(ink: Ink, scene: Scene, columns: Columns) -> None:
    """Draw the heat map, pale where the sum over time has not come to."""
    layout, heat = scene.layout, scene.heat
    used = _draw_scale(ink, layout.caption, scene.largest) if heat.largest else 0
    _draw_caption(ink, scene, used)
    if not heat.largest:
        ink.write(layout.heat, "every contribution is 0", ink.theme.quiet)
        return
    cell, reached = ink.device(layout.cell), scene.reached("sum")
    pixels = heat_pixels(heat.values, columns, cell, scene.largest, reached, ink.theme)
    ink.pixels(layout.left, layout.heat.top(), pixels)
    for row, name in enumerate(scene.names):
        place = name_area(layout, row)
        ink.write(place, ink.fitting(name, place.width()), ink.theme.quiet, RIGHT)


def name_area(layout: Layout, row: int) -> QRect:
    """Return where the name of a row of the heat map is written."""
    top = layout.heat.top() + row * layout.cell
    return QRect(0, top, layout.left - SPACE, layout.cell)


def _draw_caption(ink: Ink, scene: Scene, used: int) -> None:
    """Say what the cells are, in as many words as there is room for beside the scale."""
    area, heat = scene.layout.caption, scene.heat
    partial = heat.largest and not heat.complete
    count = f"largest {len(heat.parameters)} of {heat.of}" if partial else ""
    for words in (f"{scene.formula} to each θ", "contributions to θ", ""):
        text = ", ".join(filter(None, (words, count)))
        if ink.width(text) <= area.width() - used - 2 * SPACE:
            ink.write(area, text, ink.theme.quiet)
            return


def _draw_scale(ink: Ink, area: QRect, largest: float) -> int:
    """Draw the colours' scale at the right of an area; return its width."""
    low, high = short(-largest, 2), f"+{short(largest, 2)}"
    ink.write(area, high, ink.theme.quiet, RIGHT)
    right = area.right() + 1 - ink.width(high) - SPACE
    width, height = ink.device(SCALE_WIDTH), ink.line // 2
    shades, columns = np.linspace([-1.0], [1.0], width, axis=1), Columns(width, width)
    bar = heat_pixels(shades, columns, ink.device(height), 1.0, width, ink.theme)
    ink.pixels(right - SCALE_WIDTH, area.center().y() - height // 2 + 1, bar)
    left = right - SCALE_WIDTH - SPACE
    beside = QRect(area.left(), area.top(), left - area.left(), area.height())
    ink.write(beside, low, ink.theme.quiet, RIGHT)
    return area.right() + 1 - left + ink.width(low) + SPACE
