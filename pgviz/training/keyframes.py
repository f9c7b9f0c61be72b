"""States of the past: all of them, until those are left out that are soon made again."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from pgviz.training.packed_states import pack_state, unpack_state
from pgviz.training.state import TrainerState

OVERHEAD = 150  # bytes that Python spends on keeping one, besides what it holds


class Keyframes:
    """Keeps the states before iterations, by iteration; the first and the newest are always kept.

    Written by one thread.
    """

    def __init__(self) -> None:
        self._kept: dict[int, bytes] = {}
        self._numbers: list[int] = []  # of those that are kept, in order
        self._newest: tuple[int, bytes] | None = None
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
            self.append(state.iteration, [pack_state(state)])

    def append(self, first: int, packed: Iterable[bytes]) -> None:
        """Keep the states of iterations that follow, which are packed, from the first one on."""
        for number, state in enumerate(packed, first):
            self._newest = number, state
            self._keep(number, state)

    def nearest(self, iteration: int) -> TrainerState:
        """Return the last state that is kept at or before an iteration that there was."""
        newest = self._newest
        if newest is not None and newest[0] <= iteration:
            return unpack_state(newest[1])
        at = self._numbers[bisect_right(self._numbers, iteration) - 1]
        return unpack_state(self._kept[at])

    def thetas(self, most: int, wanted: Iterable[int] = ()) -> tuple[np.ndarray, np.ndarray]:
        """Return iterations that are kept, as `thinned` leaves them, and θ before each.

        [kept] and [kept, parameters]. For any thread.
        """
        kept = self._kept
        numbers = list(kept)  # at one stroke, however fast another thread adds to them
        chosen = thinned(numbers, most, wanted)
        thetas = [unpack_state(kept[number]).theta for number in chosen]
        return np.array(chosen, int), np.array(thetas)

    def before(self, iteration: int) -> "Keyframes":
        """Return the states up to that of an iteration, for a branch that leaves there."""
        branch = Keyframes()
        for number in self._numbers[: bisect_right(self._numbers, iteration)]:
            branch._keep(number, self._kept[number])
        return branch

    def thin(self, gap: int, effort: np.ndarray) -> None:
        """Leave out the states without which no gap opens that takes more effort than `gap`.

        `effort`, [iterations + 1], is what it takes to make all iterations before each. A state
        stays where the aligned 2, 4, 8 … iterations that it halves take more; so whatever stays
        with a wider gap stays with a narrower one, too.
        """
        numbers = np.array(self._numbers, int)
        halves = numbers & -numbers  # the largest power of two that divides each
        last = len(effort) - 1
        ends = np.minimum(numbers + halves, last)
        between = effort[ends] - effort[numbers - halves]
        is_unfinished = (numbers + halves > last) & (effort[last] > gap)
        stays = (between > gap) | is_unfinished
        stays[:1] = True
        if not stays.all():
            self._restrict_to(numbers[stays].tolist())

    def _keep(self, iteration: int, packed: bytes) -> None:
        self._kept[iteration] = packed
        self._numbers.append(iteration)
        self._bytes += len(packed) + OVERHEAD

    def _restrict_to(self, numbers: Iterable[int]) -> None:
        kept = {number: self._kept[number] for number in numbers}
        self._bytes = sum(len(packed) + OVERHEAD for packed in kept.values())
        self._kept, self._numbers = kept, list(kept)  # complete: another thread may read them


def thinned(numbers: Sequence[int], most: int, wanted: Iterable[int] = ()) -> list[int]:
    """Return numbers that ascend, evenly `most` at the most, and besides them the last.

    So are those that are `wanted`, or of each that isn't among the numbers the last before it.
    """
    chosen = {*numbers[:: max(1, -(-len(numbers) // most))], *numbers[-1:]}
    places = (bisect_right(numbers, each) - 1 for each in wanted)
    chosen |= {numbers[place] for place in places if place >= 0}
    return sorted(chosen)
