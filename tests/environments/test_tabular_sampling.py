"""Sampling from the arrays of an MDP is stepping one Gymnasium environment, for many at once."""

from typing import Any, ClassVar

import gymnasium
import numpy as np
import pytest

from pgviz.environments import Draws, EnvironmentSpec, make_world
from pgviz.environments.randomness import BLOCK
from tests.environments.plain_loop import (
    GivenNumbers,
    Trajectory,
    assert_same_batch,
    assert_same_bytes,
    first_trajectories,
    run,
    transition_numbers,
)
from tests.environments.policies import table

WORLDS: list[tuple[str, dict[str, Any], int]] = [
    ("pgviz/GridWorld-v0", {}, 40),
    ("pgviz/GridWorld-v0", {"slip": 0.3, "size": 4, "pits": ["b3"]}, 70),
    ("pgviz/ShortCorridor-v0", {}, 50),
    ("pgviz/TwoStep-v0", {}, 5),
    ("pgviz/Geometric-v0", {}, 50),
    ("pgviz/Bandit-v0", {"arms": 5}, 3),
    ("FrozenLake-v1", {"is_slippery": True}, 500),
    ("FrozenLake-v1", {"map_name": "8x8"}, 30),
    ("CliffWalking-v1", {"is_slippery": True}, 60),
    ("Taxi-v4", {}, 500),
    ("Taxi-v4", {"is_rainy": True, "max_episode_steps": 7}, 500),
]

DRAWS = Draws(seed=7, iteration=3)
M = 6


@pytest.mark.parametrize(("id", "arguments", "horizon"), WORLDS)
def test_a_batch_is_a_plain_loop_byte_for_byte(
    id: str, arguments: dict[str, Any], horizon: int
) -> None:
    world = make_world(EnvironmentSpec(id, arguments))
    assert world.mdp is not None
    act = table(world.mdp.observations, world.mdp.actions)
    batch = world.sample(act, 1, DRAWS, M, horizon)
    assert_same_bytes(batch, [plain(id, arguments, act, i, horizon) for i in range(M)])


def plain(id: str, arguments: dict[str, Any], act: Any, trajectory: int, steps: int) -> Trajectory:
    environment = gymnasium.make(id, **arguments)
    width = 3 if "Bandit" in id else 1
    environment.reset(seed=0)
    environment.unwrapped.np_random = GivenNumbers(  # type: ignore[assignment]
        transition_numbers(DRAWS, trajectory, width)
    )
    return run(environment, act, 1, DRAWS, trajectory, steps)


def test_a_time_limit_truncates_before_the_horizon() -> None:
    world = make_world(EnvironmentSpec("FrozenLake-v1", {"max_episode_steps": 4}))
    batch = world.sample(table(16, 4), 1, DRAWS, 50, 100)
    assert world.time_limit == 4
    assert batch.lengths.max() == 4
    assert (batch.truncated == (batch.lengths == 4) & ~batch.terminated).all()


def test_the_states_behind_one_observation_are_kept() -> None:
    world = make_world(EnvironmentSpec("pgviz/ShortCorridor-v0"))
    batch = world.sample(table(1, 2), 1, DRAWS, 20, 1000)
    assert batch.states is not None
    assert batch.last_states is not None
    assert set(batch.observations.tolist()) == {0}
    assert set(batch.states.tolist()) == {0, 1, 2}
    assert batch.last_states.tolist() == [3] * 20


@pytest.mark.parametrize("id", ["pgviz/GridWorld-v0", "pgviz/Bandit-v0"])
def test_more_trajectories_do_not_move_the_first(id: str) -> None:
    world = make_world(EnvironmentSpec(id))
    assert world.mdp is not None
    act = table(world.mdp.observations, world.mdp.actions)
    few, many = (world.sample(act, 1, DRAWS, m, 50) for m in (5, 20_000))
    assert_same_batch(few, first_trajectories(many, 5))


def test_a_longer_horizon_does_not_move_the_first_steps() -> None:
    world = make_world(EnvironmentSpec("pgviz/GridWorld-v0", {"slip": 0.2}))
    act = table(25, 4)
    short, long = (world.sample(act, 1, DRAWS, 8, horizon) for horizon in (BLOCK - 3, 3 * BLOCK))
    for trajectory in range(8):
        steps = short.slice(trajectory)
        prefix = slice(
            long.offsets[trajectory], long.offsets[trajectory] + short.lengths[trajectory]
        )
        assert short.observations[steps].tolist() == long.observations[prefix].tolist()
        assert short.actions[steps].tolist() == long.actions[prefix].tolist()


class NotedDraws(Draws):
    """Draws that note which blocks were asked for."""

    blocks: ClassVar[set[int]] = set()

    def uniforms(self, purpose: Any, block: int, *rest: Any) -> np.ndarray:
        self.blocks.add(block)
        return super().uniforms(purpose, block, *rest)


def test_a_horizon_of_a_million_draws_only_what_is_reached() -> None:
    draws = NotedDraws(seed=7, iteration=3)
    world = make_world(EnvironmentSpec("pgviz/ShortCorridor-v0"))
    batch = world.sample(table(1, 2), 1, draws, 10, 10**6)
    assert draws.blocks == set(range(-(-batch.lengths.max() // BLOCK)))


def test_the_checkpoint_is_called_before_every_vector_step_and_may_abandon_the_batch() -> None:
    world = make_world(EnvironmentSpec("pgviz/GridWorld-v0"))
    calls: list[None] = []

    def checkpoint() -> None:
        calls.append(None)
        if len(calls) == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        world.sample(table(25, 4), 1, DRAWS, 4, 30, checkpoint)
    batch = world.sample(table(25, 4), 1, DRAWS, 4, 30, lambda: calls.append(None))
    assert len(calls) == 3 + batch.lengths.max()


def test_a_batch_is_read_only() -> None:
    batch = make_world(EnvironmentSpec("pgviz/GridWorld-v0")).sample(table(25, 4), 1, DRAWS, 4, 9)
    arrays = [value for value in vars(batch).values() if isinstance(value, np.ndarray)]
    assert len(arrays) == 9
    assert not any(array.flags.writeable for array in arrays)
