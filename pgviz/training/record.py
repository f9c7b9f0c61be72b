"""What is kept of one branch of a run: its figures, its settings, and states to go back to."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from pgviz.training.engine import Way
from pgviz.training.fork import Fork
from pgviz.training.history import Columns, History, Setting, Stop
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.kept_states import KeptStates
from pgviz.training.keyframes import Keyframes
from pgviz.training.sessions.contents import BranchContents
from pgviz.training.state import TrainerState

FIXED = 50  # steps: what an iteration takes besides those that it samples, about


class Record:
    """Grows with its branch. Written by the trainer's thread; its history is read by any."""

    def __init__(self, history: History, keyframes: Keyframes, fork: Fork | None = None) -> None:
        self.history, self.fork = history, fork
        self.keyframes = keyframes

    @classmethod
    def begun(cls, hyperparameters: Hyperparameters) -> "Record":
        """Return the record of a run that begins."""
        return cls(History(hyperparameters), Keyframes())

    @property
    def effort(self) -> np.ndarray:
        """What it takes to make all iterations before each, in steps, [iterations + 1] int.

        Unlike seconds these don't depend on what else the machine does, and a session has them.
        """
        steps = self.history.columns["steps"]
        return np.concatenate([[0], np.cumsum(steps + FIXED)])

    def append(
        self, rows: Columns, hyperparameters: Hyperparameters, states: Iterable[bytes]
    ) -> None:
        """Keep the iterations that follow, made with the same hyperparameters from these states.

        The states are packed.
        """
        self.keyframes.append(int(rows["iteration"][0]), states)
        self.history.append(rows, hyperparameters)

    def holds(self, iteration: int) -> bool:
        """Return whether there was such an iteration."""
        return 0 <= iteration < len(self.history)

    def way_to(self, iteration: int) -> Way:
        """Return how to make an iteration again; it must be held."""
        state = self.keyframes.nearest(iteration)
        numbers = range(state.iteration, iteration + 1)
        return Way(state, tuple(map(self.history.hyperparameters_at, numbers)))

    def forked(self, branch: int, iteration: int) -> "Record":
        """Return the record of a branch that leaves this one, which is `branch`, there."""
        fork = Fork(branch, iteration)
        return Record(self.history.until(iteration), self.keyframes.before(iteration - 1), fork)

    def take(self, branch: BranchContents) -> None:
        """Keep the iterations of a session's branch, which goes on from here."""
        for begin, end, hyperparameters in _spans(branch):
            own = slice(begin - branch.first, end - branch.first)
            rows = {name: column[own] for name, column in branch.scalars.items()}
            self.history.append(rows, hyperparameters)
        for stop in branch.stops:
            self.history.note_stop(*stop)
        made_from = sorted(number for number in branch.states if number < branch.end)
        self.keyframes.add(branch.states[number] for number in made_from)

    def columns_from(self, iteration: int) -> Columns:
        """Return the scalars from an iteration on, read-only."""
        return {name: column[iteration:] for name, column in self.history.columns.items()}

    def settings_from(self, iteration: int, next_ones: Hyperparameters) -> tuple[Setting, ...]:
        """Return what iterations were made with from this one on, and the next will be."""
        here = next_ones
        if self.holds(iteration):
            here = self.history.hyperparameters_at(iteration)
        later = {at: now for at, now in self.history.settings if at > iteration}
        settings = {iteration: here} | later
        if list(settings.values())[-1] != next_ones:
            settings[len(self.history)] = next_ones
        return tuple(settings.items())

    def stops_from(self, iteration: int) -> tuple[Stop, ...]:
        """Return where breakpoints have struck from an iteration on."""
        return tuple(stop for stop in self.history.stops if stop[0] >= iteration)

    def states_from(self, start: TrainerState, last: TrainerState) -> KeptStates:
        """Return the states that are kept between two, and these."""
        return KeptStates(start, self.keyframes.packed, last)


def _spans(branch: BranchContents) -> Iterator[tuple[int, int, Hyperparameters]]:
    """Yield from which iteration to which a branch was made with what."""
    ends = (branch.end, branch.changes[-1][1])
    for (begin, hyperparameters), (end, _) in pairwise((*branch.changes, ends)):
        if begin < end:
            yield begin, end, hyperparameters
