"""What is kept of a quantity to draw it, however long it has become."""

import numpy as np

from pgviz.gui.curves.envelope import Envelope, means_of, stride_for
from pgviz.gui.curves.series import Series, value
from pgviz.gui.scale import finite_range
from pgviz.training.history import Columns

FINE = 4  # buckets a pixel: what is in one stands within 2 px of its iteration
NOISE = 1e-9  # of the values: a range as narrow is rounding


class Curve:
    """A series, with its line's and its band's envelopes in so many buckets."""

    def __init__(self, series: Series) -> None:
        self.series = series
        self.line = Envelope(series.line)
        self.band = Envelope(series.band) if series.band else None
        self.companion = Envelope(value(series.companion.column)) if series.companion else None
        self.rows = 0
        self.stride = 1

    def follow(self, columns: Columns, most: float) -> None:
        """Take in the rows that were added; keep at most `most` buckets of all, and at least half.

        The ends of a column of pixels are exact with a bucket a pixel as well, but reach into the
        columns beside it: the more buckets, the nearer to its place a spike stands.
        """
        self.rows = len(columns["iteration"])
        self.stride = stride_for(self.rows, int(most))
        for envelope in self._envelopes:
            envelope.follow(columns, self.stride)

    @property
    def empty(self) -> bool:
        """Whether no row has a value."""
        return not self.line.known

    @property
    def has_companion(self) -> bool:
        """Whether any row of the second line has a value."""
        return self.companion is not None and self.companion.known

    @property
    def extent(self) -> tuple[float, float]:
        """The range of the values, widened to a length that can be drawn."""
        if self.series.fixed is not None:
            return self.series.fixed
        ends = [end for each in self._envelopes for end in (each.lows, each.highs)]
        low, high = finite_range(*ends, np.zeros(int(self.series.from_zero)))
        if high - low <= NOISE * max(abs(low), abs(high)):
            margin = 0.5 * max(abs(low), abs(high)) or 1.0
            return low - margin * (low < 0.0 or not self.series.from_zero), high + margin
        return low, high

    @property
    def _envelopes(self) -> list[Envelope]:
        every = (self.line, self.band, self.companion)
        return [envelope for envelope in every if envelope is not None]

    def column_ends(self, envelope: Envelope, unit: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the least and the largest value of each pixel column that has any, [columns].

        An iteration is `unit` px wide. A column has all from what its left edge falls on to what
        its right edge falls on: no value is missed, however narrow.
        """
        buckets = self._buckets(unit)
        left, right = buckets[:-1], buckets[1:]
        lows = np.fmin(np.fmin.reduceat(envelope.lows, left), envelope.lows[right])
        return lows, np.fmax(np.fmax.reduceat(envelope.highs, left), envelope.highs[right])

    def column_means(self, envelope: Envelope, unit: float) -> np.ndarray:
        """Return a line's mean in each pixel column, [columns]."""
        return means_of(envelope.means, self._buckets(unit)[:-1])

    def _buckets(self, unit: float) -> np.ndarray:
        """Return the bucket at each column's left edge, and at the last one's right edge."""
        columns = int((self.rows - 1) * unit) + 1
        rows = np.arange(columns + 1) / unit
        return np.minimum((rows / self.stride).astype(int), len(self.line.lows) - 1)
