"""Bars and cells as pixels 0xffRRGGBB: any number of them costs the same, and none is lost."""

import numpy as np
from PySide6.QtGui import QImage

from pgviz.gui.strips.columns import Columns
from pgviz.gui.strips.signed_colors import signed_colors
from pgviz.gui.strips.strip import Layer, Strip
from pgviz.gui.theme import Theme

FADED = 0.28  # of a colour is left after the cursor, as in Theme.pale
HATCHED = 0.35  # of a colour is left in the stripes of negative cells


def strip_pixels(
    strip: Strip,
    columns: Columns,
    height: int,
    span: tuple[float, float],
    reached: int,
    theme: Theme,
) -> np.ndarray:
    """Return the bars of a row over `span`, pale from step `reached` on: [height, width]."""
    pixels = np.full((height, columns.width), theme.card.rgb(), dtype=np.uint32)
    pixels[_zero_line(height, span)] = theme.faint.rgb()
    before = columns.first < reached
    for layer in strip.layers:
        color = getattr(theme, layer.role)
        colors = np.where(before, color.rgb(), theme.pale(color).rgb()).astype(np.uint32)
        np.copyto(pixels, colors, where=_covered(layer, columns, height, span))
    return pixels


def heat_pixels(
    values: np.ndarray, columns: Columns, cell: int, largest: float, reached: int, theme: Theme
) -> np.ndarray:
    """Return contributions [rows, steps] as cells `cell` pixels high: [rows · cell, width].

    Negative ones are striped: the sign is not told by colour alone.
    """
    strongest = columns.strongest(values)
    colors = signed_colors(theme, strongest, largest)[..., :3].astype(float)
    card = np.array(theme.card.getRgb()[:3])
    shown = columns.filled * np.where(columns.first < reached, 1.0, FADED)
    plain, striped = (
        np.repeat(packed(card + share * shown[:, None] * (colors - card)), cell, axis=0)
        for share in (1.0, HATCHED)
    )
    hatched = np.repeat(strongest < 0.0, cell, axis=0) & _stripes(*plain.shape, cell)
    whole = np.where(hatched, striped, plain)
    if cell > 4:
        whole[cell - 1 :: cell] = theme.card.rgb()  # a line between the rows
    return whole


def packed(colors: np.ndarray) -> np.ndarray:
    """Return colours [..., 3] of 0 to 255 as pixels, [...]."""
    red, green, blue = np.moveaxis(np.round(colors).astype(np.uint32), -1, 0)
    return (255 << 24) | (red << 16) | (green << 8) | blue


def image(pixels: np.ndarray, ratio: float) -> QImage:
    """Return pixels [height, width] as an image for a screen of this pixel ratio.

    The image looks at the pixels themselves: keep them until it is drawn.
    """
    height, width = pixels.shape
    picture = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    return picture


def _stripes(height: int, width: int, cell: int) -> np.ndarray:
    """Return slanted stripes, three or more to a cell of so many pixels, [height, width] bool."""
    period = max(cell // 3, 3)
    places = np.arange(height)[:, None] + np.arange(width)
    return places % period < max(period // 3, 1)


def _zero_line(height: int, span: tuple[float, float]) -> int:
    low, high = span
    return min(round(high / (high - low) * height), height - 1)


def _covered(layer: Layer, columns: Columns, height: int, span: tuple[float, float]) -> np.ndarray:
    """Return which pixels a layer's bars cover, [height, width] bool."""
    low, high = span
    bars = layer.high > layer.low
    highest = columns.highest(np.where(bars, layer.high, low))
    lowest = columns.lowest(np.where(bars, layer.low, high))
    top = np.round((high - np.clip(highest, low, high)) / (high - low) * height)
    bottom = np.round((high - np.clip(lowest, low, high)) / (high - low) * height)
    top, bottom = _visible(top, bottom, highest <= 0.0, height)
    row = np.arange(height)[:, None]
    return (row >= top) & (row < bottom) & columns.filled


def _visible(
    top: np.ndarray, bottom: np.ndarray, hangs: np.ndarray, height: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the bars' ends, at least a pixel apart where they had rounded to the same one."""
    flat = top == bottom
    thin = np.clip(np.where(hangs, top, bottom - 1.0), 0.0, height - 1.0)
    return np.where(flat, thin, top), np.where(flat, thin + 1.0, bottom)
