"""What holds of every session, whether it is about to be written or was just read."""

from collections.abc import Mapping

import numpy as np

from pgviz.training.history import DTYPES
from pgviz.training.sessions.contents import BranchContents, SessionContents
from pgviz.training.sessions.failures import Damaged


def require_consistent(contents: SessionContents) -> None:
    """Raise Damaged where the parts of a session contradict each other."""
    by_number = {branch.number: branch for branch in contents.branches}
    numbers = [branch.number for branch in contents.branches]
    if not numbers or numbers != sorted(by_number) or numbers[0] < 0:
        raise Damaged(f"its branches {numbers} are not numbered once each, in order")
    for branch in contents.branches:
        _require_whole(branch)
        _require_fork(branch, by_number)
    _require_shown(contents, by_number)


def _require_whole(branch: BranchContents) -> None:
    for require in (_require_scalars, _require_changes, _require_states, _require_stops):
        require(branch)


def _require_scalars(branch: BranchContents) -> None:
    wanted, columns = set(DTYPES), branch.scalars
    if set(columns) != wanted:
        names = ", ".join(sorted(wanted ^ set(columns)))
        raise _wrong(
            branch, f"the columns of its scalars are not those that they should be: {names}"
        )
    if any(column.shape != columns["iteration"].shape for column in columns.values()):
        raise _wrong(branch, "its scalars are not equally long")
    if not np.array_equal(columns["iteration"], np.arange(branch.first, branch.end)):
        raise _wrong(branch, "the iterations of its scalars are not in a row")


def _require_changes(branch: BranchContents) -> None:
    iterations = [iteration for iteration, _ in branch.changes]
    in_order = iterations == sorted(set(iterations))
    if not (in_order and iterations and iterations[0] == branch.first):
        raise _wrong(branch, f"its changes don't begin with iteration {branch.first}, in order")
    if iterations[-1] > branch.end:
        raise _wrong(branch, f"there is a change at iteration {iterations[-1]}, behind its end")


def _require_states(branch: BranchContents) -> None:
    for iteration in (branch.first, branch.end):
        if iteration not in branch.states:
            raise _wrong(branch, f"the state before iteration {iteration} is missing")
    for iteration in branch.states:  # not the states themselves, which may be packed
        if not branch.first <= iteration <= branch.end:
            raise _wrong(branch, f"it can't have a state before iteration {iteration}")


def _require_stops(branch: BranchContents) -> None:
    iterations = [iteration for iteration, _ in branch.stops]
    if iterations != sorted(set(iterations)):
        raise _wrong(branch, "its stops are not at one iteration each, in order")
    for iteration in iterations:
        if not branch.first <= iteration < branch.end:
            raise _wrong(branch, f"it can't have stopped at iteration {iteration}")


def _require_fork(branch: BranchContents, by_number: Mapping[int, BranchContents]) -> None:
    if branch.fork is None:
        return
    parent = by_number.get(branch.fork.branch)
    if parent is None or parent.number >= branch.number:
        raise _wrong(branch, f"it leaves branch {branch.fork.branch}, which isn't there before it")
    if not 0 <= branch.fork.iteration <= parent.end:
        raise _wrong(
            branch,
            f"it leaves branch {parent.number} at iteration {branch.fork.iteration}, "
            "which that one doesn't have",
        )


def _require_shown(contents: SessionContents, by_number: Mapping[int, BranchContents]) -> None:
    if contents.current not in by_number:
        raise Damaged(f"it shows branch {contents.current}, which isn't there")
    end, shown = by_number[contents.current].end, contents.shown
    if shown is not None and not 0 <= shown < end:
        raise Damaged(f"it shows iteration {shown}, which branch {contents.current} doesn't have")


def _wrong(branch: BranchContents, problem: str) -> Damaged:
    return Damaged(f"in branch {branch.number} {problem}")
