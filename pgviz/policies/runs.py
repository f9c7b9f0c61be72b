"""Rows that are worked on together, in runs so short that they stay in the processor's cache."""

from collections.abc import Iterator

CACHED_ROWS = 4096


def runs(rows: int) -> Iterator[slice]:
    """Yield the runs of so many rows; ones of other lengths may be rounded otherwise."""
    return (slice(first, first + CACHED_ROWS) for first in range(0, rows, CACHED_ROWS))
