"""What the commands do with an experiment, whichever they are."""

from collections.abc import Iterator
from contextlib import contextmanager

from pgviz.environments import World, make_world
from pgviz.estimation.mistakes import mark_of
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


def title_of(experiment: Experiment) -> str:
    """Return what a summary calls it, with the mark of a mistake that is made on purpose."""
    mark = mark_of(experiment.hyperparameters.estimator)
    name = f"{experiment.scenario or experiment.environment.id}, seed {experiment.seed}"
    return f"{name}, {mark}" if mark else name
