"""`pgviz list`: everything that has a name."""

import argparse
import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pgviz.cli.command import Command, Parser
from pgviz.environments import KNOWN, Entry
from pgviz.exporting.about import as_written
from pgviz.exporting.writing import json_text
from pgviz.lessons.scenarios import Scenario, scenarios
from pgviz.training.declarations import Declaration
from pgviz.training.hyperparameters import DECLARATIONS

NAMES_END = 28  # the column where what is said of a name begins


def list_all(arguments: argparse.Namespace) -> int:
    """Print every scenario, known environment and hyperparameter."""
    print(json_text(_everything()) if arguments.json else _text(), end="")
    return 0


def _everything() -> dict[str, Any]:
    return {
        "scenarios": [_scenario(each) for each in scenarios()],
        "environments": [_environment(entry) for entry in KNOWN.values()],
        "hyperparameters": [_hyperparameter(each) for each in DECLARATIONS.values()],
    }


def _scenario(scenario: Scenario) -> dict[str, Any]:
    about = {key: getattr(scenario, key) for key in ("name", "title", "summary", "text")}
    known = asdict(scenario.known) if scenario.known else None
    made = as_written(scenario.experiment)
    return {**about, "iterations": scenario.iterations, "known": known, **made}


def _environment(entry: Entry) -> dict[str, Any]:
    return {key: getattr(entry, key) for key in ("id", "title", "summary", "extra")}


def _hyperparameter(declaration: Declaration) -> dict[str, Any]:
    kind = type(declaration).__name__.lower()
    return {**asdict(declaration), "kind": kind, "bounds": declaration.bounds()}


def _text() -> str:
    width = shutil.get_terminal_size((100, 0)).columns
    return "".join(f"{line}\n" for line in _lines(width))


def _lines(width: int) -> Iterator[str]:
    yield "scenarios (--scenario NAME)"
    for scenario in scenarios():
        known = f" {scenario.known.sentence}" if scenario.known else ""
        about = f"{scenario.title}. {scenario.summary}{known}"
        yield from _described(scenario.name, about, width)
    yield from ("", "environments (--env ID; any other that Gymnasium knows, and module:Id, too)")
    for entry in KNOWN.values():
        yield from _described(entry.id, f"{entry.title}. {entry.summary}", width)
    yield from ("", "hyperparameters (--set key=value; shown with what they begin as)")
    for key, declaration in DECLARATIONS.items():
        default = declaration.text(declaration.default)
        about = f"{declaration.help} May be {declaration.bounds()}."
        yield from _described(f"{key}={default}", about, width)


def _described(name: str, text: str, width: int) -> Iterator[str]:
    indent = " " * NAMES_END
    lines = textwrap.wrap(text, max(width - NAMES_END, 30))
    yield f"  {name}".ljust(NAMES_END) + lines[0]
    yield from (indent + line for line in lines[1:])


def _add_options(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON, with bounds and defaults")


LIST = Command(
    "list", "Name all scenarios, environments and hyperparameters.", _add_options, list_all
)
