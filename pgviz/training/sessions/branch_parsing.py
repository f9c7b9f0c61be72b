"""From the rows that belong to a branch to what was kept of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.errors import shorten
from pgviz.estimation.value import ValueFit
from pgviz.training.fork import Fork
from pgviz.training.history import DTYPES, Columns, Stop
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.optimizers import OptimizerState
from pgviz.training.sessions.arrays import FLOATS, decoded, require_finite
from pgviz.training.sessions.breakpoint_values import parse_breakpoint
from pgviz.training.sessions.contents import BranchContents
from pgviz.training.sessions.failures import Damaged
from pgviz.training.sessions.hyperparameter_values import parse_hyperparameters
from pgviz.training.sessions.json_text import from_json
from pgviz.training.sessions.schema import ARRAYS, CHANGES, SCALARS, STATES, STOPS, Row, Rows
from pgviz.training.state import TrainerState

OF_OPTIMIZERS: Mapping[str, tuple[str, ...]] = {
    "none": (),
    "sgd": (),
    "momentum": ("velocity",),
    "adam": ("velocity", "squares"),
}
"""The arrays that each optimiser carries on."""

Arrays = Mapping[str, np.ndarray]


def parse_branch(row: Row, rows: Rows) -> BranchContents:
    """Return the branch of a row of `branches`, and of its own rows of the others, in order."""
    where = f"in branch {row['number']}"
    _require_counts(row, rows, where)
    scalars = _scalars(rows[SCALARS.name], where)
    if len(scalars["iteration"]) != row["iterations"]:
        raise Damaged(
            f"{where} there are scalars of {len(scalars['iteration'])} iterations, "
            f"not of {row['iterations']}"
        )
    return BranchContents(
        number=row["number"],
        name=_text(from_json(row["name"], f"{where} the name"), f"{where} the name"),
        fork=_fork(row, where),
        changes=tuple(_changes(rows[CHANGES.name], where)),
        scalars=scalars,
        states={state.iteration: state for state in _states(rows, where)},
        stops=tuple(_stops(rows[STOPS.name], where)),
    )


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str):
        raise Damaged(f"{what} is text, not {shorten(repr(value), 40)}")
    return value


def _require_counts(row: Row, rows: Rows, where: str) -> None:
    for name in (CHANGES.name, STATES.name, STOPS.name):
        if row[name] != len(rows[name]):
            raise Damaged(f"{where} there are {len(rows[name])} {name}, not {row[name]}")


def _fork(row: Row, where: str) -> Fork | None:
    places = row["fork_branch"], row["fork_iteration"]
    if places == (None, None):
        return None
    if None in places:
        raise Damaged(f"{where} the fork is half there")
    return Fork(row["fork_branch"], row["fork_iteration"])


def _changes(rows: Sequence[Row], where: str) -> Iterator[tuple[int, Hyperparameters]]:
    for row in rows:
        what = f"{where} the hyperparameters from iteration {row['iteration']} on"
        values = from_json(row["hyperparameters"], what)
        if not isinstance(values, dict):
            raise Damaged(f"{what} are an object, not {shorten(repr(values), 40)}")
        yield row["iteration"], parse_hyperparameters(values, what)


def _stops(rows: Sequence[Row], where: str) -> Iterator[Stop]:
    for row in rows:
        what = f"{where} the breakpoint at iteration {row['iteration']}"
        yield row["iteration"], parse_breakpoint(from_json(row["breakpoint"], what), what)


def _states(rows: Rows, where: str) -> Iterator[TrainerState]:
    arrays = _by_iteration(rows[ARRAYS.name])
    for row in rows[STATES.name]:
        own = arrays.pop(row["iteration"], [])
        yield _state(row, own, f"{where} the state before iteration {row['iteration']}")
    for iteration in arrays:
        raise Damaged(f"{where} there are arrays of iteration {iteration}, but no state")


def _state(row: Row, rows: Sequence[Row], where: str) -> TrainerState:
    arrays = {each["name"]: decoded(each, FLOATS, f"{where}: {each['name']}") for each in rows}
    _require_arrays(row["optimizer"], arrays, where)
    return TrainerState(
        iteration=row["iteration"],
        theta=arrays["theta"],
        optimizer=OptimizerState(
            row["optimizer"],
            row["count"],
            arrays.get("velocity"),
            arrays.get("squares"),
        ),
        value=ValueFit(arrays["moments"], arrays["targets"]),
        seed=row["seed"],
    )


def _require_arrays(optimizer: str, arrays: Arrays, where: str) -> None:
    if optimizer not in OF_OPTIMIZERS:
        raise Damaged(f"{where} is of an unknown optimiser, {shorten(repr(optimizer), 40)}")
    like_theta = ("theta", *OF_OPTIMIZERS[optimizer])
    wanted = {*like_theta, "moments", "targets"}
    if set(arrays) != wanted:
        names = shorten(", ".join(sorted(set(arrays) ^ wanted)), 80)
        raise Damaged(f"{where} has not the arrays that it should have: {names}")
    for name, array in arrays.items():
        require_finite(array, f"{where}: {name}")
    for name in like_theta:
        _require_shape(arrays[name].shape, [(arrays["theta"].size,)], f"{where}: {name}")
    count = arrays["targets"].size
    _require_shape(arrays["targets"].shape, [(count,)], f"{where}: targets")
    _require_shape(arrays["moments"].shape, [(count,), (count, count)], f"{where}: moments")


def _require_shape(shape: tuple[int, ...], wanted: Sequence[tuple[int, ...]], what: str) -> None:
    if shape not in wanted:
        raise Damaged(f"{what} has the shape {list(shape)}, which doesn't fit the others")


def _scalars(rows: Sequence[Row], where: str) -> Columns:
    blocks = [_block(block, where) for block in _by_iteration(rows).values()]
    return {
        name: freeze(np.concatenate([np.empty(0, dtype), *(block[name] for block in blocks)]))
        for name, dtype in DTYPES.items()
    }


def _block(rows: Sequence[Row], where: str) -> Arrays:
    texts = {name: dtype.newbyteorder("<").str for name, dtype in DTYPES.items()}
    known = {row["name"]: row for row in rows if row["name"] in DTYPES}
    what = f"{where} the scalars from iteration {rows[0]['iteration']} on"
    missing = DTYPES.keys() - known.keys()
    if missing:
        raise Damaged(f"{what} lack {', '.join(sorted(missing))}")
    block = {name: decoded(row, texts[name], f"{what}: {name}") for name, row in known.items()}
    if any(column.ndim != 1 for column in block.values()):
        raise Damaged(f"{what} have more than one dimension")
    if len({len(column) for column in block.values()}) > 1:
        raise Damaged(f"{what} are not equally long")
    return block


def _by_iteration(rows: Sequence[Row]) -> dict[int, list[Row]]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[row["iteration"]].append(row)
    return dict(grouped)
