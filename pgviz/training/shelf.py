"""Memory that two processes share, for what is too large to pass through a pipe quickly.

A pipe takes large things in many small parts, and the thread that reads them beside a busy window
waits for its turn at every part.
"""

import mmap
import os
from collections.abc import Sequence
from itertools import accumulate
from multiprocessing import reduction
from typing import Any

SIZE = 64 * 2**20  # bytes; pages that were never used take no memory
ALIGNMENT = 64  # bytes
EMPTY, LADEN = 0, 1  # what the first byte says

Span = tuple[int, int]
"""Where something lies: from which byte to before which."""


class Shelf:
    """Holds one load at a time, which one process lays down and the other takes.

    It has no name in the system, so it is gone with both processes however they end. Give it to
    the other when that is started.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._memory = mmap.mmap(descriptor, SIZE)

    @classmethod
    def made(cls) -> "Shelf | None":
        """Return a new one; None where the system has no such memory. Raises OSError."""
        if not hasattr(os, "memfd_create"):  # on Linux alone
            return None
        descriptor = os.memfd_create("pgviz")
        os.ftruncate(descriptor, SIZE)
        return cls(descriptor)

    def __reduce__(self) -> tuple[Any, ...]:
        return _received, (reduction.DupFd(self._descriptor),)

    @property
    def is_empty(self) -> bool:
        """Whether what was laid down has been taken."""
        return self._memory[0] == EMPTY

    def lay(self, parts: Sequence[memoryview]) -> tuple[Span, ...] | None:
        """Lay down bytes and return where; None where there is no room for them now."""
        ends = list(accumulate(map(_room, parts), initial=ALIGNMENT))
        if not self.is_empty or ends[-1] > SIZE:
            return None
        spans = tuple((begin, begin + len(part)) for begin, part in zip(ends, parts, strict=False))
        for (begin, end), part in zip(spans, parts, strict=True):
            self._memory[begin:end] = part
        self._memory[0] = LADEN
        return spans

    def take(self, spans: Sequence[Span]) -> list[bytes]:
        """Return what lies there, and leave the shelf empty."""
        parts = [self._memory[begin:end] for begin, end in spans]
        self._memory[0] = EMPTY
        return parts

    def close(self) -> None:
        """Release it in this process."""
        self._memory.close()
        os.close(self._descriptor)


def _received(sent: Any) -> Shelf:
    return Shelf(sent.detach())


def _room(part: memoryview) -> int:
    return -(-len(part) // ALIGNMENT) * ALIGNMENT
