"""From values to pixels and back, with round numbers to write along the way."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pgviz.gui.format import short

ROUND_STEPS = (1.0, 2.0, 5.0, 10.0)
LESS = (1.0, 0.5, 0.25)  # of the gap between ticks, for as long as there is but one of them
MOST_OUTERMOST = 5  # values, of which 0 and the outermost are written: few enough to be round
LARGEST = 8e307  # the difference of two numbers within ± this can't overflow
PLAIN = 1e-4, 1e7  # numbers between these are written out, without a power of ten


@dataclass(frozen=True)
class Tick:
    """A round value and how it is written."""

    value: float
    text: str


@dataclass(frozen=True)
class Scale:
    """A linear map: `low` lies at pixel `start`, `high` at pixel `end`."""

    low: float
    high: float
    start: float
    end: float

    @property
    def unit(self) -> float:
        """Pixels for 1; negative where values grow upwards."""
        pixels = (self.end - self.start) / (self.high - self.low)
        return min(max(pixels, -LARGEST), LARGEST)  # infinite where the range is next to nothing

    def pixel(self, value: float) -> float:
        """Return where `value` lies; of an array, where each does."""
        return self.start + (value - self.low) * self.unit

    def value(self, pixel: float) -> float:
        """Return what lies at `pixel`."""
        return self.low + (pixel - self.start) / self.unit

    def ticks(self, gap: float, *, whole: bool = False) -> list[Tick]:
        """Return round values at least `gap` pixels apart; whole numbers only, if so wanted."""
        step = _round_up(gap / abs(self.unit))
        return _ticks(self.low, self.high, max(step, 1.0) if whole else step)

    def spaced_ticks(
        self, width: Callable[[str], float], gap: float, *, whole: bool = False
    ) -> list[Tick]:
        """Return round values whose texts, so wide, are at least `gap` pixels apart.

        Where a single one would be left, which gives no scale, a smaller gap has to do, and at
        last 0 and the outermost values.
        """
        for share in LESS:
            ticks = self._spaced_ticks(width, share * gap, whole)
            if len(ticks) > 1:
                return ticks
        return self._outermost_ticks(width, LESS[-1] * gap, whole)

    def _outermost_ticks(
        self, width: Callable[[str], float], gap: float, whole: bool
    ) -> list[Tick]:
        ticks = self.ticks(abs(self.end - self.start) / MOST_OUTERMOST, whole=whole)
        ends = sorted({*ticks[:1], *ticks[-1:]}, key=lambda tick: -abs(tick.value))
        kept: list[Tick] = []
        for tick in (*(tick for tick in ticks if tick.value == 0.0), *ends):
            if all(self._apart(tick, other) >= _needed(tick, other, width, gap) for other in kept):
                kept.append(tick)
        return sorted(kept, key=lambda tick: tick.value)

    def _apart(self, one: Tick, other: Tick) -> float:
        """Return how many pixels lie between two ticks."""
        return abs((other.value - one.value) * self.unit)

    def _spaced_ticks(self, width: Callable[[str], float], gap: float, whole: bool) -> list[Tick]:
        least = gap
        while True:
            ticks = self.ticks(least, whole=whole)
            if len(ticks) < 2:
                return ticks
            apart = self._apart(*ticks[:2])
            if all(_needed(*pair, width, gap) <= apart for pair in pairwise(ticks)):
                return ticks
            least = 1.01 * apart  # on to the next round step


def _needed(one: Tick, other: Tick, width: Callable[[str], float], gap: float) -> float:
    """Return how many pixels two ticks have to be apart for a gap between their texts."""
    return (width(one.text) + width(other.text)) / 2.0 + gap


def _round_up(step: float) -> float:
    """Return the least of 1, 2, 5 times a power of ten that is not below `step`."""
    power = 10.0 ** math.floor(math.log10(step))
    return power * next(each for each in ROUND_STEPS if each * power >= step * (1.0 - 1e-9))


def _ticks(low: float, high: float, step: float) -> list[Tick]:
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    values = [index * step for index in range(first, last + 1)]
    largest = max((abs(value) for value in values), default=0.0)
    return [Tick(value, _text(value, step, largest)) for value in values]


def _text(value: float, step: float, largest: float) -> str:
    if value == 0.0:
        return "0"
    if PLAIN[0] <= step and largest < PLAIN[1]:
        return _plain(value, max(0, -math.floor(math.log10(step) + 1e-9)))
    digits = math.floor(math.log10(abs(value)) + 1e-9) - math.floor(math.log10(step) + 1e-9)
    return short(value, digits + 1)


def _plain(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}".replace(",", "\u202f").replace("-", "\u2212")


def finite_range(*parts: np.ndarray) -> tuple[float, float]:
    """Return the least and the largest finite number of all parts; (0, 0) if there is none."""
    joined = np.concatenate([np.ravel(part) for part in parts])
    finite = np.clip(joined[np.isfinite(joined)], -LARGEST, LARGEST)
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
