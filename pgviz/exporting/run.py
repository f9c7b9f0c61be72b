"""What is exported: one course of a run, from its first iteration on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from pgviz.environments.errors import PgvizError
from pgviz.environments.world import Checkpoint, World, proceed
from pgviz.training.experiment import Experiment
from pgviz.training.history import Columns, History, Setting
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import Iteration, iterate
from pgviz.training.sessions.contents import BranchContents, SessionContents
from pgviz.training.state import TrainerState, initial_state


@dataclass(frozen=True)
class Run:
    """How it began, what it was made with, and what is kept of its iterations."""

    experiment: Experiment  # with the hyperparameters of iteration 0
    settings: tuple[Setting, ...]  # from iteration 0 on, in order
    scalars: Columns
    states: Mapping[int, TrainerState] = field(default_factory=dict)  # some of them, by iteration

    @property
    def numbers(self) -> range:
        """The iterations whose scalars it holds."""
        kept = self.scalars["iteration"]
        return range(int(kept[0]), int(kept[-1]) + 1) if len(kept) else range(0)

    @property
    def changes(self) -> dict[int, dict[str, tuple[Any, Any]]]:
        """Key → (before, now), by the first iteration that was made with them."""
        return {
            begin: before.differences(now) for (_, before), (begin, now) in pairwise(self.settings)
        }

    def hyperparameters_at(self, iteration: int) -> Hyperparameters:
        """Return what an iteration was, or would be, made with."""
        return next(now for begin, now in reversed(self.settings) if begin <= iteration)

    def between(self, numbers: range) -> "Run":
        """Return the run with the scalars of these iterations only.

        Raises PgvizError where it has not all of them.
        """
        self.require(numbers)
        first = self.numbers.start
        kept = slice(numbers.start - first, numbers.stop - first)
        return replace(self, scalars={name: each[kept] for name, each in self.scalars.items()})

    def require(self, numbers: range) -> None:
        """Raise PgvizError unless these are iterations of it, and at least one."""
        own = self.numbers
        if not own:
            raise PgvizError("The run has no iterations yet.")
        if not numbers:
            raise PgvizError(f"From {numbers.start} to before {numbers.stop} is no iteration.")
        if not (own.start <= numbers.start and numbers.stop <= own.stop):
            raise PgvizError(
                f"The run has iterations {own.start} to {own.stop - 1}, "
                f"not {numbers.start} to {numbers.stop - 1}."
            )

    def replayed(
        self, world: World, numbers: range, checkpoint: Checkpoint = proceed
    ) -> Iterator[Iteration]:
        """Yield whole iterations, made again from the nearest state before them that is kept."""
        state = self._nearest(world, numbers.start)
        while state.iteration < numbers.stop:
            iteration = iterate(state, self.hyperparameters_at(state.iteration), world, checkpoint)
            if iteration.number in numbers:
                yield iteration
            state = iteration.after

    def _nearest(self, world: World, number: int) -> TrainerState:
        kept = max((each for each in self.states if each <= number), default=None)
        if kept is not None:
            return self.states[kept]
        return initial_state(world, self.experiment.hyperparameters, self.experiment.seed)


def run_of_history(experiment: Experiment, history: History) -> Run:
    """Return the run that a history tells of; `experiment` may be as it is now."""
    return _run(experiment, history.settings, history.columns, {})


def history_of(run: Run) -> History:
    """Return the history of a run from iteration 0 on, as the window draws it."""
    history = History(run.experiment.hyperparameters)
    ends = [begin for begin, _ in run.settings[1:]] + [run.numbers.stop]
    for (begin, made_with), end in zip(run.settings, ends, strict=True):
        if begin < min(end, run.numbers.stop):
            rows = {name: each[begin:end] for name, each in run.scalars.items()}
            history.append(rows, made_with)
    return history


def run_of_session(contents: SessionContents, branch: int | None = None) -> Run:
    """Return the course of a branch, of the shown one if none is given, from iteration 0 on."""
    number = contents.current if branch is None else branch
    parts = tuple(_lineage(contents, number))
    return _run(
        contents.experiment,
        [setting for each, end in parts for setting in each.changes if setting[0] < end],
        contents.columns(number),
        {k: state for each, end in parts for k, state in each.states.items() if k <= end},
    )


def _run(
    experiment: Experiment,
    settings: Iterable[Setting],
    scalars: Columns,
    states: Mapping[int, TrainerState],
) -> Run:
    kept = tuple(_without_repeats(settings))
    began = replace(experiment, hyperparameters=kept[0][1]) if kept else experiment
    return Run(began, kept or ((0, began.hyperparameters),), scalars, states)


def _without_repeats(settings: Iterable[Setting]) -> Iterator[Setting]:
    """Yield those that change something: a branch may begin with what it came from."""
    before = None
    for begin, now in settings:
        if now != before:
            yield begin, now
        before = now


def _lineage(contents: SessionContents, number: int) -> Iterator[tuple[BranchContents, int]]:
    """Yield the branches that led to one, the first at first, and where each is left."""
    branch = contents.branch(number)
    if branch.fork is not None:
        for each, end in _lineage(contents, branch.fork.branch):
            yield each, min(end, branch.fork.iteration)
    yield branch, branch.end
