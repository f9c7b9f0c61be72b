"""What was used lately, within a number of bytes."""

from collections import OrderedDict
from collections.abc import Hashable

OVERHEAD = 300  # bytes that Python spends on keeping one and its key


class Recent:
    """Keeps bytes by a key; those that were put or asked for last stay."""

    def __init__(self) -> None:
        """Keep nothing, until `restrict` says how much it may be."""
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._limit = self._size = 0

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    @property
    def size(self) -> int:
        """How many bytes are taken."""
        return self._size

    def restrict(self, limit: int) -> None:
        """Take no more than so many bytes from now on."""
        self._limit = limit
        while self._size > limit:
            self._drop(next(iter(self._kept)))

    def get(self, key: Hashable) -> bytes | None:
        """Return what is kept under a key."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: Hashable, value: bytes) -> None:
        """Keep a value, unless it alone is too large."""
        if key in self._kept:
            self._drop(key)
        if len(value) + OVERHEAD <= self._limit:
            self._kept[key] = value
            self._size += len(value) + OVERHEAD
            self.restrict(self._limit)

    def clear(self) -> None:
        """Keep nothing."""
        self._kept.clear()
        self._size = 0

    def _drop(self, key: Hashable) -> None:
        self._size -= len(self._kept.pop(key)) + OVERHEAD
