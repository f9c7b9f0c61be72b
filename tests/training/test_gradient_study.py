"""Draws at a θ that is held fixed are what learning without a step would see."""

from itertools import islice

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, PgvizError, make_world
from pgviz.training.gradient_study import gradient_draws, state_at
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.objective import exact_at

GRID = EnvironmentSpec("pgviz/GridWorld-v0")
STILL = Hyperparameters().changed({"batch_size": 4, "horizon": 20, "learning_rate": 0})


@pytest.mark.parametrize("baseline", ["none", "time", "value"])
def test_the_draws_are_the_estimates_of_a_run_that_stands_still(baseline):
    choices, world = STILL.changed({"baseline": baseline}), make_world(GRID)
    state = state_at(world, choices, 5, np.linspace(-1.0, 1.0, 100))
    for draw in islice(gradient_draws(state, choices, world), 4):
        iteration = iterate(state, choices, world)
        assert draw.tobytes() == iteration.estimate.gradient.tobytes()
        state = iteration.after


def test_the_exact_gradient_ends_where_the_trajectories_do():
    lake = make_world(EnvironmentSpec("FrozenLake-v1", {"max_episode_steps": 12}))
    far, near = (STILL.changed({"horizon": horizon}) for horizon in (1000, 12))
    state = state_at(lake, far, 1)
    longer, limited = exact_at(state, far, lake), exact_at(state, near, lake)
    assert longer is not None
    assert limited is not None
    assert longer.objective == limited.objective
    sampled = [iterate(state_at(lake, far, seed), far, lake).batch for seed in range(3)]
    assert max(batch.lengths.max() for batch in sampled) <= 12


def test_a_network_on_a_table_has_an_exact_gradient_too():
    choices, world = (
        STILL.changed({"policy": "mlp", "hidden": [3], "init_scale": 1}),
        make_world(GRID),
    )
    state = state_at(world, choices, 1)
    exact = exact_at(state, choices, world)
    assert exact is not None
    assert exact.gradient.shape == state.theta.shape


def test_a_world_without_a_table_has_none():
    world = make_world(EnvironmentSpec("CartPole-v1"))
    assert exact_at(state_at(world, STILL, 1), STILL, world) is None


@pytest.mark.parametrize(
    ("theta", "problem"),
    [
        (np.zeros(3), "θ has 100 numbers here, not 3"),
        (np.zeros((10, 10)), "θ has 100 numbers here"),
        (np.full(100, np.nan), "θ has 100 numbers here, and all of them finite"),
    ],
)
def test_a_theta_that_does_not_fit_is_refused(theta, problem):
    with pytest.raises(PgvizError, match=problem):
        state_at(make_world(GRID), STILL, 1, theta)
