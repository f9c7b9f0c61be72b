"""`pgviz gradient`: how good the estimate is at a θ that is held fixed."""

import argparse
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path

import numpy as np

from pgviz.cli.command import Command, Parser
from pgviz.cli.experiments import world_of
from pgviz.cli.interruption import Interrupted, stoppable
from pgviz.cli.options import KEYS, add_experiment, read_start
from pgviz.cli.progress import Progress
from pgviz.cli.study import Study, study_json, study_lines
from pgviz.cli.theta import read_theta
from pgviz.estimation.estimator_quality import (
    ExactQuality,
    Question,
    exact_quality,
    why_unknown,
)
from pgviz.estimation.exact import Exact
from pgviz.estimation.quality import Accumulator, DrawMoments
from pgviz.exporting.writing import require_writable, write_json
from pgviz.training.declarations import Integer
from pgviz.training.gradient_study import gradient_draws, state_at
from pgviz.training.objective import exact_at, question_at
from pgviz.training.state import policy_for

DRAWS = Integer("draws", "number of draws", "", "", default=1000, low=1, high=10_000_000)


def gradient(arguments: argparse.Namespace) -> int:
    """Draw ĝ many times, and tell how the draws lie, and how around ∇J where that is known."""
    experiment = read_start(arguments).experiment
    if arguments.json:
        require_writable(arguments.json)
    choices = experiment.hyperparameters
    with world_of(experiment) as world, stoppable() as stop:
        state = state_at(world, choices, experiment.seed, arguments.theta)
        exact = exact_at(state, choices, world)
        draws = islice(gradient_draws(state, choices, world, stop.check), arguments.draws)
        moments = _moments(draws, exact, arguments.draws)
        if moments is not None:
            layers = policy_for(world, choices).layers
            quality = _quality(question_at(state, choices, world))
            study = Study(experiment, layers, state.theta, exact, moments, quality)
            _tell(study, arguments.json)
    return stop.exit_code


def _moments(draws: Iterable[np.ndarray], exact: Exact | None, total: int) -> DrawMoments | None:
    """Return the moments of the draws that were made, if it wasn't stopped before the first."""
    moments, count = Accumulator(None if exact is None else exact.gradient), 0
    with Progress(total) as progress, suppress(Interrupted):
        for count, draw in enumerate(draws, 1):
            moments.add(draw)
            progress.show(count, "draws")
    return moments.result() if count else None


def _quality(question: Question | None) -> ExactQuality | str:
    """Return what is known exactly of the draws, or why that is nothing."""
    if question is None:
        return "The world isn't small enough to be summed over."
    if question.estimator.baseline == "value":
        return "The baseline is learnt, and changes from draw to draw."
    return exact_quality(question) or why_unknown(question)


def _tell(study: Study, path: Path | None) -> None:
    if path:
        write_json(path, study_json(study))
    print("\n".join(study_lines(study)))
    if path:
        print(f"saved {path}")


def _add_options(parser: Parser) -> None:
    add_experiment(parser)
    parser.add_argument(
        "--theta",
        metavar="V,V,...|FILE.npy",
        type=read_theta,
        help="where to hold θ; at the θ that learning begins with",
    )
    parser.add_argument(
        "--draws",
        metavar="K",
        type=DRAWS.parse,
        default=DRAWS.default,
        help=f"how many batches to draw; {DRAWS.default}",
    )
    parser.add_argument(
        "--json", metavar="FILE", type=Path, help="save θ, ∇J and the draws' moments"
    )


GRADIENT = Command("gradient", "Compare many draws of ĝ with ∇J.", _add_options, gradient, KEYS)
