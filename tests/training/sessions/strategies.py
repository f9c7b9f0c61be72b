"""Sessions of any values."""

from collections.abc import Mapping
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
from pgviz.training.history import DTYPES, Columns
from pgviz.training.hyperparameters import DECLARATIONS, Hyperparameters
from pgviz.training.optimizers import OptimizerState
from pgviz.training.sessions.contents import BranchContents, SessionContents
from pgviz.training.state import TrainerState

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
