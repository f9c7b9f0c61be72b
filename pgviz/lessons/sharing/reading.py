"""From a share string to a run; nothing that it says is trusted."""

import json
import math
from collections.abc import Mapping
from operator import lt
from typing import Any, NoReturn

from pgviz.environments.errors import PgvizError, shorten
from pgviz.environments.world import EnvironmentSpec
from pgviz.lessons.sharing.base import base_of, fingerprint, start_of
from pgviz.lessons.sharing.format import (
    LONGEST_ID,
    MOST_ITERATIONS,
    MOST_STEPS,
    MOST_TRAJECTORIES,
)
from pgviz.lessons.sharing.shared import Shared
from pgviz.lessons.sharing.unpacking import unpacked
from pgviz.lessons.tables import check_keys
from pgviz.training.cursor import PHASES, Cursor
from pgviz.training.experiment import Experiment
from pgviz.training.history import Setting
from pgviz.training.hyperparameters import DECLARATIONS

REQUIRED = {"base": int, "hyperparameters": dict, "changes": list, "cursor": list}
OPTIONAL = {"scenario": str, "environment": str, "arguments": dict, "seed": int}


def decode(text: str) -> Shared:
    """Return what a share string holds; nothing of it is run or imported.

    Raises PgvizError, in one sentence, for whatever is no share string of this version.
    """
    try:
        return _read(_table(unpacked(text)))
    except PgvizError as error:
        reason = shorten(str(error)).rstrip(".")
        raise PgvizError(f"This share string can't be used: {reason}.") from error


def _table(written: bytes) -> dict[str, Any]:
    try:
        table = json.loads(written, parse_constant=_refuse_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise PgvizError(f"it holds no JSON ({error})") from error
    if not isinstance(table, dict):
        raise PgvizError("it holds no table")
    check_keys(table, REQUIRED, OPTIONAL, of="share string")
    return table


def _refuse_number(text: str) -> NoReturn:
    raise PgvizError(f"{text} is no number that is shared")


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse_number(text)


def _read(table: Mapping[str, Any]) -> Shared:
    name = table.get("scenario")
    base = base_of(name)
    if table["base"] != fingerprint(base):
        begun = "the defaults are" if name is None else f"the scenario {name} is"
        raise PgvizError(f"{begun} not what it was made with, but of another version of pgviz")
    start = {**start_of(base), **table}
    experiment = Experiment(
        EnvironmentSpec(_id(start["environment"]), start["arguments"]),
        base.hyperparameters.changed(table["hyperparameters"]),
        start["seed"],
        name,
    )
    cursor = _cursor(table["cursor"])
    return Shared(experiment, _settings(experiment, table["changes"], cursor), cursor)


def _id(id: str) -> str:
    if not id.isprintable() or not 0 < len(id) <= LONGEST_ID:
        raise PgvizError(f"{shorten(repr(id), 40)} is no environment's name")
    return id


def _cursor(numbers: list[Any]) -> Cursor:
    most = MOST_ITERATIONS, len(PHASES), MOST_TRAJECTORIES, MOST_STEPS
    whole = list(map(type, numbers)) == [int] * len(most)
    if not whole or min(numbers) < 0 or not all(map(lt, numbers, most)):
        raise PgvizError(f"{shorten(repr(numbers), 40)} is no place in a run")
    iteration, phase, trajectory, step = numbers
    return Cursor(iteration, PHASES[phase], trajectory, step)


def _settings(experiment: Experiment, changes: list[Any], cursor: Cursor) -> tuple[Setting, ...]:
    settings: list[Setting] = []
    least, present = 0, experiment.hyperparameters
    for change in changes:
        iteration, values = _change(change, least, cursor.iteration + 1)
        present = present.changed(values)
        settings.append((iteration, present))
        least = iteration + 1
    return tuple(settings)


def _change(change: Any, least: int, most: int) -> tuple[int, dict[str, Any]]:
    if not _is_change(change) or not least <= change[0] <= most:
        raise PgvizError(f"{shorten(repr(change), 60)} is no change of hyperparameters")
    iteration, values = change
    for key in values:
        if key in DECLARATIONS and DECLARATIONS[key].restarts:
            raise PgvizError(f"{key} can't change in the middle of a run")
    return iteration, values


def _is_change(change: Any) -> bool:
    return isinstance(change, list) and list(map(type, change)) == [int, dict]
