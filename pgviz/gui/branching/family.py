"""Which past branches share."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from pgviz.training.branches import Branch
from pgviz.training.history import History
from pgviz.training.snapshot import Snapshot


@dataclass(frozen=True)
class Other:
    """A branch beside the present one, which is the same up to where they part."""

    number: int
    name: str
    history: History
    parted: int  # the first iteration that they don't share


def others_of(snapshot: Snapshot) -> tuple[Other, ...]:
    """Return the branches that are seen beside the present one."""
    known = _by_number(snapshot)
    present = _line_of(snapshot.branch, known)
    return tuple(
        Other(each.number, each.name, each.history, _parted(present, _line_of(each.number, known)))
        for each in visible(snapshot)
        if each.number != snapshot.branch
    )


def visible(snapshot: Snapshot) -> tuple[Branch, ...]:
    """Return the branches that were not deleted."""
    return tuple(branch for branch in snapshot.branches if not branch.hidden)


def forks_of(snapshot: Snapshot) -> tuple[tuple[int, str], ...]:
    """Return where on the way to the present a branch has left: the iteration, and its name."""
    known = _by_number(snapshot)
    present = _line_of(snapshot.branch, known)
    return tuple(
        (each.fork.iteration, each.name)
        for each in visible(snapshot)
        if each.fork is not None and each.fork.iteration <= present.get(each.fork.branch, -1)
    )


def _by_number(snapshot: Snapshot) -> Mapping[int, Branch]:
    return {branch.number: branch for branch in snapshot.branches}


def _line_of(number: int, known: Mapping[int, Branch]) -> dict[int, int]:
    """Return the branches on the way to one, each with the iteration before which it is left.

    Before the first run begins there is none that is known.
    """
    until = {number: sys.maxsize}
    while number in known and (fork := known[number].fork) is not None:
        until[fork.branch] = min(fork.iteration, until[number])
        number = fork.branch
    return until


def _parted(one: Mapping[int, int], other: Mapping[int, int]) -> int:
    return max(min(one[number], other[number]) for number in one.keys() & other.keys())
