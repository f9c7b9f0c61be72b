"""Sessions to write and to read, from a plain loop."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from pgviz.training.breakpoints import Breakpoint
from pgviz.training.experiment import Experiment
from pgviz.training.fork import Fork
from pgviz.training.history import columns_of
from pgviz.training.iteration import Iteration
from pgviz.training.sessions.contents import BranchContents, SessionContents
from pgviz.training.sessions.reading import read_session
from tests.training.runs import GRID, PLAIN, plainly

FITTED = PLAIN.changed({"optimizer": "adam", "baseline": "value"})
LATER = FITTED.changed({"learning_rate": 0.3})
EXPERIMENT = Experiment(GRID, FITTED, seed=3, scenario="gridworld")
CHANGED_AT, LEFT_AT, MOST = 4, 6, 12

STOPS = ((2, Breakpoint("mean-return", -3.5)), (9, Breakpoint("first-success")))
BREAKPOINTS = (Breakpoint("spike", 7.5), Breakpoint("iteration", 100))
CHANGES = ((0, FITTED), (CHANGED_AT, LATER))
MOMENTUM = LATER.changed({"optimizer": "momentum"})


def iterations() -> list[Iteration]:
    """Return the iterations of the first branch."""
    return list(plainly(EXPERIMENT, MOST, dict(CHANGES)))


def session(made: list[Iteration], count: int, **more: Any) -> SessionContents:
    """Return the session of one branch after `count` iterations, a state kept of every third."""
    states = {each.number: each.before for each in made[:count] if each.number % 3 == 0}
    states[count] = made[count].before if count < len(made) else made[-1].after
    changes = tuple(change for change in CHANGES if change[0] <= count)
    scalars = columns_of([each.scalars for each in made[:count]])
    branch = BranchContents(0, "main", None, changes, scalars, states)
    return SessionContents(EXPERIMENT, (branch,), current=0, **more)


def branched(made: list[Iteration]) -> SessionContents:
    """Return a session of two branches, where they stopped, notes, and what is shown."""
    first = replace(session(made, 10).branches[0], stops=STOPS)
    others = {**dict(CHANGES), LEFT_AT: MOMENTUM}
    own = list(plainly(EXPERIMENT, 9, others))[LEFT_AT:]
    second = BranchContents(
        number=2,
        name="momentum, 動量",
        fork=Fork(0, LEFT_AT),
        changes=((LEFT_AT, MOMENTUM),),
        scalars=columns_of([each.scalars for each in own]),
        states={LEFT_AT: own[0].before, 9: own[-1].after},
        stops=((7, Breakpoint("entropy", 1.25)),),
    )
    notes = 'α too large? "so"\n\0'
    return SessionContents(EXPERIMENT, (first, second), 2, 7, notes, BREAKPOINTS)


def theta_in(path: Path) -> str:
    """Return the hash of θ that the newest iteration of a file's present branch ends in."""
    contents = read_session(path)
    branch = contents.branch(contents.current)
    return branch.states[branch.end].theta_sha256


def bytes_of(value: Any) -> dict[str, Any]:
    """Return what a session is made of such that equality means the same bytes and types."""
    return dict(_leaves(value, ""))


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    parts = _parts(value)
    if parts is None:
        yield path, _leaf(value)
    else:
        yield f"{path}:", sorted(parts, key=str)
        for name, part in parts.items():
            yield from _leaves(part, f"{path}.{name}")


def _parts(value: Any) -> Mapping[Any, Any] | None:
    if is_dataclass(value):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    if isinstance(value, Mapping):
        return value
    return dict(enumerate(value)) if isinstance(value, tuple | list) else None


def _leaf(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    return type(value), value.hex() if isinstance(value, float) else value
