"""Ranges that move with the batches, not with the cursor."""

from collections import deque

from pgviz.environments.batch import Batch
from pgviz.gui.scale import LARGEST
from pgviz.gui.smooth_range import SmoothRange


class BriskRange(SmoothRange):
    """A smooth range for what comes less often than frames do."""

    SHRINK = 0.15  # of the way, a batch: it settles within about ten


class RecentRange:
    """The least and the largest value of the last batches: true ones, that seldom change."""

    BATCHES = 20

    def __init__(self) -> None:
        self._ranges: deque[tuple[float, float]] = deque(maxlen=self.BATCHES)
        self._batch: Batch | None = None

    def follow(self, batch: Batch, low: float, high: float) -> tuple[float, float]:
        """Return the range of the values of this batch, which are [low, high], and those before."""
        if self._batch is not batch:
            self._batch = batch
            self._ranges.append((low, high))
        lows, highs = zip(*self._ranges, strict=True)
        return min(lows), max(highs)


class SteadyRange:
    """A smooth range that takes one step a batch, however often the batch is drawn."""

    def __init__(self) -> None:
        self._smooth = BriskRange()
        self._batch: Batch | None = None

    def follow(self, batch: Batch, low: float, high: float) -> tuple[float, float]:
        """Return a range that holds [low, high] of the batch; both ends equal where all is."""
        if self._batch is not batch:
            self._batch = batch
            self._smooth.follow(low, high)
        return self._smooth.low, self._smooth.high


def widened(range_: tuple[float, float], share: float) -> tuple[float, float]:
    """Return a range with a margin of `share` of itself at both ends; never empty."""
    low, high = (min(max(end, -LARGEST), LARGEST) for end in range_)
    margin = share * (high - low) or 0.5 * max(abs(low), 1e-12)
    return max(low - margin, -LARGEST), min(high + margin, LARGEST)
