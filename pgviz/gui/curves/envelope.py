"""The least, the largest and the mean of every so many values: what a long curve comes to."""

from collections.abc import Callable

import numpy as np

from pgviz.training.history import Columns

Extremes = Callable[[Columns, slice], tuple[np.ndarray, np.ndarray]]
"""extremes(columns, rows) -> the low and the high end of what is drawn at each row."""


class Envelope:
    """Follows columns that only ever grow: what was seen before is not looked at again."""

    def __init__(self, extremes: Extremes) -> None:
        self._extremes = extremes
        self._stride, self._count = 1, 0
        # [buckets] each, NaN where all of a bucket's values are; means are those of the low ends,
        # which are the values themselves where no band is followed.
        self.lows = self.highs = self.means = np.empty(0)

    @property
    def known(self) -> bool:
        """Whether there is any value."""
        return bool(np.isfinite(self.lows).any())

    def follow(self, columns: Columns, stride: int) -> None:
        """Take in what was added; a bucket holds `stride` rows, the last one perhaps fewer."""
        if stride != self._stride:
            self._stride, self._count = stride, 0
        whole = self._count // stride  # buckets that can't change any more
        self._count = len(columns["iteration"])
        lows, highs = self._extremes(columns, slice(whole * stride, None))
        starts = np.arange(0, len(lows), stride)
        self.lows = np.concatenate([self.lows[:whole], np.fmin.reduceat(lows, starts)])
        self.highs = np.concatenate([self.highs[:whole], np.fmax.reduceat(highs, starts)])
        self.means = np.concatenate([self.means[:whole], means_of(lows, starts)])


def means_of(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Return the mean of each bucket's finite values, NaN where there are none, [buckets]."""
    known = np.isfinite(values)
    counts = np.add.reduceat(known.astype(float), starts)
    sums = np.add.reduceat(np.where(known, values, 0.0), starts)
    return np.divide(sums, counts, out=np.full(len(starts), np.nan), where=counts > 0.0)


def stride_for(rows: int, most: int) -> int:
    """Return the least power of two that makes at most `most` buckets of so many rows."""
    return 1 << max(-(-rows // max(most, 1)) - 1, 0).bit_length()
