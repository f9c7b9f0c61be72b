"""`pgviz train`: learning without a window."""

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, astuple, fields
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from pgviz.cli.command import Command, Parser
from pgviz.cli.experiments import title_of, world_of
from pgviz.cli.interruption import Interrupted, stoppable
from pgviz.cli.options import ITERATIONS, KEYS, Start, add_experiment, add_iterations, read_start
from pgviz.cli.progress import Progress
from pgviz.cli.saved_run import Run, begun, first_run, require_agreement, resumed
from pgviz.environments.errors import PgvizError
from pgviz.environments.world import Checkpoint, World
from pgviz.exporting.about import as_written
from pgviz.exporting.writing import require_writable, write_csv, write_json
from pgviz.lessons.scenarios import NAMES, scenario
from pgviz.training.experiment import Experiment
from pgviz.training.freed_memory import keep_freed_memory
from pgviz.training.iteration import Scalars, iterate
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.sessions.reading import read_session

SOME = 10  # iterations that the summary takes together


def train(arguments: argparse.Namespace) -> int:
    """Learn, save what was learnt whatever ended it, and tell what came of it."""
    start = _start(arguments)
    files = _files(arguments)
    total = arguments.iterations or start.iterations
    keep_freed_memory()
    with world_of(start.experiment) as world, stoppable() as stop:
        progress = Progress(total, quiet=arguments.quiet)
        saved = _run(arguments.session, start.experiment, world)
        with saved as (run, keep), _kept(run, arguments), progress, suppress(Interrupted):
            before = run.state.iteration
            _learn(run, world, total, stop.check, partial(_note, run, keep, progress))
    if not arguments.quiet:
        print("\n".join(_summary(run, total, progress.seconds, files)))
        if before >= total:
            print(f"there were {before:,} iterations already; --iterations makes more")
    return stop.exit_code


def _start(arguments: argparse.Namespace) -> Start:
    """Return what the options name; where they name nothing, what the session holds."""
    path = arguments.session
    named = arguments.scenario is not None or arguments.env is not None
    if not named and (arguments.set or arguments.env_arg or arguments.seed is not None):
        raise PgvizError("With --set, --env-arg or --seed goes a --scenario or an --env.")
    if path is None or not os.path.lexists(path):
        if not named:
            raise PgvizError("Name a --scenario, an --env, or a --session that is there.")
        return read_start(arguments)
    contents = read_session(path)
    start = read_start(arguments) if named else _start_of(contents)
    require_agreement(contents, path, start.experiment if named else None)
    return start


def _start_of(contents: SessionContents) -> Start:
    experiment = contents.experiment
    name = experiment.scenario
    return Start(experiment, scenario(name).iterations if name in NAMES else ITERATIONS.default)


@contextmanager
def _run(
    path: Path | None, experiment: Experiment, world: World
) -> Iterator[tuple[Run, Callable[[], None]]]:
    """Give the run to go on with, and what is to be called after every iteration of it."""
    if path is None:
        yield first_run(experiment, world), _keep_nothing
    elif os.path.lexists(path):
        with resumed(path, world) as saved:
            yield saved.run, saved.keep
    else:
        with begun(path, first_run(experiment, world)) as saved:
            yield saved.run, saved.keep


def _keep_nothing() -> None:
    """Keep a run in memory only."""


def _learn(run: Run, world: World, total: int, check: Checkpoint, note: Callable[[], None]) -> None:
    while run.state.iteration < total:
        run.add(iterate(run.state, run.experiment.hyperparameters, world, check))
        note()


def _note(run: Run, keep: Callable[[], None], progress: Progress) -> None:
    keep()
    progress.show(run.state.iteration, f"return {run.scalars[-1].mean_return:.4g}")


def _files(arguments: argparse.Namespace) -> list[Path]:
    files = [path for path in (arguments.json, arguments.csv, arguments.session) if path]
    for path in files:
        if files.count(path) > 1:
            raise PgvizError(f"{path} can't be both of the files that are to be written.")
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
    count = f"{made:,}" if made >= total else f"stopped after {made:,} of {total:,}"
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
    add_experiment(parser, required=False)
    add_iterations(parser)
    parser.add_argument(
        "--session", metavar="FILE", type=Path, help="save the run as it goes, or go on with it"
    )
    parser.add_argument(
        "--json", metavar="FILE", type=Path, help="save figures and θ: what is done, if stopped"
    )
    parser.add_argument("--csv", metavar="FILE", type=Path, help="save a row for every iteration")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")


TRAIN = Command("train", "Learn without a window.", _add_options, train, KEYS)
