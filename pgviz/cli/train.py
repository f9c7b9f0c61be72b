"""`pgviz train`: learning without a window."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, astuple, dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np

from pgviz.cli.command import Command, Parser
from pgviz.cli.experiments import title_of, world_of
from pgviz.cli.interruption import Interrupted, stoppable
from pgviz.cli.options import KEYS, add_experiment, add_iterations, read_start
from pgviz.cli.progress import Progress
from pgviz.environments.errors import PgvizError
from pgviz.environments.world import Checkpoint, World
from pgviz.exporting.about import as_written
from pgviz.exporting.writing import require_writable, write_csv, write_json
from pgviz.training.experiment import Experiment
from pgviz.training.iteration import Scalars, iterate
from pgviz.training.state import TrainerState, initial_state

SOME = 10  # iterations that the summary takes together


@dataclass
class Run:
    """What learning has come to so far."""

    experiment: Experiment
    state: TrainerState
    scalars: list[Scalars] = field(default_factory=list)


def train(arguments: argparse.Namespace) -> int:
    """Learn, save what was learnt whatever ended it, and tell what came of it."""
    start = read_start(arguments)
    files = _files(arguments)
    experiment, total = start.experiment, arguments.iterations or start.iterations
    with world_of(experiment) as world, stoppable() as stop:
        run = Run(experiment, initial_state(world, experiment.hyperparameters, experiment.seed))
        progress = Progress(total, quiet=arguments.quiet)
        with _kept(run, arguments), progress, suppress(Interrupted):
            _learn(run, world, total, stop.check, progress)
    if not arguments.quiet:
        print("\n".join(_summary(run, total, progress.seconds, files)))
    return stop.exit_code


def _learn(run: Run, world: World, total: int, check: Checkpoint, progress: Progress) -> None:
    while run.state.iteration < total:
        iteration = iterate(run.state, run.experiment.hyperparameters, world, check)
        run.scalars.append(iteration.scalars)
        run.state = iteration.after
        progress.show(run.state.iteration, f"return {run.scalars[-1].mean_return:.4g}")


def _files(arguments: argparse.Namespace) -> list[Path]:
    if arguments.json and arguments.json == arguments.csv:
        raise PgvizError(f"{arguments.json} can't be both the JSON file and the CSV file.")
    files = [path for path in (arguments.json, arguments.csv) if path]
    for path in files:
        require_writable(path)
    return files


@contextmanager
def _kept(run: Run, arguments: argparse.Namespace) -> Iterator[None]:
    """Save the iterations that are complete, however the block ends."""
    try:
        yield
    finally:
        if arguments.json and run.scalars:
            write_json(arguments.json, _result(run))
        if arguments.csv and run.scalars:
            write_csv(arguments.csv, *_table(run))


def _result(run: Run) -> dict[str, Any]:
    return {
        **as_written(run.experiment),
        "iterations": [asdict(scalars) for scalars in run.scalars],
        "theta": run.state.theta,
        "theta_sha256": run.state.theta_sha256,
    }


def _table(run: Run) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return names and rows of the scalars; a mistake on purpose is in every row."""
    names, rows = [item.name for item in fields(Scalars)], [astuple(each) for each in run.scalars]
    mistake = run.experiment.hyperparameters.mistake
    if mistake == "none":
        return names, rows
    return [*names, "mistake"], [(*row, mistake) for row in rows]


def _summary(run: Run, total: int, seconds: float, files: list[Path]) -> Iterator[str]:
    made, steps = len(run.scalars), sum(scalars.steps for scalars in run.scalars)
    count = f"{made:,}" if made == total else f"stopped after {made:,} of {total:,}"
    yield f"{title_of(run.experiment)}: {count} iterations, {steps:,} steps, {seconds:.1f} s"
    if made:
        first, last = (_mean_return(part) for part in (run.scalars[:SOME], run.scalars[-SOME:]))
        few = min(made, SOME)
        yield f"mean return {first:.4g} over the first {few} iterations, {last:.4g} over the last"
        yield f"sha256 of θ {run.state.theta_sha256}"
        yield from (f"saved {path}" for path in files)


def _mean_return(scalars: list[Scalars]) -> float:
    return float(np.mean([each.mean_return for each in scalars]))


def _add_options(parser: Parser) -> None:
    add_experiment(parser)
    add_iterations(parser)
    parser.add_argument(
        "--json", metavar="FILE", type=Path, help="save figures and θ: what is done, if stopped"
    )
    parser.add_argument("--csv", metavar="FILE", type=Path, help="save a row for every iteration")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")


TRAIN = Command("train", "Learn without a window.", _add_options, train, KEYS)
