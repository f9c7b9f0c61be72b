"""What counts as a success, world by world."""

import numpy as np
import pytest

from pgviz.environments import Discrete, Draws, EnvironmentSpec, make_world
from pgviz.environments.batch import Batch
from pgviz.environments.catalogue import success_of


def random_batch(id: str, horizon: int, **arguments: object) -> Batch:
    world = make_world(EnvironmentSpec(id, arguments))
    generator = np.random.default_rng(0)

    def act(observations: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
        if isinstance(world.actions, Discrete):
            return generator.integers(world.actions.n, size=len(observations))
        return generator.normal(size=(len(observations), 2))

    batch = world.sample(act, 2, Draws(0, 0), 200, horizon)
    world.close()
    return batch


def succeeded(id: str, batch: Batch) -> list[bool]:
    success = success_of(id)
    assert success is not None
    return success.of(batch).tolist()


@pytest.mark.parametrize(
    ("id", "goals"),
    [("pgviz/GridWorld-v0", {24}), ("pgviz/ShortCorridor-v0", {3}), ("FrozenLake-v1", {15})],
)
def test_to_succeed_is_to_come_to_the_goal(id: str, goals: set[int]) -> None:
    batch = random_batch(id, horizon=60)
    assert batch.last_states is not None
    arrived = [state in goals for state in batch.last_states.tolist()]
    assert 0 < sum(arrived) < batch.size
    assert succeeded(id, batch) == arrived


def test_a_beacon_is_reached_within_its_radius() -> None:
    batch = random_batch("pgviz/Beacon-v0", horizon=300, radius=0.4)
    arrived = (np.hypot(*batch.last_observations[:, :2].T) <= 0.4).tolist()
    assert 0 < sum(arrived) < batch.size
    assert succeeded("pgviz/Beacon-v0", batch) == arrived


def test_a_pole_that_stands_to_the_limit_is_a_success() -> None:
    batch = random_batch("CartPole-v1", horizon=20)
    stands = (np.abs(batch.last_observations[:, 2]) <= 12 * np.pi / 180).tolist()
    assert 0 < sum(stands) < batch.size
    assert succeeded("CartPole-v1", batch) == stands


@pytest.mark.parametrize("id", ["pgviz/TwoStep-v0", "pgviz/Bandit-v0", "Pendulum-v1"])
def test_in_some_worlds_there_is_nothing_to_succeed_in(id: str) -> None:
    assert success_of(id) is None


def test_a_world_from_a_module_succeeds_as_it_does_without() -> None:
    assert success_of("some.module:CartPole-v1") is success_of("CartPole-v1")
    assert success_of("some.module:Unknown-v0") is success_of("FrozenLake-v1")
