"""Where θ has been in each branch of a run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from pgviz.gui.branching.family import others_of, visible
from pgviz.training.snapshot import Snapshot
from pgviz.training.state import TrainerState

MOST = 64  # points of a path: more can't be told apart


@dataclass(frozen=True, eq=False)
class Path:
    """The way of a branch; of another than the present one only from where they part."""

    number: int
    name: str
    is_present: bool
    iterations: np.ndarray  # [points]
    thetas: np.ndarray  # [points, parameters] before each of them


def paths_of(snapshot: Snapshot) -> tuple[Path, ...]:
    """Return the paths of all branches that are seen, the present one last."""
    parted = {other.number: other.parted for other in others_of(snapshot)}
    paths = []
    for branch in visible(snapshot):
        if branch.keyframes is None:
            continue
        iterations, thetas = branch.keyframes.thetas(MOST)
        own = iterations >= parted.get(branch.number, 0)
        if own.any():
            is_present = branch.number == snapshot.branch
            path = Path(branch.number, branch.name, is_present, iterations[own], thetas[own])
            paths.append(path)
    return tuple(sorted(paths, key=lambda path: path.is_present))


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
    numbers = sorted(states)
    numbers = numbers[:: max(1, -(-len(numbers) // MOST))]
    thetas = np.array([states[number].theta for number in numbers])
    return (Path(0, name, True, np.array(numbers), thetas),) if numbers else ()
