"""States of the past, within a number of bytes: all while they are few, every so many when not."""

from collections.abc import Iterable

from pgviz.training.packing import pack, unpack
from pgviz.training.state import TrainerState

OVERHEAD = 150  # bytes that Python spends on keeping one, besides what it holds


class Keyframes:
    """Keeps the states before iterations, by iteration; the first and the newest are always kept.

    When they take more than `budget` bytes, every second one goes: those that stay lie 2, 4, 8 …
    iterations apart. Written by one thread.
    """

    def __init__(self, budget: int, stride: int = 1) -> None:
        """`stride` is how many iterations lie between those that are kept, to begin with."""
        self._budget = budget
        self._stride = stride
        self._kept: dict[int, bytes] = {}
        self._newest: TrainerState | None = None
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def size(self) -> int:
        """How many bytes are taken."""
        return self._bytes

    def add(self, states: Iterable[TrainerState]) -> None:
        """Keep the states that follow, in order."""
        for state in states:
            self._newest = state
            if state.iteration % self._stride == 0 or not self._kept:
                self._keep(state.iteration, pack(state))
        while self._bytes > self._budget and len(self._kept) > 1:
            self._thin()

    def nearest(self, iteration: int) -> TrainerState:
        """Return the last state that is kept at or before an iteration that there was."""
        newest = self._newest
        if newest is not None and newest.iteration <= iteration:
            return newest
        first = next(iter(self._kept))
        return unpack(self._kept[max(iteration - iteration % self._stride, first)])

    def before(self, iteration: int) -> "Keyframes":
        """Return the states up to that of an iteration, for a branch that leaves there."""
        branch = Keyframes(self._budget, self._stride)
        branch.add(unpack(packed) for number, packed in self._kept.items() if number <= iteration)
        return branch

    def _keep(self, iteration: int, packed: bytes) -> None:
        self._kept[iteration] = packed
        self._bytes += len(packed) + OVERHEAD

    def _thin(self) -> None:
        self._stride *= 2
        kept, self._kept, self._bytes = self._kept, {}, 0
        first = next(iter(kept))
        for number, packed in kept.items():
            if number % self._stride == 0 or number == first:
                self._keep(number, packed)
