"""The scenarios of `resources/scenarios`: a world, settings that were tried on it, what to see."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pgviz.environments.errors import PgvizError
from pgviz.environments.world import EnvironmentSpec
from pgviz.lessons.known import Known
from pgviz.resources import resource
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters

# In the order in which they are taught: first a world one can look into, last continuous actions.
NAMES = (
    "gridworld",
    "two-step",
    "short-corridor",
    "geometric",
    "bandit",
    "frozen-lake",
    "cliff-walking",
    "taxi",
    "cartpole",
    "cartpole-course",
    "acrobot",
    "beacon",
    "pendulum",
)

KINDS = {str: "text", int: "a whole number", float: "a number", dict: "a table"}
REQUIRED = {
    "title": str,
    "summary": str,
    "text": str,
    "seed": int,
    "iterations": int,
    "environment": dict,
    "hyperparameters": dict,
}


@dataclass(frozen=True)
class Scenario:
    """An experiment with what to look at, and for how long."""

    name: str
    title: str
    summary: str  # one line: what to look at
    text: str  # a few sentences: what to try
    iterations: int  # after how many it has taught its lesson
    experiment: Experiment
    known: Known | None = None  # what is known of its J beforehand


def scenarios() -> tuple[Scenario, ...]:
    """Return every scenario, in the order in which they are taught."""
    return tuple(scenario(name) for name in NAMES)


def scenario(name: str) -> Scenario:
    """Return the scenario `name`; raises PgvizError, which lists them all, if there is none."""
    if name not in NAMES:
        raise PgvizError(f"There is no scenario {name!r}; there are {', '.join(NAMES)}.")
    return read_scenario(resource(f"scenarios/{name}.toml"))


def read_scenario(path: Path) -> Scenario:
    """Return the scenario that a TOML file holds; its name is the file's.

    Raises PgvizError, which names the file and the key, where something in it can't be used.
    """
    try:
        return _scenario(path.stem, tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, PgvizError) as error:
        raise PgvizError(f"{path.name}: {error}") from error


def _scenario(name: str, table: Mapping[str, Any]) -> Scenario:
    _check_keys(table, REQUIRED, {"known": dict})
    if table["iterations"] < 1:
        raise PgvizError(f"iterations is at least 1, not {table['iterations']}.")
    environment = _environment(table["environment"])
    hyperparameters = Hyperparameters().changed(table["hyperparameters"])
    return Scenario(
        name=name,
        title=table["title"],
        summary=table["summary"],
        text=" ".join(table["text"].split()),
        iterations=table["iterations"],
        experiment=Experiment(environment, hyperparameters, table["seed"], name),
        known=_known(table["known"]) if "known" in table else None,
    )


def _known(table: Mapping[str, Any]) -> Known:
    required = {"objective": float, "at": str, "source": str}
    _check_keys(table, required, {"kind": str}, "known.")
    return Known(**table)


def _environment(table: Mapping[str, Any]) -> EnvironmentSpec:
    _check_keys(table, {"id": str}, {"arguments": dict}, "environment.")
    return EnvironmentSpec(table["id"], table.get("arguments", {}))


def _check_keys(
    table: Mapping[str, Any],
    required: Mapping[str, type],
    optional: Mapping[str, type] | None = None,
    prefix: str = "",
) -> None:
    known = {**required, **(optional or {})}
    for key in (*required, *table):
        if key not in known:
            raise PgvizError(f"{prefix}{key} is no key of a scenario; remove it.")
        if key not in table:
            raise PgvizError(f"{prefix}{key} is missing.")
        if type(table[key]) is not known[key]:
            raise PgvizError(f"{prefix}{key} is {KINDS[known[key]]}, not {table[key]!r}.")
