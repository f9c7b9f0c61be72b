"""Where θ has been in each branch of a run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from pgviz.gui.branching.family import others_of, visible
from pgviz.training.keyframes import thinned
from pgviz.training.snapshot import Snapshot
from pgviz.training.state import TrainerState

MOST = 64  # points of a path besides forks and its end: more can't be told apart


@dataclass(frozen=True, eq=False)
class Path:
    """The way of a branch; of another than the present one only from where they part."""

    number: int
    name: str
    is_present: bool
    iterations: np.ndarray  # [points]
    thetas: np.ndarray  # [points, parameters] before each of them

    def after(self, parted: int, trunk: "Path") -> "Path":
        """Return what follows on the path from which it has parted before an iteration.

        It begins on the last point of `trunk` that both share.
        """
        own, joint = self.iterations > parted, trunk.iterations <= parted
        iterations = np.concatenate([trunk.iterations[joint][-1:], self.iterations[own]])
        thetas = np.concatenate([trunk.thetas[joint][-1:], self.thetas[own]])
        return replace(self, iterations=iterations, thetas=thetas)


def paths_of(snapshot: Snapshot) -> tuple[Path, ...]:
    """Return the paths of all branches that are seen, the present one last."""
    whole = _whole_paths(snapshot)
    present = whole.pop(snapshot.branch, None)
    if present is None:
        return ()
    parted = {other.number: other.parted for other in others_of(snapshot)}
    return *(path.after(parted[number], present) for number, path in whole.items()), present


def _whole_paths(snapshot: Snapshot) -> dict[int, Path]:
    """Return the paths of branches from the beginning, by number; none leaves out a fork."""
    forks = [branch.fork.iteration for branch in snapshot.branches if branch.fork is not None]
    paths = {}
    for branch in visible(snapshot):
        if branch.keyframes is not None and len(branch.keyframes):
            points = branch.keyframes.thetas(MOST, forks)
            is_present = branch.number == snapshot.branch
            paths[branch.number] = Path(branch.number, branch.name, is_present, *points)
    return paths


@dataclass(frozen=True)
class Source:
    """Where paths come from, and by what it is told whether they are others."""

    subject: tuple[object, ...]
    paths: Callable[[], tuple[Path, ...]]  # which takes some ms

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Source":
        """Return the source that the branches of a run are."""
        branches = tuple((each.number, each.name, each.hidden) for each in snapshot.branches)
        return cls((snapshot.run, snapshot.branch, branches), partial(paths_of, snapshot))

    @classmethod
    def of_states(cls, name: str, states: Mapping[int, TrainerState]) -> "Source":
        """Return the source that some states of one course are, by iteration."""
        return cls((name,), partial(_paths_of_states, name, states))


def _paths_of_states(name: str, states: Mapping[int, TrainerState]) -> tuple[Path, ...]:
    numbers = thinned(sorted(states), MOST)
    thetas = np.array([states[number].theta for number in numbers])
    return (Path(0, name, True, np.array(numbers), thetas),) if numbers else ()
