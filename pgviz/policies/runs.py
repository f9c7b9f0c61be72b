"""Rows that are worked on together, in runs so short that they stay in the processor's cache."""

from collections.abc import Iterator

CACHED = 1 << 16  # numbers, 512 kB: some such arrays fit
FEWEST = 16  # rows; fewer would be all calls and no work


def rows_at_once(width: int) -> int:
    """Return how many rows make a run, where the widest array has so many numbers a row."""
    return max(CACHED // width, FEWEST)


def runs(rows: int, width: int) -> Iterator[slice]:
    """Yield the runs of so many rows; ones of other lengths may be rounded otherwise."""
    length = rows_at_once(width)
    return (slice(first, first + length) for first in range(0, rows, length))
