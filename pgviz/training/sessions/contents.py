"""What a session holds: where it began, and the branches that came of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.training.breakpoints import Breakpoint
from pgviz.training.experiment import Experiment
from pgviz.training.fork import Fork
from pgviz.training.history import Columns, Stop
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.state import TrainerState


@dataclass(frozen=True, eq=False)
class BranchContents:
    """One future: what it was made with, and what was kept of it.

    `changes` begin with the iteration that the branch begins at. `states` are those before an
    iteration: the first one of the branch, the one that it goes on from, and others between them.
    """

    number: int  # names it for good; 0 is the first
    name: str
    fork: Fork | None  # None for the first
    changes: tuple[tuple[int, Hyperparameters], ...]  # (from which iteration on, with what)
    scalars: Columns  # of its own iterations, in order
    states: Mapping[int, TrainerState]  # by iteration
    stops: tuple[Stop, ...] = ()  # at iterations of its own, in order

    @property
    def first(self) -> int:
        """The first iteration of its own."""
        return self.fork.iteration if self.fork else 0

    @property
    def end(self) -> int:
        """The iteration that it goes on with."""
        return self.first + len(self.scalars["iteration"])


@dataclass(frozen=True, eq=False)
class SessionContents:
    """A whole session; `experiment` is how the first branch began."""

    experiment: Experiment
    branches: tuple[BranchContents, ...]  # by number; numbers of deleted ones are missing
    current: int  # the number of the branch that is shown
    shown: int | None = None  # the iteration that is shown; None for the newest
    notes: str = ""  # the user's
    breakpoints: tuple[Breakpoint, ...] = ()  # at which the run stops by itself

    @property
    def is_trivial(self) -> bool:
        """Whether it holds no more than a run that has just begun."""
        return not self.notes and len(self.branches) == 1 and self.branches[0].end <= 1

    def branch(self, number: int) -> BranchContents:
        """Return the branch of that number; it must be there."""
        return next(each for each in self.branches if each.number == number)

    def columns(self, number: int) -> Columns:
        """Return a branch's scalars from iteration 0 on: before its fork they are another's."""
        branch = self.branch(number)
        if branch.fork is None:
            return branch.scalars
        before, until = self.columns(branch.fork.branch), branch.fork.iteration
        return {
            name: freeze(np.concatenate([before[name][:until], own]))
            for name, own in branch.scalars.items()
        }
