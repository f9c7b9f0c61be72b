"""The futures of a run: one from its beginning, and those that left others."""

from dataclasses import dataclass, replace

from pgviz.training.engine import Progress
from pgviz.training.fork import Fork
from pgviz.training.history import History
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.record import Record
from pgviz.training.state import TrainerState

FIRST = "first"  # the name of the branch that a run begins with


@dataclass(frozen=True)
class Branch:
    """A branch as it is shown. All of it is frozen but the history, which grows."""

    number: int
    name: str
    fork: Fork | None  # None for the first
    history: History  # of the past that it shares, too
    hidden: bool = False


@dataclass(frozen=True)
class Head:
    """Where a branch goes on: the state, and what the next iteration is made with."""

    state: TrainerState
    hyperparameters: Hyperparameters


class Branches:
    """Written by the trainer's thread; what `shown` returns can be read by any."""

    def __init__(self, head: Head) -> None:
        """Begin with the first branch."""
        self._records = {0: Record.begun(head.hyperparameters)}
        self._heads = {0: head}
        self._shown = {0: Branch(0, FIRST, None, self._records[0].history)}
        self.current = 0

    @property
    def record(self) -> Record:
        """The record of the present branch."""
        return self._records[self.current]

    @property
    def head(self) -> Head:
        """Where the present branch goes on."""
        return self._heads[self.current]

    @property
    def shown(self) -> tuple[Branch, ...]:
        """All branches, by number."""
        return tuple(self._shown.values())

    def append(self, progress: Progress) -> None:
        """Keep what was made of the present branch."""
        made_with = progress.iteration.hyperparameters
        self.record.append(progress.scalars, made_with, progress.states)
        self._heads[self.current] = Head(progress.iteration.after, made_with)

    def set_hyperparameters(self, hyperparameters: Hyperparameters) -> None:
        """Have the present branch go on with these."""
        self._heads[self.current] = replace(self.head, hyperparameters=hyperparameters)

    def fork(self, iteration: int, name: str, head: Head) -> None:
        """Leave the present branch before an iteration for a new one, the present one from now."""
        number = max(self._records) + 1
        record = self.record.forked(self.current, iteration)
        self._records[number], self._heads[number] = record, head
        self._shown[number] = Branch(number, name, record.fork, record.history)
        self.current = number

    def has(self, number: int) -> bool:
        """Return whether there is such a branch."""
        return number in self._records

    def rename(self, number: int, name: str) -> None:
        """Call a branch something else."""
        self._shown[number] = replace(self._shown[number], name=name)

    def hide(self, number: int, hidden: bool) -> None:
        """Take a branch out of sight, or bring it back."""
        self._shown[number] = replace(self._shown[number], hidden=hidden)
