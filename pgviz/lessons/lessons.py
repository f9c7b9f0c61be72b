"""The lessons of `resources/lessons`: what is often misunderstood, and what shows that it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pgviz.environments.errors import PgvizError
from pgviz.lessons.scenarios import NAMES as SCENARIOS
from pgviz.lessons.scenarios import scenario
from pgviz.lessons.tables import check_keys, read_table
from pgviz.resources import resource
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters

# In the order of the derivation.
NAMES = (
    "return",
    "log",
    "sample",
    "dynamics",
    "pushes",
    "past",
    "baseline",
    "discount",
    "scale",
    "loss",
)

REQUIRED = {"claim": str, "truth": str, "try": str, "scene": str, "line": int, "scenarios": list}
OPTIONAL = {"hyperparameters": dict}
LAST_LINE = 10  # of the derivation


@dataclass(frozen=True)
class Lesson:
    """A misunderstanding, and the view that ends it."""

    name: str
    claim: str  # what is wrongly believed, one sentence
    truth: str  # what is so
    attempt: str  # what to try
    scene: str  # the picture that is shown
    line: int  # of the derivation, that it is about
    scenarios: tuple[str, ...]  # where it can be seen, the best one first
    changes: Mapping[str, Any] = field(default_factory=dict)  # hyperparameters it needs, by key

    def applied(self, experiment: Experiment) -> Experiment:
        """Return the experiment to see it in: this one with its changes, or its own scenario's."""
        here = experiment.scenario in self.scenarios
        chosen = experiment if here else scenario(self.scenarios[0]).experiment
        return replace(chosen, hyperparameters=chosen.hyperparameters.changed(self.changes))


def lessons() -> tuple[Lesson, ...]:
    """Return every lesson, in the order of the derivation."""
    return tuple(lesson(name) for name in NAMES)


def lesson(name: str) -> Lesson:
    """Return the lesson `name`; raises PgvizError, which lists them all, if there is none."""
    if name not in NAMES:
        raise PgvizError(f"There is no lesson {name!r}; there are {', '.join(NAMES)}.")
    return read_lesson(resource(f"lessons/{name}.toml"))


def lessons_for(scenario_name: str | None) -> tuple[Lesson, ...]:
    """Return the lessons that can be seen in a scenario without leaving it."""
    return tuple(each for each in lessons() if scenario_name in each.scenarios)


def read_lesson(path: Path) -> Lesson:
    """Return the lesson that a TOML file holds; its name is the file's.

    Raises PgvizError, which names the file and the key, where something in it can't be used.
    """
    return read_table(path, _lesson)


def _lesson(name: str, table: Mapping[str, Any]) -> Lesson:
    check_keys(table, REQUIRED, OPTIONAL, of="lesson")
    if not 1 <= table["line"] <= LAST_LINE:
        raise PgvizError(f"line is a number from 1 to {LAST_LINE}, not {table['line']}.")
    if not table["scenarios"]:
        raise PgvizError("scenarios names at least one.")
    for each in table["scenarios"]:
        if each not in SCENARIOS:
            raise PgvizError(f"{each!r} is no scenario; there are {', '.join(SCENARIOS)}.")
    changes = table.get("hyperparameters", {})
    Hyperparameters().changed(changes)
    return Lesson(
        name=name,
        claim=table["claim"],
        truth=table["truth"],
        attempt=table["try"],
        scene=table["scene"],
        line=table["line"],
        scenarios=tuple(table["scenarios"]),
        changes=changes,
    )
