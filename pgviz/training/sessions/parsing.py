"""From the rows of a session file to what the session holds; nothing of them is taken on trust."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pgviz.environments.errors import shorten
from pgviz.environments.world import EnvironmentSpec
from pgviz.training.breakpoints import Breakpoint
from pgviz.training.experiment import LARGEST_SEED, Experiment
from pgviz.training.sessions.branch_parsing import parse_branch
from pgviz.training.sessions.breakpoint_values import parse_breakpoint
from pgviz.training.sessions.contents import BranchContents, SessionContents
from pgviz.training.sessions.failures import Damaged
from pgviz.training.sessions.hyperparameter_values import parse_hyperparameters
from pgviz.training.sessions.json_text import from_json
from pgviz.training.sessions.schema import BRANCHES, META, OF_BRANCHES, Row, Rows, Value

KINDS = {
    bool: "true or false",
    int: "a whole number",
    str: "text",
    list: "a list",
    dict: "an object",
    type(None): "null",
}

REQUIRED: Mapping[str, tuple[type, ...]] = {
    "open": (bool,),
    "environment": (dict,),
    "hyperparameters": (dict,),
    "seed": (int,),
    "scenario": (str, type(None)),
    "branches": (list,),
    "current": (int,),
    "shown": (int, type(None)),
    "notes": (str,),
    "breakpoints": (list,),
}


def parse(rows: Rows) -> SessionContents:
    """Return the session that the rows of all tables hold.

    Raises Damaged, which says where something is missing or wrong.
    """
    meta = _meta(rows[META.name])
    return SessionContents(
        experiment=_experiment(meta),
        branches=_branches(meta["branches"], rows),
        current=meta["current"],
        shown=meta["shown"],
        notes=meta["notes"],
        breakpoints=tuple(_breakpoints(meta["breakpoints"])),
    )


def parse_open(rows: Iterable[Row]) -> bool:
    """Return whether the rows of `meta`, of any version, say that the file was not closed."""
    return bool(_value(_texts(rows), "open", REQUIRED["open"]))


def _meta(rows: Iterable[Row]) -> dict[str, Any]:
    """Return what is said of the session as a whole; keys that are not known are passed over."""
    texts = _texts(rows)
    return {key: _value(texts, key, kinds) for key, kinds in REQUIRED.items()}


def _texts(rows: Iterable[Row]) -> dict[Value, str]:
    return {row["key"]: row["value"] for row in rows}


def _value(texts: Mapping[Any, str], key: str, kinds: tuple[type, ...]) -> Any:
    if key not in texts:
        raise Damaged(f"in meta the key {key} is missing")
    return _of_kind(from_json(texts[key], f"in meta {key}"), kinds, f"in meta {key}")


def _of_kind(value: Any, kinds: tuple[type, ...], what: str) -> Any:
    if type(value) not in kinds:
        wanted = " or ".join(KINDS[kind] for kind in kinds)
        raise Damaged(f"{what} is {wanted}, not {shorten(repr(value), 40)}")
    return value


def _experiment(meta: Mapping[str, Any]) -> Experiment:
    environment = meta["environment"]
    id = _of_kind(environment.get("id"), (str,), "in meta environment.id")
    arguments = _of_kind(environment.get("arguments"), (dict,), "in meta environment.arguments")
    begun = parse_hyperparameters(meta["hyperparameters"], "in meta hyperparameters")
    if not 0 <= meta["seed"] <= LARGEST_SEED:
        raise Damaged(f"in meta the seed is {shorten(str(meta['seed']), 40)}")
    return Experiment(EnvironmentSpec(id, arguments), begun, meta["seed"], meta["scenario"])


def _breakpoints(values: list[Any]) -> Iterator[Breakpoint]:
    for number, value in enumerate(values):
        yield parse_breakpoint(value, f"in meta breakpoint {number}")


def _branches(numbers: list[Any], rows: Rows) -> tuple[BranchContents, ...]:
    own = {row["number"]: row for row in rows[BRANCHES.name]}
    if list(own) != numbers:
        found = shorten(str(list(own)), 40)
        raise Damaged(f"in meta branches are {shorten(str(numbers), 40)}, but there are {found}")
    return tuple(parse_branch(row, _rows_of(number, rows)) for number, row in own.items())


def _rows_of(branch: Value, rows: Rows) -> Rows:
    return {
        table.name: [row for row in rows[table.name] if row["branch"] == branch]
        for table in OF_BRANCHES
    }
