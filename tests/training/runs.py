"""Short runs, and what they must come to: the same from a plain loop of `iterate`."""

import multiprocessing
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.training.commands import Command
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import Iteration, iterate
from pgviz.training.runner import Runner
from pgviz.training.snapshot import Snapshot
from pgviz.training.state import TrainerState, initial_state

SECONDS = 20.0  # more than anything here takes on a busy machine

GRID = EnvironmentSpec("pgviz/GridWorld-v0")
PLAIN = Hyperparameters().changed({"batch_size": 5, "horizon": 20})
BOLDER = PLAIN.changed({"learning_rate": 0.3, "baseline": "mean", "batch_size": 7})
EXPERIMENT = Experiment(GRID, PLAIN, seed=3)


def on(environment: EnvironmentSpec, seed: int = 3) -> Experiment:
    return Experiment(environment, PLAIN, seed)


def plainly(
    experiment: Experiment, count: int, changes: Mapping[int, Hyperparameters] | None = None
) -> Iterator[Iteration]:
    """Make iterations in a plain loop, the hyperparameters changed before those in `changes`."""
    world = make_world(experiment.environment)
    hyperparameters = experiment.hyperparameters
    state = initial_state(world, hyperparameters, experiment.seed)
    for number in range(count):
        hyperparameters = (changes or {}).get(number, hyperparameters)
        iteration = iterate(state, hyperparameters, world)
        yield iteration
        state = iteration.after
    world.close()


def plain_theta(
    experiment: Experiment, count: int, changes: Mapping[int, Hyperparameters] | None = None
) -> str:
    """Return the hash of θ after `count` iterations in a plain loop."""
    *_, last = plainly(experiment, count, changes)
    return last.after.theta_sha256


def obeyed(runner: Runner, *commands: Command) -> Snapshot:
    """Send commands and return the first snapshot at rest after the last of them."""
    numbers = [runner.send(command) for command in commands]
    return runner.wait_until(lambda s: s.handled >= numbers[-1] and at_rest(s), SECONDS)


def at_rest(snapshot: Snapshot) -> bool:
    return snapshot.activity == "paused"


def opened(runner: Runner) -> Snapshot:
    """Return the first snapshot once the trainer has begun, or failed to."""
    return runner.wait_until(lambda s: s.activity != "opening", SECONDS)


def beyond(iterations: int) -> Any:
    """Return the predicate of snapshots that are this far."""
    return lambda snapshot: snapshot.state is not None and snapshot.state.iteration >= iterations


def state_of(snapshot: Snapshot) -> TrainerState:
    assert snapshot.state is not None
    return snapshot.state


def text_of(snapshot: Snapshot) -> str:
    assert snapshot.message is not None
    return snapshot.message.text


def workers() -> list[Any]:
    """Return the worker processes that run."""
    children = multiprocessing.active_children()
    return [child for child in children if child.name == "pgviz worker"]


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield everything that a record is made of, with where it is; arrays whole."""
    if is_dataclass(value):
        for item in fields(value):
            yield from leaves(getattr(value, item.name), f"{path}.{item.name}")
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from leaves(part, f"{path}[{index}]")
    else:
        yield path, value


def bytes_of(value: Any) -> dict[str, Any]:
    """Return a record's content such that equality means the same bytes."""
    return {path: _bytes(leaf) for path, leaf in leaves(value)}


def _bytes(leaf: Any) -> Any:
    if isinstance(leaf, np.ndarray):
        return leaf.dtype.str, leaf.shape, leaf.tobytes()
    return leaf
