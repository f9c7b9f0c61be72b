"""CartPole in arrays gives the trajectories of a single CartPole."""

import gymnasium
import numpy as np
import pytest

from pgviz.environments import Batch, Draws, EnvironmentSpec, make_world
from pgviz.environments.cartpole_copies import CartPoleCopies
from tests.environments.plain_loop import assert_same_batch, first_trajectories
from tests.environments.policies import uniform_actions

DRAWS = Draws(seed=5, iteration=2)


def sample(batch_size: int, horizon: int = 500, **arguments: object) -> Batch:
    world = make_world(EnvironmentSpec("CartPole-v1", arguments))
    batch = world.sample(balance, 1, DRAWS, batch_size, horizon)
    world.close()
    return batch


def balance(observations: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    """Push towards where the pole falls, but for one push in four."""
    towards = observations[:, 2] + 0.5 * observations[:, 3] > 0.0
    return (towards ^ (uniforms[:, 0] > 0.75)).astype(np.int64)


def test_a_single_cart_pole_replays_every_trajectory_from_its_seed() -> None:
    batch = sample(12)
    assert batch.reset_seeds is not None
    environment = gymnasium.make("CartPole-v1")
    for trajectory, seed in enumerate(batch.reset_seeds.tolist()):
        observation, _ = environment.reset(seed=seed)
        steps = batch.slice(trajectory)
        for expected, action in zip(batch.observations[steps], batch.actions[steps], strict=True):
            np.testing.assert_allclose(expected, observation, rtol=1e-5, atol=1e-6)
            observation, reward, terminated, truncated, _ = environment.step(int(action))
            assert reward == 1.0
        assert terminated == batch.terminated[trajectory]
        assert truncated == batch.truncated[trajectory]
        np.testing.assert_allclose(
            batch.last_observations[trajectory], observation, rtol=1e-5, atol=1e-6
        )


def test_a_pole_starts_upright_and_no_reset_enters_its_trajectory() -> None:
    batch = sample(200, 100)
    starts = np.zeros(batch.steps, dtype=bool)
    starts[batch.offsets[:-1]] = True
    upright = (np.abs(batch.observations) <= 0.05).all(axis=1)
    moved = np.abs(np.diff(batch.observations, axis=0)).max(axis=1)
    assert upright[starts].all()
    assert moved[~starts[1:]].max() < 1.0
    assert (batch.rewards == 1.0).all()


def test_a_fallen_pole_terminates_and_a_standing_one_is_truncated() -> None:
    batch = sample(100, 40)
    fallen = np.abs(batch.last_observations[:, 2]) > 12 * 2 * np.pi / 360
    assert 0 < batch.terminated.sum() < 100
    assert batch.terminated.tolist() == fallen.tolist()
    assert (batch.truncated == (batch.lengths == 40) & ~fallen).all()


def test_arguments_reach_the_poles() -> None:
    batch = sample(20, max_episode_steps=15, sutton_barto_reward=True)
    assert batch.lengths.max() == 15
    last = batch.offsets[1:] - 1
    assert batch.rewards[last].tolist() == np.where(batch.terminated, -1.0, 0.0).tolist()


def test_the_time_limit_is_gymnasiums() -> None:
    world = make_world(EnvironmentSpec("CartPole-v1"))
    assert world.time_limit == 500
    assert isinstance(vars(world)["copies"], CartPoleCopies)


@pytest.mark.parametrize("more", [40, CartPoleCopies.most + 5])
def test_more_trajectories_do_not_move_the_first(more: int) -> None:
    assert_same_batch(sample(5, 8), first_trajectories(sample(more, 8), 5))


def test_a_world_samples_again_with_another_batch_size() -> None:
    world = make_world(EnvironmentSpec("CartPole-v1"))
    act = uniform_actions(2)
    sizes = (3, 7, 3)
    batches = [world.sample(act, 1, DRAWS, size, 50) for size in sizes]
    assert_same_batch(batches[0], batches[2])
    assert_same_batch(batches[0], first_trajectories(batches[1], 3))


def test_a_class_derived_from_cart_pole_is_stepped_itself() -> None:
    world = make_world(EnvironmentSpec("tests.environments.derived:test/HeavyCartPole-v0"))
    assert not isinstance(vars(world)["copies"], CartPoleCopies)
