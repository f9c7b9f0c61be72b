"""The scenarios of `resources/scenarios`: a world, settings that were tried on it, what to see."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pgviz.environments.errors import PgvizError
from pgviz.environments.world import EnvironmentSpec
from pgviz.lessons.known import Known
from pgviz.lessons.tables import check_keys, read_table
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
    return read_table(path, _scenario)


def _scenario(name: str, table: Mapping[str, Any]) -> Scenario:
    check_keys(table, REQUIRED, {"known": dict}, of="scenario")
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
    check_keys(table, required, {"kind": str}, of="scenario", prefix="known.")
    return Known(**table)


def _environment(table: Mapping[str, Any]) -> EnvironmentSpec:
    optional = {"arguments": dict}
    check_keys(table, {"id": str}, optional, of="scenario", prefix="environment.")
    return EnvironmentSpec(table["id"], table.get("arguments", {}))
