"""The futures of a run: one from its beginning, and those that left others."""

from dataclasses import astuple, dataclass, replace
from typing import Any

from pgviz.training.engine import Progress
from pgviz.training.experiment import Experiment
from pgviz.training.fork import Fork
from pgviz.training.history import History
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.keyframes import Keyframes
from pgviz.training.record import Record
from pgviz.training.sessions.contents import BranchContents, SessionContents
from pgviz.training.state import TrainerState
from pgviz.training.thinning import Thinning

FIRST = "first"  # the name of the branch that a run begins with


@dataclass(frozen=True)
class Branch:
    """A branch as it is shown. All of it is frozen but the history, which grows."""

    number: int
    name: str
    fork: Fork | None  # None for the first
    history: History  # of the past that it shares, too
    hidden: bool = False
    keyframes: Keyframes | None = None  # where θ has been; None where that is not known


@dataclass(frozen=True)
class Head:
    """Where a branch goes on: the state, and what the next iteration is made with."""

    state: TrainerState
    hyperparameters: Hyperparameters


class Branches:
    """Written by the trainer's thread; what `shown` returns can be read by any."""

    def __init__(self, experiment: Experiment) -> None:
        """Begin without a branch, and with room for all: see `begun`, `of` and `fit`."""
        self.experiment = experiment  # how the first branch begins
        self._records: dict[int, Record] = {}
        self._heads: dict[int, Head] = {}
        self._starts: dict[int, TrainerState] = {}  # where the iterations of its own begin
        self._shown: dict[int, Branch] = {}
        self._thinning = Thinning()
        self.current = 0

    @classmethod
    def begun(cls, experiment: Experiment, state: TrainerState) -> "Branches":
        """Return those of a run that begins: the first."""
        branches = cls(experiment)
        head = Head(state, experiment.hyperparameters)
        branches._add(0, FIRST, Record.begun(head.hyperparameters), head)
        return branches

    @classmethod
    def of(cls, contents: SessionContents) -> "Branches":
        """Return those of a session."""
        branches = cls(contents.experiment)
        for each in contents.branches:
            branches._take(each)
        branches._measure()
        branches.current = contents.current
        return branches

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
        keyframes = self.record.keyframes
        before = keyframes.size
        self.record.append(progress.scalars, made_with, progress.states)
        self._thinning.size += keyframes.size - before
        self._heads[self.current] = Head(progress.iteration.after, made_with)

    def set_hyperparameters(self, hyperparameters: Hyperparameters) -> None:
        """Have the present branch go on with these."""
        self._heads[self.current] = replace(self.head, hyperparameters=hyperparameters)

    def fork(self, iteration: int, name: str, head: Head) -> None:
        """Leave the present branch before an iteration for a new one, the present one from now."""
        number = max(self._records) + 1
        self._add(number, name, self.record.forked(self.current, iteration), head)
        self.current = number
        self._measure()

    def home_of(self, iteration: int) -> int:
        """Return the branch that has made an iteration of the present one."""
        number = self.current
        while (fork := self._records[number].fork) and iteration < fork.iteration:
            number = fork.branch
        return number

    @property
    def figures_size(self) -> int:
        """How many bytes the figures of all iterations take."""
        return sum(record.history.size for record in self._records.values())

    @property
    def states_size(self) -> int:
        """How many bytes the states of all branches take."""
        return self._thinning.size

    @property
    def kept(self) -> int:
        """How many states are kept; one that branches share counts in each."""
        return sum(len(record.keyframes) for record in self._records.values())

    def fit(self, limit: int) -> None:
        """Have the states of all branches take no more than so many bytes."""
        self._thinning.fit(tuple(self._records.values()), limit)

    def has(self, number: int) -> bool:
        """Return whether there is such a branch."""
        return number in self._records

    def rename(self, number: int, name: str) -> None:
        """Call a branch something else."""
        self._shown[number] = replace(self._shown[number], name=name)

    def hide(self, number: int, hidden: bool) -> None:
        """Take a branch out of sight, or bring it back."""
        self._shown[number] = replace(self._shown[number], hidden=hidden)

    def contents(self, **said: Any) -> SessionContents:
        """Return all that is not hidden as a session, to be read by any thread.

        `said` is what a session holds besides, by its fields. It costs the same however many
        iterations there are.
        """
        branches = (self._contents(each) for each in self._shown.values() if not each.hidden)
        return SessionContents(self.experiment, tuple(branches), self.current, **said)

    def _measure(self) -> None:
        self._thinning.measure(tuple(self._records.values()))

    def _add(self, number: int, name: str, record: Record, head: Head) -> None:
        self._records[number], self._heads[number] = record, head
        self._starts[number] = head.state
        self._shown[number] = Branch(
            number, name, record.fork, record.history, keyframes=record.keyframes
        )

    def _take(self, branch: BranchContents) -> None:
        record = Record.begun(self.experiment.hyperparameters)
        if branch.fork is not None:
            record = self._records[branch.fork.branch].forked(*astuple(branch.fork))
        record.take(branch)
        head = Head(branch.states[branch.end], branch.changes[-1][1])
        self._add(branch.number, branch.name, record, head)
        self._starts[branch.number] = branch.states[branch.first]

    def _contents(self, branch: Branch) -> BranchContents:
        record, head = self._records[branch.number], self._heads[branch.number]
        fork, start = self._origin(branch.number)
        return BranchContents(
            number=branch.number,
            name=branch.name,
            fork=fork,
            changes=record.settings_from(start.iteration, head.hyperparameters),
            scalars=record.columns_from(start.iteration),
            states=record.states_from(start, head.state),
            stops=record.stops_from(start.iteration),
        )

    def _origin(self, number: int) -> tuple[Fork | None, TrainerState]:
        """Return where a branch leaves one that isn't hidden, and its state there."""
        fork, start = self._records[number].fork, self._starts[number]
        while fork is not None and self._shown[fork.branch].hidden:
            further, begun = self._records[fork.branch].fork, self._starts[fork.branch]
            if begun.iteration < start.iteration:
                start = begun
            fork = further and Fork(further.branch, start.iteration)
        return fork, start
