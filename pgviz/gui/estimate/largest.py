"""Which parameters are shown where not all of them fit: the largest, without flicker."""

from collections.abc import Sequence

import numpy as np

MEMORY = 0.95  # of a frame's magnitudes that the next keeps while running: about a second's worth
LOYALTY = 1.5  # a newcomer is so many times larger than what it takes the place of


def fair_counts(sizes: Sequence[int], places: int) -> list[int]:
    """Return how many of each of several groups fill `places` as evenly as their sizes allow."""
    counts = [0] * len(sizes)
    for _ in range(min(places, sum(sizes))):
        open_groups = [group for group, size in enumerate(sizes) if counts[group] < size]
        counts[min(open_groups, key=counts.__getitem__)] += 1
    return counts


class SteadyLargest:
    """The largest of some magnitudes; while running it changes only for what is clearly larger.

    All it keeps from frame to frame is what is on the screen, and how large it has been lately.
    """

    def __init__(self) -> None:
        self._magnitudes = np.empty(0)
        self._shown = np.empty(0, dtype=int)

    def choose(
        self,
        magnitudes: np.ndarray,
        groups: Sequence[slice],
        places: int,
        *,
        wanted: int | None = None,
        running: bool = False,
    ) -> list[np.ndarray]:
        """Return the indices of the largest of every group, in order: `places` of all together.

        `wanted` is always among them.
        """
        known = running and len(self._magnitudes) == len(magnitudes)
        if known:
            magnitudes = MEMORY * self._magnitudes + (1.0 - MEMORY) * magnitudes
        self._magnitudes = magnitudes
        preferred = magnitudes.copy()
        if known:
            preferred[self._shown] *= LOYALTY
        if wanted is not None:
            preferred[wanted] = np.inf
        counts = fair_counts([group.stop - group.start for group in groups], places)
        chosen = [_largest(preferred, group, n) for group, n in zip(groups, counts, strict=True)]
        self._shown = np.concatenate(chosen)
        return chosen


def _largest(magnitudes: np.ndarray, group: slice, count: int) -> np.ndarray:
    """Return the indices of the `count` largest of a group, in order; the first among equals."""
    order = np.argsort(-magnitudes[group], kind="stable")
    return group.start + np.sort(order[:count])
