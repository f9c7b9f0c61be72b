"""What has to be written so that a file holds a session, given what it holds already."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pgviz.training.breakpoints import Breakpoint
from pgviz.training.experiment import Experiment
from pgviz.training.fork import Fork
from pgviz.training.history import Stop
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.sessions.contents import BranchContents, SessionContents
from pgviz.training.sessions.rows import (
    BLOCK,
    array_rows,
    branch_row,
    change_rows,
    meta_rows,
    scalar_rows,
    state_row,
    stop_rows,
)
from pgviz.training.sessions.schema import (
    ARRAYS,
    BRANCHES,
    CHANGES,
    OF_BRANCHES,
    SCALARS,
    STATES,
    STOPS,
    TABLES,
    Row,
    Table,
)

Edit = tuple[str, tuple[Any, ...]]
"""A statement of SQL and its parameters."""


@dataclass(frozen=True)
class SavedBranch:
    """What is remembered of a branch in the file: enough to tell what is new."""

    name: str
    fork: Fork | None
    changes: tuple[tuple[int, Hyperparameters], ...]
    first: int
    end: int
    last: tuple[bytes, ...]  # the scalars of its last iteration
    states: frozenset[int]  # the iterations before which a state is kept
    stops: tuple[Stop, ...]

    @classmethod
    def of(cls, branch: BranchContents) -> "SavedBranch":
        """Return what is remembered once a branch is in the file."""
        count = branch.end - branch.first
        return cls(
            name=branch.name,
            fork=branch.fork,
            changes=branch.changes,
            first=branch.first,
            end=branch.end,
            last=_scalars_at(branch, count - 1) if count else (),
            states=frozenset(branch.states),
            stops=branch.stops,
        )

    def goes_on_as(self, branch: BranchContents) -> bool:
        """Return whether a branch is this one, perhaps with more behind it."""
        count = self.end - self.first
        return (
            self.fork == branch.fork
            and self.end <= branch.end
            and (count == 0 or self.last == _scalars_at(branch, count - 1))
            and _until(self.changes, self.end) == _until(branch.changes, self.end)
        )


@dataclass(frozen=True)
class Saved:
    """What is remembered of a session in the file."""

    experiment: Experiment
    branches: Mapping[int, SavedBranch]
    current: int
    shown: int | None
    notes: str
    breakpoints: tuple[Breakpoint, ...]

    @classmethod
    def of(cls, contents: SessionContents) -> "Saved":
        """Return what is remembered once a session is in the file."""
        branches = {branch.number: SavedBranch.of(branch) for branch in contents.branches}
        return cls(
            experiment=contents.experiment,
            branches=branches,
            current=contents.current,
            shown=contents.shown,
            notes=contents.notes,
            breakpoints=contents.breakpoints,
        )


def first_edits(contents: SessionContents, *, is_open: bool) -> Iterator[Edit]:
    """Yield what makes an empty file hold a session."""
    for branch in contents.branches:
        yield from _added(branch)
    yield from _insertions(TABLES["meta"], meta_rows(contents, is_open=is_open))


def edits(before: Saved, contents: SessionContents) -> Iterator[Edit]:
    """Yield what makes a file that holds `before`, and is open, hold a session."""
    kept = before.branches if before.experiment == contents.experiment else {}
    now = {branch.number: branch for branch in contents.branches}
    for number, saved in before.branches.items():
        if number not in kept or number not in now or not saved.goes_on_as(now[number]):
            yield from _removed(number)
        else:
            yield from _continued(saved, now.pop(number))
    for branch in now.values():
        yield from _added(branch)
    yield from _insertions(TABLES["meta"], meta_rows(contents, is_open=True))


def _added(branch: BranchContents) -> Iterator[Edit]:
    yield from _insertions(BRANCHES, [branch_row(branch)])
    yield from _insertions(CHANGES, change_rows(branch))
    yield from _insertions(STOPS, stop_rows(branch))
    yield from _insertions(SCALARS, scalar_rows(branch, 0))
    yield from _states(branch, branch.states)


def _continued(before: SavedBranch, branch: BranchContents) -> Iterator[Edit]:
    if before == SavedBranch.of(branch):
        return
    yield from _insertions(BRANCHES, [branch_row(branch)])
    if before.changes != branch.changes:
        yield _deletion(CHANGES, branch=branch.number)
        yield from _insertions(CHANGES, change_rows(branch))
    if before.stops != branch.stops:
        yield _deletion(STOPS, branch=branch.number)
        yield from _insertions(STOPS, stop_rows(branch))
    begun = before.end - before.first
    yield from _insertions(SCALARS, scalar_rows(branch, begun - begun % BLOCK))
    yield from _states(branch, branch.states.keys() - before.states)
    for iteration in before.states - branch.states.keys():
        for table in (STATES, ARRAYS):
            yield _deletion(table, branch=branch.number, iteration=iteration)


def _removed(branch: int) -> Iterator[Edit]:
    yield _deletion(BRANCHES, number=branch)
    for table in OF_BRANCHES:
        yield _deletion(table, branch=branch)


def _states(branch: BranchContents, iterations: Iterable[int]) -> Iterator[Edit]:
    for iteration in iterations:
        state = branch.states[iteration]
        yield from _insertions(STATES, [state_row(branch.number, state)])
        yield from _insertions(ARRAYS, array_rows(branch.number, state))


def _insertions(table: Table, rows: Iterable[Row]) -> Iterator[Edit]:
    for row in rows:
        yield table.insertion, table.sealed(row)


def _deletion(table: Table, **key: int) -> Edit:
    where = " AND ".join(f"{name} = ?" for name in key)
    return f"DELETE FROM {table.name} WHERE {where}", tuple(key.values())


def _scalars_at(branch: BranchContents, index: int) -> tuple[bytes, ...]:
    return tuple(column[index].tobytes() for column in branch.scalars.values())


def _until(
    changes: tuple[tuple[int, Hyperparameters], ...], end: int
) -> tuple[tuple[int, Hyperparameters], ...]:
    return tuple(change for change in changes if change[0] < end)
