"""The states of a branch as a session holds them, unpacked only where they are read."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from pgviz.training.packed_states import unpack_state
from pgviz.training.state import TrainerState

MOST = 4096  # states between the first and the last; twice a second they are looked through


class KeptStates(Mapping[int, TrainerState]):
    """By iteration: where a branch begins, where it goes on, and keyframes between the two.

    Where there are too many, those stay that lie 2, 4, 8 … iterations apart. To make one costs
    the same however many there are, and any thread may read it: nothing that is added to `packed`
    later lies between the two.
    """

    def __init__(
        self, start: TrainerState, packed: Mapping[int, bytes], last: TrainerState
    ) -> None:
        self._ends = {start.iteration: start, last.iteration: last}
        self._packed = packed
        self._between = range(start.iteration + 1, last.iteration)

    def __getitem__(self, iteration: int) -> TrainerState:
        if iteration in self._ends:
            return self._ends[iteration]
        if iteration not in self._between or iteration % self._stride:
            raise KeyError(iteration)
        return unpack_state(self._packed[iteration])

    def __contains__(self, iteration: object) -> bool:
        return iteration in self._ends or iteration in self._numbers

    def __iter__(self) -> Iterator[int]:
        return iter(sorted({*self._ends, *self._numbers}))

    def __len__(self) -> int:
        return len(self._ends) + len(self._numbers)

    @cached_property
    def _numbers(self) -> frozenset[int]:
        between, stride = self._between, self._stride
        aligned = range(between.start + -between.start % stride, between.stop, stride)
        return frozenset(each for each in aligned if each in self._packed)

    @property
    def _stride(self) -> int:
        return 1 << max(0, (len(self._between) - 1) // MOST).bit_length()
