"""What the commands do with an experiment, whichever they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pgviz import __version__
from pgviz.environments import World, make_world
from pgviz.estimation.mistakes import mark_of, sentence_of
from pgviz.training.experiment import Experiment
from pgviz.training.state import initial_state


@contextmanager
def world_of(experiment: Experiment) -> Iterator[World]:
    """Make the experiment's world for the length of a `with` block."""
    world = make_world(experiment.environment)
    try:
        yield world
    finally:
        world.close()


def require_possible(experiment: Experiment) -> None:
    """Raise PgvizError where there is no such world, or no policy on it that fits into memory."""
    with world_of(experiment) as world:
        initial_state(world, experiment.hyperparameters, experiment.seed)


def as_written(experiment: Experiment) -> dict[str, Any]:
    """Return what a file says of the experiment it comes from."""
    return {
        "version": __version__,
        "scenario": experiment.scenario,
        "env": experiment.environment.id,
        "env_args": dict(experiment.environment.arguments),
        "seed": experiment.seed,
        "hyperparameters": experiment.hyperparameters.as_mapping(),
        "mistake": _mistake_of(experiment),
    }


def title_of(experiment: Experiment) -> str:
    """Return what a summary calls it, with the mark of a mistake that is made on purpose."""
    mark = mark_of(experiment.hyperparameters.estimator)
    name = f"{experiment.scenario or experiment.environment.id}, seed {experiment.seed}"
    return f"{name}, {mark}" if mark else name


def _mistake_of(experiment: Experiment) -> str | None:
    """Return in words which mistake has spoilt what the file holds, None if none."""
    estimator = experiment.hyperparameters.estimator
    mark = mark_of(estimator)
    return f"{mark}. {sentence_of(estimator)}" if mark else None
