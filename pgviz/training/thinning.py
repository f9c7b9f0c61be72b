"""The states of all branches within a number of bytes.

While there is room every iteration has its state, and is shown again in the time that it takes to
make. Beyond that the narrowest gaps are left that there is room for, in steps to be sampled, so
that the longest way to an iteration grows with the run: twice the run, twice the way. By default
states may take about 190 MB: those of 850 000 iterations where θ has a few numbers, and of 2 300
where it has the taxi's 3000, whose states take 80 kB each.
"""

from collections.abc import Sequence

from pgviz.training.keyframes import OVERHEAD
from pgviz.training.record import Record

NARROWEST = 64  # steps: the gap that is tried first
ROOMY = 0.75  # of what may be taken is left full, so that thinning is rare


class Thinning:
    """Knows what the states take, where branches share them once, and thins all branches alike."""

    def __init__(self) -> None:
        self.size = 0  # bytes

    def measure(self, records: Sequence[Record]) -> None:
        """Find out what the states take."""
        states = [record.keyframes.packed for record in records]
        distinct = {id(packed): len(packed) for each in states for packed in each.values()}
        self.size = sum(distinct.values()) + OVERHEAD * sum(map(len, states))

    def fit(self, records: Sequence[Record], limit: int) -> None:
        """Where they take more than `limit` bytes, have a quarter of that be free again.

        The first state and the newest of each branch are left, whatever they take.
        """
        if self.size <= limit:
            return
        efforts = [record.effort for record in records]
        longest, gap = max(int(effort[-1]) for effort in efforts), NARROWEST
        while self.size > ROOMY * limit and gap < 2 * longest:
            for record, effort in zip(records, efforts, strict=True):
                record.keyframes.thin(gap, effort)
            self.measure(records)
            gap *= 2
