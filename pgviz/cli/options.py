"""The options that commands share, and the experiment they name."""

import argparse
import json
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pgviz.cli.command import Parser
from pgviz.environments.errors import PgvizError, shorten
from pgviz.environments.world import EnvironmentSpec
from pgviz.lessons.scenarios import NAMES, scenario
from pgviz.training.declarations import Integer
from pgviz.training.experiment import LARGEST_SEED, Experiment
from pgviz.training.hyperparameters import DECLARATIONS, Hyperparameters

SEED = Integer("seed", "seed", "", "", default=1, low=0, high=LARGEST_SEED)
ITERATIONS = Integer("iterations", "number of iterations", "", "", 100, low=1, high=1_000_000)

KEYS = "\n  ".join(
    [
        "keys of --set (pgviz list says what each may be):",
        *textwrap.wrap(" ".join(DECLARATIONS), 76),
    ]
)


@dataclass(frozen=True)
class Start:
    """The experiment that was asked for, and how many iterations it takes to teach something."""

    experiment: Experiment
    iterations: int


def add_experiment(parser: Parser, *, required: bool = True) -> None:
    """Add what says which experiment is meant; `required` where there is no default one."""
    which = parser.add_mutually_exclusive_group(required=required)
    which.add_argument("--scenario", metavar="NAME", help="a scenario (see pgviz list)")
    which.add_argument("--env", metavar="ID", help="a Gymnasium environment: Id, or module:Id")
    parser.add_argument(
        "--env-arg",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="an argument of the environment, in JSON: slip=0.2; may be repeated",
    )
    parser.add_argument(
        "--set",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="a hyperparameter: learning_rate=0.1; may be repeated",
    )
    parser.add_argument("--seed", metavar="N", type=SEED.parse, help="the scenario's, or 1")


def add_iterations(parser: Parser) -> None:
    """Add how many iterations are made."""
    parser.add_argument(
        "--iterations",
        metavar="N",
        type=ITERATIONS.parse,
        help=f"as many as the scenario suggests, or {ITERATIONS.default}",
    )


def read_start(arguments: argparse.Namespace) -> Start:
    """Return what the options of `add_experiment` name.

    Raises PgvizError for an unknown scenario or hyperparameter and a value out of bounds. Whether
    there is such an environment shows when its world is made.
    """
    start = _start(arguments)
    begun = start.experiment
    spec = begun.environment
    given = {name: _value(text) for name, text in _pairs("--env-arg", arguments.env_arg)}
    experiment = Experiment(
        environment=EnvironmentSpec(spec.id, {**spec.arguments, **given}),
        hyperparameters=begun.hyperparameters.changed(dict(_pairs("--set", arguments.set))),
        seed=begun.seed if arguments.seed is None else arguments.seed,
        scenario=begun.scenario,
    )
    return Start(experiment, start.iterations)


def _start(arguments: argparse.Namespace) -> Start:
    if arguments.env is not None:
        spec = EnvironmentSpec(arguments.env)
        return Start(Experiment(spec, Hyperparameters(), SEED.default), ITERATIONS.default)
    chosen = scenario(NAMES[0] if arguments.scenario is None else arguments.scenario)
    return Start(chosen.experiment, chosen.iterations)


def _pairs(option: str, words: Iterable[str]) -> Iterable[tuple[str, str]]:
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise PgvizError(f"After {option} stands name=value, not {shorten(word, 80)!r}.")
        yield name.strip(), value


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # not JSON: a word, such as map_name=8x8
        return text
