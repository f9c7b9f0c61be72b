"""Trajectories drawn the plain way: one environment, one trajectory, one step at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gymnasium
import numpy as np

from pgviz.environments.batch import Batch
from pgviz.environments.randomness import Draws, Purpose

Act = Callable[[np.ndarray, np.ndarray], np.ndarray]


@dataclass
class Trajectory:
    observations: list[Any]
    actions: list[Any]
    rewards: list[float]
    terminated: bool
    last_observation: Any


class GivenNumbers:
    """Stands where an environment keeps its generator, and yields the uniforms of a batch."""

    def __init__(self, numbers: Iterator[float]) -> None:
        self._numbers = numbers

    def random(self) -> float:
        return next(self._numbers)


def uniforms(draws: Draws, purpose: Purpose, trajectory: int, width: int) -> Iterator[np.ndarray]:
    """Yield the numbers of one trajectory step after step, [width]."""
    block = 0
    while True:
        yield from draws.uniforms(purpose, block, trajectory, 1, width)[0]
        block += 1


def transition_numbers(draws: Draws, trajectory: int, width: int) -> Iterator[float]:
    yield float(draws.starts(trajectory, 1)[0])
    for numbers in uniforms(draws, Purpose.TRANSITIONS, trajectory, width):
        yield from numbers.tolist()


def run(
    environment: gymnasium.Env[Any, Any],
    act: Act,
    width: int,
    draws: Draws,
    trajectory: int,
    horizon: int,
    seed: int | None = None,
    send: Callable[[Any], Any] = int,
) -> Trajectory:
    """Run one trajectory; `send` turns an action of the policy into the environment's."""
    numbers = uniforms(draws, Purpose.ACTIONS, trajectory, width)
    observation, _ = environment.reset(seed=seed)
    result = Trajectory([], [], [], False, None)
    for _ in range(horizon):
        action = act(np.array([observation]), next(numbers)[np.newaxis])[0]
        result.observations.append(observation)
        result.actions.append(action)
        observation, reward, terminated, truncated, _ = environment.step(send(action))
        result.rewards.append(float(reward))
        if terminated or truncated:
            break
    result.terminated, result.last_observation = bool(terminated), observation
    return result


def assert_same_bytes(batch: Batch, trajectories: list[Trajectory]) -> None:
    lengths = [len(trajectory.rewards) for trajectory in trajectories]
    assert batch.offsets.tolist() == [0, *np.cumsum(lengths)]
    for name in ("observations", "actions", "rewards"):
        expected = np.array([v for each in trajectories for v in getattr(each, name)])
        assert_identical(getattr(batch, name), expected)
    last = np.array([trajectory.last_observation for trajectory in trajectories])
    assert_identical(batch.last_observations, last)
    assert batch.terminated.tolist() == [trajectory.terminated for trajectory in trajectories]
    assert batch.truncated.tolist() == [not trajectory.terminated for trajectory in trajectories]


def assert_identical(array: np.ndarray, expected: np.ndarray) -> None:
    expected = expected.astype(array.dtype)
    assert array.shape == expected.shape
    assert array.tobytes() == expected.tobytes()


def assert_same_batch(one: Batch, other: Batch) -> None:
    for name, array in vars(one).items():
        if isinstance(array, np.ndarray) and getattr(other, name) is not None:
            assert_identical(array, getattr(other, name))


def first_trajectories(batch: Batch, count: int) -> Batch:
    """Return the batch without all but its first trajectories."""
    steps = batch.offsets[count]
    return Batch(
        observations=batch.observations[:steps],
        actions=batch.actions[:steps],
        rewards=batch.rewards[:steps],
        offsets=batch.offsets[: count + 1],
        terminated=batch.terminated[:count],
        truncated=batch.truncated[:count],
        last_observations=batch.last_observations[:count],
        reset_seeds=None,
        states=None,
        last_states=None,
    )
