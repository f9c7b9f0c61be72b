"""Sessions to write and to read: real ones, from a plain loop, and ones of any values."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pgviz.environments import EnvironmentSpec
from pgviz.environments.batch import freeze
from pgviz.estimation.value import ValueFit
from pgviz.training.breakpoint_kinds import KINDS
from pgviz.training.breakpoints import Breakpoint
from pgviz.training.declarations import Choice, Declaration, Integer, Number, Sizes
from pgviz.training.experiment import LARGEST_SEED, Experiment
from pgviz.training.fork import Fork
from pgviz.training.history import DTYPES, Columns, columns_of
from pgviz.training.hyperparameters import DECLARATIONS, Hyperparameters
from pgviz.training.iteration import Iteration
from pgviz.training.optimizers import OptimizerState
from pgviz.training.sessions.contents import BranchContents, SessionContents
from pgviz.training.sessions.reading import read_session
from pgviz.training.state import TrainerState
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


finite = st.floats(allow_nan=False, allow_infinity=False)
counts = st.integers(0, 2**63 - 1)
texts = st.text(max_size=20)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | finite | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)


def values_of(declaration: Declaration) -> st.SearchStrategy[Any]:
    """Return every value that a hyperparameter may have."""
    return VALUES[type(declaration)](declaration)


VALUES: Mapping[type, Any] = {
    Choice: lambda each: st.sampled_from([option.value for option in each.options]),
    Integer: lambda each: st.integers(int(each.low), int(each.high)),
    Number: lambda each: st.floats(each.low, each.high),
    Sizes: lambda each: st.lists(st.integers(1, each.high), max_size=each.most),
}

hyperparameters = st.fixed_dictionaries(
    {key: values_of(each) for key, each in DECLARATIONS.items()}
).map(lambda values: Hyperparameters().changed(values))


@st.composite
def breakpoints(draw: Any) -> Breakpoint:
    kind = draw(st.sampled_from(list(KINDS.values())))
    return Breakpoint(kind.key, 0.0 if kind.threshold is None else draw(values_of(kind.threshold)))


def vectors(count: int) -> st.SearchStrategy[np.ndarray]:
    """Return finite vectors of any bits."""
    return arrays.arrays(np.float64, count, elements=finite).map(freeze)


@st.composite
def states(draw: Any, iteration: int) -> TrainerState:
    count, values = draw(st.integers(0, 3)), draw(st.integers(0, 2))
    shape = draw(st.sampled_from([(values,), (values, values)]))
    kind = draw(st.sampled_from(["none", "sgd", "momentum", "adam"]))
    velocity = draw(vectors(count)) if kind in ("momentum", "adam") else None
    squares = draw(vectors(count)) if kind == "adam" else None
    moments = freeze(draw(arrays.arrays(np.float64, shape, elements=finite)))
    return TrainerState(
        iteration=iteration,
        theta=draw(vectors(count)),
        optimizer=OptimizerState(kind, draw(counts), velocity, squares),
        value=ValueFit(moments, draw(vectors(values))),
        seed=draw(st.integers(0, LARGEST_SEED)),
    )


@st.composite
def scalars(draw: Any, first: int, end: int) -> Columns:
    """Return scalars of any bits, NaN with its payload among them."""
    raw = {
        name: draw(arrays.arrays(np.int64, end - first)).view(dtype)
        for name, dtype in DTYPES.items()
    }
    return {**raw, "iteration": np.arange(first, end)}


@st.composite
def branches(draw: Any, number: int, fork: Fork | None) -> BranchContents:
    first = fork.iteration if fork else 0
    end = first + draw(st.integers(0, 3))
    kept = {first, end} | draw(st.sets(st.integers(first, end), max_size=2))
    at = {first} | draw(st.sets(st.integers(first, end), max_size=2))
    stopped = {each for each in draw(st.sets(st.integers(first, end), max_size=2)) if each < end}
    return BranchContents(
        number=number,
        name=draw(texts),
        fork=fork,
        changes=tuple((each, draw(hyperparameters)) for each in sorted(at)),
        scalars=draw(scalars(first, end)),
        states={each: draw(states(each)) for each in sorted(kept)},
        stops=tuple((each, draw(breakpoints())) for each in sorted(stopped)),
    )


@st.composite
def sessions(draw: Any) -> SessionContents:
    """Return any session that can be."""
    first = draw(branches(0, None))
    fork = Fork(0, draw(st.integers(0, first.end)))
    second = draw(st.none() | branches(draw(st.integers(1, 2**40)), fork))
    arguments = draw(st.dictionaries(texts, json_values, max_size=2))
    experiment = Experiment(
        EnvironmentSpec("pgviz/TwoStep-v0", arguments),
        draw(hyperparameters),
        draw(st.integers(0, LARGEST_SEED)),
        draw(st.none() | texts),
    )
    both = (first,) if second is None else (first, second)
    shown = draw(st.none() | st.integers(0, both[-1].end - 1)) if both[-1].end else None
    chosen = tuple(draw(st.lists(breakpoints(), max_size=3)))
    return SessionContents(experiment, both, both[-1].number, shown, draw(texts), chosen)
