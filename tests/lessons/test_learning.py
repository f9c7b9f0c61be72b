"""The scenarios teach what they promise: what is learnt is measured by the task's own score."""

from collections.abc import Iterator

import numpy as np
import pytest

from pgviz.environments import make_world
from pgviz.lessons.scenarios import scenario
from pgviz.training.iteration import Iteration, iterate
from pgviz.training.objective import exact_at
from pgviz.training.state import initial_state
from tests.known_answers import ANSWERS


def iterations(name: str, count: int) -> Iterator[Iteration]:
    experiment = scenario(name).experiment
    world = make_world(experiment.environment)
    state = initial_state(world, experiment.hyperparameters, experiment.seed)
    for _ in range(count):
        iteration = iterate(state, experiment.hyperparameters, world)
        yield iteration
        state = iteration.after
    world.close()


def reward_sums(run: list[Iteration]) -> np.ndarray:
    """Return Σ r of every trajectory, [trajectories of all iterations]."""
    return np.concatenate([each.batch.total(each.batch.rewards) for each in run])


def test_the_grid_world_comes_near_the_shortest_way():
    *_, last = iterations("gridworld", scenario("gridworld").iterations)
    experiment = scenario("gridworld").experiment
    exact = exact_at(last.after, last.hyperparameters, make_world(experiment.environment))
    assert exact is not None
    shortest = 1.0 - 7 * experiment.environment.arguments["step_cost"]  # 8 steps, the last pays
    assert shortest - 0.2 < exact.objective < shortest


def test_the_corridor_comes_near_its_random_optimum():
    *_, last = iterations("short-corridor", scenario("short-corridor").iterations)
    left, right = np.exp(last.after.theta)
    assert right / (left + right) == pytest.approx(
        ANSWERS["short_corridor"]["optimum"]["p"], abs=0.15
    )


def test_cart_pole_is_solved():
    run = list(iterations("cartpole", scenario("cartpole").iterations))
    assert reward_sums(run)[-100:].mean() >= ANSWERS["cartpole"]["solved"]


def test_the_point_finds_the_beacon():
    first, *_, last = iterations("beacon", 60)
    assert not first.batch.terminated.all()
    assert reward_sums([first]).mean() < 0.0
    assert last.batch.terminated.sum() >= last.batch.size - 1


def test_the_lake_is_crossed_more_often_than_not():
    run = list(iterations("frozen-lake", scenario("frozen-lake").iterations))
    assert reward_sums(run[:5]).mean() < 0.05
    assert reward_sums(run[-5:]).mean() > 0.6
