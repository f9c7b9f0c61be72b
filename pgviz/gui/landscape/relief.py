"""J over a plane as steps of colour, whose edges are lines of equal J."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from pgviz.gui.theme import Theme, mixed

STEPS = 12  # of colour, from the least J to the largest
PALEST, STRONGEST = 0.04, 0.5  # of the colour in the card's


def colors(theme: Theme) -> list[int]:
    """Return the colour of each step, as Qt packs it."""
    shares = np.linspace(PALEST, STRONGEST, STEPS)
    return [mixed(theme.exact, theme.card, float(share)).rgb() for share in shares]


def draw_relief(painter: QPainter, plot: QRectF, values: np.ndarray, theme: Theme) -> None:
    """Draw values [up, across], whose outermost lie on the plot's edges."""
    fine = _between(_between(values, round(plot.height())).T, round(plot.width())).T
    steps = np.searchsorted(edges_of(values), fine, side="right").astype(np.uint8)[::-1]
    _draw(painter, plot, np.ascontiguousarray(steps), colors(theme))


def edges_of(values: np.ndarray) -> np.ndarray:
    """Return the J between each two steps, [STEPS - 1]: all steps cover areas of one size.

    Steps of equal height would leave all but a cliff in one colour.
    """
    edges: np.ndarray = np.quantile(values, np.linspace(0.0, 1.0, STEPS + 1)[1:-1])
    return edges


def draw_key(painter: QPainter, bar: QRectF, theme: Theme) -> None:
    """Draw what the colours go through, from the least to the largest."""
    _draw(painter, bar, np.arange(STEPS, dtype=np.uint8)[None, :].copy(), colors(theme))


def _draw(painter: QPainter, area: QRectF, steps: np.ndarray, table: list[int]) -> None:
    height, width = steps.shape
    image = QImage(steps.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(table)
    painter.drawImage(area, image.copy())


def _between(values: np.ndarray, count: int) -> np.ndarray:
    """Return rows between those of `values`, `count` of them, on straight lines."""
    places = np.linspace(0.0, len(values) - 1.0, max(count, 2))
    below = np.minimum(places.astype(int), len(values) - 2)
    share = (places - below)[:, None]
    between: np.ndarray = (1.0 - share) * values[below] + share * values[below + 1]
    return between
