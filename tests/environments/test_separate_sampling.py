"""Copies in lockstep are single environments, each reset with its own seed."""

from collections.abc import Callable
from typing import Any

import gymnasium
import numpy as np
import pytest

from pgviz.environments import Batch, Draws, EnvironmentSpec, make_world
from pgviz.environments.separate_copies import SeparateCopies
from tests.environments.plain_loop import (
    assert_same_batch,
    assert_same_bytes,
    first_trajectories,
    run,
)
from tests.environments.policies import Act, pushes, uniform_actions

DRAWS = Draws(seed=11, iteration=0)


def clipped(low: float, high: float) -> Callable[[np.ndarray], np.ndarray]:
    return lambda action: np.clip(action, low, high).astype(np.float32)


WORLDS: list[tuple[str, dict[str, Any], Act, int, Callable[[Any], Any]]] = [
    ("Acrobot-v1", {}, uniform_actions(3), 1, int),
    ("MountainCar-v0", {"goal_velocity": 0.01}, uniform_actions(3), 1, int),
    ("Taxi-v4", {"fickle_passenger": True}, uniform_actions(6), 1, int),
    ("Pendulum-v1", {"max_episode_steps": 30}, pushes(4.0), 1, clipped(-2.0, 2.0)),
    ("MountainCarContinuous-v0", {}, pushes(3.0), 1, clipped(-1.0, 1.0)),
    ("pgviz/Beacon-v0", {"radius": 0.4}, pushes(2.0), 2, clipped(-1.0, 1.0)),
]


@pytest.mark.parametrize(("id", "arguments", "act", "width", "send"), WORLDS)
def test_a_batch_is_a_plain_loop_byte_for_byte(
    id: str, arguments: dict[str, Any], act: Act, width: int, send: Callable[[Any], Any]
) -> None:
    world = make_world(EnvironmentSpec(id, arguments))
    batch = world.sample(act, width, DRAWS, 3, 60)
    environment = gymnasium.make(id, **arguments)
    seeds = DRAWS.seeds(0, 3).tolist()
    trajectories = [
        run(environment, act, width, DRAWS, i, 60, seed=seed, send=send)
        for i, seed in enumerate(seeds)
    ]
    assert_same_bytes(batch, trajectories)
    assert batch.reset_seeds is not None
    assert batch.reset_seeds.tolist() == seeds
    assert batch.states is None
    world.close()


def test_more_trajectories_than_copies_come_in_chunks_that_do_not_move_the_first() -> None:
    world = make_world(EnvironmentSpec("pgviz/Beacon-v0"))
    few = world.sample(pushes(1.0), 2, DRAWS, 5, 12)
    many = world.sample(pushes(1.0), 2, DRAWS, SeparateCopies.most * 2 + 5, 12)
    assert many.size == SeparateCopies.most * 2 + 5
    assert_same_batch(few, first_trajectories(many, 5))


def test_a_batch_keeps_actions_as_they_were_sampled() -> None:
    batch = sample_pendulum(pushes(50.0))
    assert np.abs(batch.actions).max() > 2.0


def sample_pendulum(act: Act) -> Batch:
    return make_world(EnvironmentSpec("Pendulum-v1")).sample(act, 1, DRAWS, 2, 5)


def test_copies_are_kept_for_the_next_batch() -> None:
    made: list[gymnasium.Env[Any, Any]] = []

    def make() -> gymnasium.Env[Any, Any]:
        made.append(gymnasium.make("Acrobot-v1"))
        return made[-1]

    world = make_world(EnvironmentSpec("Acrobot-v1"))
    copies = SeparateCopies(make, world.observations, gymnasium.spaces.Discrete(3))
    for count in (2, 4, 3):
        copies.reset(DRAWS, 0, count)
    assert len(made) == 4
    copies.close()
    copies.reset(DRAWS, 0, 1)
    assert len(made) == 5


def test_an_observation_buffer_that_is_reused_does_not_blur_the_steps() -> None:
    world = make_world(EnvironmentSpec("tests.environments.faulty:test/Counting-v0"))
    batch = world.sample(uniform_actions(2), 1, DRAWS, 3, 10)
    assert batch.observations[:, 0].tolist() == [0.0, 1.0, 2.0, 3.0, 4.0] * 3
    assert batch.last_observations[:, 0].tolist() == [5.0] * 3
