"""Which colour a return has: viridis, without the end that the card would swallow."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtGui import QColor

from pgviz.gui.theme import Theme
from pgviz.resources import resource

ROUNDING = 1e-12  # relative; a difference of sums that is smaller says nothing
BINS = 24  # paths of one colour are drawn as one item
LIGHT_SHARE, DARK_SHARE = (0.0, 0.88), (0.22, 1.0)  # of viridis, that stands out from the card


@dataclass(frozen=True)
class ReturnColors:
    """A scale from the lowest return to the highest."""

    low: float
    high: float
    dark: bool

    @property
    def flat(self) -> bool:
        """Whether all returns are the same, so that one colour serves them all."""
        return self.low == self.high

    def bins(self, returns: np.ndarray) -> np.ndarray:
        """Return the colour's number of every return, from 0 to BINS − 1."""
        if self.flat:
            return np.full(returns.shape, BINS // 2)
        # Halved, so that the span of the largest finite numbers is finite as well.
        share = (returns / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0)
        return np.clip((share * BINS).astype(int), 0, BINS - 1)

    @property
    def palette(self) -> tuple[QColor, ...]:
        """All the colours, from the lowest return's on."""
        return _palette(self.dark)


def return_colors(low: float, high: float, theme: Theme) -> ReturnColors:
    """Return the scale from `low` to `high` on the theme's cards, rounding errors taken away."""
    largest = max(abs(low), abs(high))
    if high / 2.0 - low / 2.0 <= ROUNDING * largest:
        low = high
    return ReturnColors(quieted(low, largest), quieted(high, largest), theme.dark)


def quieted(value: float, largest: float) -> float:
    """Return 0 for a value that is no more than the rounding error of the largest one."""
    return 0.0 if abs(value) <= ROUNDING * largest else value


@lru_cache
def _palette(dark: bool) -> tuple[QColor, ...]:
    low, high = DARK_SHARE if dark else LIGHT_SHARE
    table = np.loadtxt(resource("colors/viridis.csv"), delimiter=",") / 255.0  # [256, 3]
    places, known = np.linspace(low, high, BINS), np.linspace(0.0, 1.0, len(table))
    channels = [np.interp(places, known, channel) for channel in table.T]
    return tuple(QColor.fromRgbF(*color) for color in np.stack(channels, axis=1).tolist())
