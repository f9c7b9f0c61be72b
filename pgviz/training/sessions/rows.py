"""From what a session holds to the rows of its tables."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from pgviz import __version__
from pgviz.training.sessions.arrays import FLOATS, encoded
from pgviz.training.sessions.breakpoint_values import mapping_of
from pgviz.training.sessions.contents import BranchContents, SessionContents
from pgviz.training.sessions.json_text import to_json
from pgviz.training.sessions.schema import Row
from pgviz.training.state import TrainerState

BLOCK = 4096  # iterations that a block of scalars holds at the most


def meta_rows(contents: SessionContents, *, is_open: bool) -> Iterator[Row]:
    """Yield what is said of the session as a whole; `is_open` while a program writes to it."""
    for key, value in _meta(contents, is_open=is_open).items():
        yield {"key": key, "value": to_json(value, f"The session's {key}")}


def open_row(*, is_open: bool) -> Row:
    """Return the row that says whether the file is written to, or was left without being closed."""
    return {"key": "open", "value": to_json(is_open, "open")}


def branch_row(branch: BranchContents) -> Row:
    """Return what is said of a branch as a whole."""
    fork = branch.fork
    return {
        "number": branch.number,
        "name": to_json(branch.name, "A branch's name"),
        "fork_branch": fork.branch if fork else None,
        "fork_iteration": fork.iteration if fork else None,
        "iterations": branch.end - branch.first,
        "changes": len(branch.changes),
        "states": len(branch.states),
        "stops": len(branch.stops),
    }


def change_rows(branch: BranchContents) -> Iterator[Row]:
    """Yield the hyperparameters of a branch, from which iteration on each."""
    for iteration, hyperparameters in branch.changes:
        text = to_json(hyperparameters.as_mapping(), "A change of hyperparameters")
        yield {"branch": branch.number, "iteration": iteration, "hyperparameters": text}


def stop_rows(branch: BranchContents) -> Iterator[Row]:
    """Yield which breakpoint struck at which iteration of a branch."""
    for iteration, breakpoint in branch.stops:
        text = to_json(mapping_of(breakpoint), "A breakpoint")
        yield {"branch": branch.number, "iteration": iteration, "breakpoint": text}


def state_row(branch: int, state: TrainerState) -> Row:
    """Return what a state holds beside its arrays."""
    return {
        "branch": branch,
        "iteration": state.iteration,
        "seed": state.seed,
        "optimizer": state.optimizer.kind,
        "count": state.optimizer.count,
    }


def array_rows(branch: int, state: TrainerState) -> Iterator[Row]:
    """Yield the arrays of a state."""
    for name, array in arrays_of(state).items():
        block = encoded(array, FLOATS)
        yield {"branch": branch, "iteration": state.iteration, "name": name, **block}


def arrays_of(state: TrainerState) -> dict[str, np.ndarray]:
    """Return a state's arrays by name, those that there are."""
    arrays = {
        "theta": state.theta,
        "velocity": state.optimizer.velocity,
        "squares": state.optimizer.squares,
        "moments": state.value.moments,
        "targets": state.value.targets,
    }
    return {name: array for name, array in arrays.items() if array is not None}


def scalar_rows(branch: BranchContents, begin: int) -> Iterator[Row]:
    """Yield the scalars of a branch in blocks, from the `begin`th of its own iterations on."""
    count = branch.end - branch.first
    for start in range(begin, count, BLOCK):
        stop = min(start + BLOCK, count)
        named = {"branch": branch.number, "iteration": branch.first + start}
        for name, column in branch.scalars.items():
            block = encoded(column[start:stop], column.dtype.newbyteorder("<").str)
            yield {**named, "name": name, **block}


def _meta(contents: SessionContents, *, is_open: bool) -> Mapping[str, Any]:
    experiment = contents.experiment
    spec = experiment.environment
    return {
        "program": f"pgviz {__version__}",
        "open": is_open,
        "environment": {"id": spec.id, "arguments": dict(spec.arguments)},
        "hyperparameters": experiment.hyperparameters.as_mapping(),
        "seed": experiment.seed,
        "scenario": experiment.scenario,
        "branches": [branch.number for branch in contents.branches],
        "current": contents.current,
        "shown": contents.shown,
        "notes": contents.notes,
        "breakpoints": [mapping_of(each) for each in contents.breakpoints],
    }
