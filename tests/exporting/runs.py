"""Runs to be exported, made in a plain loop."""

from collections.abc import Mapping
from dataclasses import dataclass

from pgviz.environments import make_world
from pgviz.environments.world import World
from pgviz.exporting.run import Run
from pgviz.lessons.scenarios import scenario
from pgviz.training.experiment import Experiment
from pgviz.training.history import columns_of
from pgviz.training.iteration import Iteration, iterate
from pgviz.training.state import initial_state

Changes = Mapping[int, Mapping[str, object]]


@dataclass(frozen=True)
class Made:
    """A run with all of its iterations."""

    run: Run
    iterations: tuple[Iteration, ...]

    @property
    def theta_sha256(self) -> str:
        return self.iterations[-1].after.theta_sha256


def made(experiment: Experiment, count: int, changes: Changes | None = None) -> Made:
    """Make so many iterations, hyperparameters changed before those in `changes`."""
    world = make_world(experiment.environment)
    settings, iterations = [(0, experiment.hyperparameters)], []
    state = initial_state(world, experiment.hyperparameters, experiment.seed)
    for number in range(count):
        if number in (changes or {}):
            settings.append((number, settings[-1][1].changed(changes[number])))
        iterations.append(iterate(state, settings[-1][1], world))
        state = iterations[-1].after
    world.close()
    scalars = columns_of([each.scalars for each in iterations])
    return Made(Run(experiment, tuple(settings), scalars), tuple(iterations))


def began(name: str, **changes: object) -> Experiment:
    """Return a scenario's experiment with some hyperparameters changed, `return_` for return."""
    begun = scenario(name).experiment
    keys = {key.rstrip("_"): value for key, value in changes.items()}
    chosen = begun.hyperparameters.changed(keys)
    return Experiment(begun.environment, chosen, begun.seed, begun.scenario)


def world_of(run: Run) -> World:
    return make_world(run.experiment.environment)
