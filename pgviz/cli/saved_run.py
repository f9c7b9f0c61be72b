"""The session file that `pgviz train` begins, or goes on with."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from pgviz.environments.errors import PgvizError
from pgviz.environments.world import World
from pgviz.training.experiment import Experiment
from pgviz.training.history import Columns, History, columns_of
from pgviz.training.iteration import Iteration, Scalars
from pgviz.training.sessions.contents import BranchContents, SessionContents
from pgviz.training.sessions.fitting import require_fits
from pgviz.training.sessions.reading import needs_import
from pgviz.training.sessions.writing import SessionWriter
from pgviz.training.state import TrainerState, initial_state

SECONDS = 1.0  # between two saves: the most that can be lost
STATES = 256  # that are kept of a run, at the most; what lies between is made again from them


@dataclass
class Run:
    """What learning has come to so far; `experiment` has the newest hyperparameters."""

    experiment: Experiment
    state: TrainerState
    scalars: list[Scalars] = field(default_factory=list)

    def add(self, iteration: Iteration) -> None:
        """Go on to the state after an iteration."""
        self.scalars.append(iteration.scalars)
        self.state = iteration.after


class SavedRun:
    """A run whose session file is brought up to date every second."""

    def __init__(self, run: Run, writer: SessionWriter, contents: SessionContents) -> None:
        self.run = run
        self._writer, self._contents = writer, contents
        self._stride, self._due = 1, time.monotonic() + SECONDS
        branch = contents.branch(contents.current)
        self._states, self._history = dict(branch.states), History()
        if branch.end > branch.first:
            self._history.append(branch.scalars, run.experiment.hyperparameters)

    def keep(self) -> None:
        """Note the run's state, and save what is new if it is time to."""
        state = self.run.state
        if state.iteration % self._stride == 0:
            self._states[state.iteration] = state
        if len(self._states) > STATES:
            self._thin()
        if time.monotonic() >= self._due:
            self._writer.save(self._present)
            self._due = time.monotonic() + SECONDS

    @contextmanager
    def complete(self) -> Iterator[None]:
        """Save what is new, however the block ends."""
        try:
            yield
        finally:
            self._writer.save(self._present)

    @property
    def _present(self) -> SessionContents:
        branches = [self._grown(each) for each in self._contents.branches]
        return replace(self._contents, branches=tuple(branches), shown=None)

    def _grown(self, branch: BranchContents) -> BranchContents:
        if branch.number != self._contents.current:
            return branch
        state = self.run.state
        made = self.run.scalars[branch.first + len(self._history) :]
        if made:
            self._history.append(columns_of(made), self.run.experiment.hyperparameters)
        states = {**self._states, state.iteration: state}
        return replace(branch, scalars=self._history.columns, states=states)

    def _thin(self) -> None:
        self._stride *= 2
        first = min(self._states)
        self._states = {
            number: state
            for number, state in self._states.items()
            if number % self._stride == 0 or number == first
        }


def require_agreement(contents: SessionContents, path: Path, wanted: Experiment | None) -> None:
    """Raise PgvizError where a session isn't the run that the other options name.

    It is also raised where they name none, and making the session's world would import a module:
    naming it with --env is agreeing to that.
    """
    if wanted is not None and wanted != contents.experiment:
        raise PgvizError(
            f"{path} holds another run than the one that the options name; "
            "leave them out to go on with it, or name another file."
        )
    module = needs_import(contents)
    if wanted is None and module:
        raise PgvizError(
            f"{path} would import the module {module!r} and run its code; if you trust it, "
            f"say so with --env {contents.experiment.environment.id}."
        )


@contextmanager
def resumed(path: Path, world: World) -> Iterator[SavedRun]:
    """Go on with a session file for the length of a `with` block."""
    writer, contents = SessionWriter.resume(path)
    with writer:
        require_fits(contents, world)
        saved = SavedRun(_run_of(contents), writer, contents)
        with saved.complete():
            yield saved


@contextmanager
def begun(path: Path, run: Run) -> Iterator[SavedRun]:
    """Begin a session file with a run that has not begun, for the length of a `with` block."""
    experiment, state = run.experiment, run.state
    changes = ((0, experiment.hyperparameters),)
    branch = BranchContents(0, "main", None, changes, columns_of([]), {0: state})
    contents = SessionContents(experiment, (branch,), current=0)
    with SessionWriter.create(path, contents) as writer:
        saved = SavedRun(run, writer, contents)
        with saved.complete():
            yield saved


def first_run(experiment: Experiment, world: World) -> Run:
    """Return a run that has not begun."""
    state = initial_state(world, experiment.hyperparameters, experiment.seed)
    return Run(experiment, state)


def _run_of(contents: SessionContents) -> Run:
    branch = contents.branch(contents.current)
    newest = replace(contents.experiment, hyperparameters=branch.changes[-1][1])
    return Run(newest, branch.states[branch.end], _scalars(contents.columns(branch.number)))


def _scalars(columns: Columns) -> list[Scalars]:
    names = [item.name for item in fields(Scalars)]
    rows = zip(*(columns[name].tolist() for name in names), strict=True)
    return [Scalars(*row) for row in rows]
