"""Time along the pixels of a plot: bars while steps are few, no spike lost when they are many."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

BLANK = 0.2  # of a step's width, between bars
NARROWEST = 3.0  # px a step; below that bars touch
WIDEST = 48  # px, of a bar


@dataclass(frozen=True)
class Columns:
    """`steps` time steps over `width` columns of pixels; many steps share a column.

    No bar is wider than `widest` pixels.
    """

    steps: int
    width: int
    widest: int = WIDEST

    @cached_property
    def first(self) -> np.ndarray:
        """The first step of each column, [width] int."""
        return np.arange(self.width) * self.steps // self.width

    @cached_property
    def filled(self) -> np.ndarray:
        """Whether a column belongs to a bar rather than to the blank beside it, [width] bool."""
        cell = self.width / self.steps
        if cell < NARROWEST:
            return np.ones(self.width, dtype=bool)
        blank = max(round(max(BLANK * cell, cell - self.widest)), 1)
        begins = -(-np.arange(self.steps + 1) * self.width // self.steps)
        place = np.arange(self.width) - begins[self.first]
        size = np.diff(begins)[self.first]
        return (place >= blank // 2) & (place < size - (blank - blank // 2))

    def center(self, step: int) -> float:
        """Return where the middle of a step lies, in pixels from the left."""
        return (step + 0.5) * self.width / self.steps

    def bar(self, step: int) -> tuple[float, float]:
        """Return where the bar of a step begins and ends, in pixels from the left."""
        cell = self.width / self.steps
        half = min((1.0 - BLANK) * cell, self.widest) / 2.0
        return self.center(step) - half, self.center(step) + half

    def step_at(self, x: float) -> int:
        """Return the step at `x` pixels from the left, the nearest one where `x` is outside."""
        return int(np.clip(np.floor(x * self.steps / self.width), 0, self.steps - 1))

    def highest(self, values: np.ndarray) -> np.ndarray:
        """Return the largest value in each column, -inf past the last: [..., width]."""
        return np.maximum.reduceat(self._padded(values, -np.inf), self.first, axis=-1)

    def lowest(self, values: np.ndarray) -> np.ndarray:
        """Return the smallest value in each column, inf past the last: [..., width]."""
        return np.minimum.reduceat(self._padded(values, np.inf), self.first, axis=-1)

    def strongest(self, values: np.ndarray) -> np.ndarray:
        """Return the value of largest size in each column, 0 past the last: [..., width]."""
        padded = self._padded(values, 0.0)
        high = np.maximum.reduceat(padded, self.first, axis=-1)
        low = np.minimum.reduceat(padded, self.first, axis=-1)
        return np.where(high >= -low, high, low)

    def _padded(self, values: np.ndarray, filling: float) -> np.ndarray:
        missing = self.steps - values.shape[-1]
        if not missing:
            return values
        sides = [(0, 0)] * (values.ndim - 1) + [(0, missing)]
        return np.pad(values, sides, constant_values=filling)
