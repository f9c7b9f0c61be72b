"""A process that saves a growing run, and says after each save how far it is: to be killed.

python -m tests.training.sessions.saving FILE [copy]
"""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from pgviz.environments import make_world
from pgviz.training.history import DTYPES
from pgviz.training.sessions.contents import BranchContents, SessionContents
from pgviz.training.sessions.writing import SessionWriter
from pgviz.training.state import TrainerState, initial_state
from tests.training.sessions.sessions import EXPERIMENT, FITTED

ROWS = 10_000


def figures(count: int) -> dict[str, np.ndarray]:
    """Return figures that tell which iteration they are of."""
    numbers = np.arange(count)
    return {name: (numbers * 3).astype(dtype) for name, dtype in DTYPES.items()} | {
        "iteration": numbers
    }


def state_at(first: TrainerState, iteration: int) -> TrainerState:
    """Return a state whose θ tells which iteration it is before."""
    return replace(first, iteration=iteration, theta=np.full_like(first.theta, iteration))


def grown(first: TrainerState, all_figures: dict[str, np.ndarray], count: int) -> SessionContents:
    """Return the run after `count` iterations."""
    scalars = {name: column[:count] for name, column in all_figures.items()}
    kept = {at: state_at(first, at) for at in (0, count - count % 50, count)}
    branch = BranchContents(0, "main", None, ((0, FITTED),), scalars, kept)
    return SessionContents(EXPERIMENT, (branch,), 0)


def main() -> None:
    path, copies = Path(sys.argv[1]), sys.argv[2:] == ["copy"]
    world = make_world(EXPERIMENT.environment)
    first, all_figures = initial_state(world, FITTED, EXPERIMENT.seed), figures(ROWS)
    with SessionWriter.create(path, grown(first, all_figures, 0)) as writer:
        print(0, flush=True)
        for count in range(7, ROWS, 7):
            writer.save(grown(first, all_figures, count))
            if copies:
                writer.save_copy(path.with_name("copy.pgviz"))
            print(count, flush=True)


if __name__ == "__main__":
    main()
