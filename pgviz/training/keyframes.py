"""States of the past, within a number of bytes: all while they are few, every so many when not."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping

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
        self._numbers: list[int] = []  # of those that are kept, in order
        self._newest: TrainerState | None = None
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def size(self) -> int:
        """How many bytes are taken."""
        return self._bytes

    @property
    def packed(self) -> Mapping[int, bytes]:
        """Those that are kept, by iteration; what comes later is added, and never taken away."""
        return self._kept

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
        at = self._numbers[bisect_right(self._numbers, iteration) - 1]
        state: TrainerState = unpack(self._kept[at])
        return state

    def before(self, iteration: int) -> "Keyframes":
        """Return the states up to that of an iteration, for a branch that leaves there."""
        branch = Keyframes(self._budget, self._stride)
        for number in self._numbers[: bisect_right(self._numbers, iteration)]:
            branch._keep(number, self._kept[number])
        return branch

    def _keep(self, iteration: int, packed: bytes) -> None:
        self._kept[iteration] = packed
        self._numbers.append(iteration)
        self._bytes += len(packed) + OVERHEAD

    def _thin(self) -> None:
        self._stride *= 2
        kept, first = self._kept, self._numbers[0]
        self._kept, self._numbers, self._bytes = {}, [], 0
        for number, packed in kept.items():
            if number % self._stride == 0 or number == first:
                self._keep(number, packed)
