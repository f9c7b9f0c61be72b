"""A constant baseline: against all trajectories written out, and the textbook's variances."""

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.environments.randomness import Draws
from pgviz.estimation.constant_baseline import (
    Variance,
    exact_variance,
    gradients_of,
    plain,
    sampled_variance,
)
from pgviz.estimation.estimator import Estimator
from pgviz.policies.choice import make_policy
from tests.estimation.test_moments import estimators, listed_moments, made
from tests.policies.cases import discrete


@estimators
@pytest.mark.parametrize("seed", range(4))
def test_the_parabola_is_the_variance_of_all_trajectories(estimator, seed):
    mdp, policy, theta = made(seed)
    variance = exact_variance(mdp, policy, theta, estimator, 3, scale=2.0)
    for b in (-1.3, 0.0, 0.4, 5.0):
        _, listed = listed_moments(mdp, policy, theta, estimator, 3, np.full(mdp.states, b))
        assert variance.at(b) == pytest.approx(listed.sum(), rel=1e-9)


def test_the_short_corridor_has_the_variances_of_the_known_answers():
    mdp = make_world(EnvironmentSpec("pgviz/ShortCorridor-v0")).mdp
    policy = make_policy("table", discrete(1), discrete(2), (), "tanh")
    variance = exact_variance(mdp, policy, np.zeros(2), Estimator(), 1000, scale=12.0)
    # Both logits have the same variance: that of the answers is of one.
    assert variance.at(0.0) == pytest.approx(2 * 1959)
    assert variance.at(-12.0) == pytest.approx(2 * 831)


def test_no_baseline_has_less_variance_than_the_best():
    variance = Variance(10.0, -6.0, 1.5, exact=True)
    grid = np.linspace(-10.0, 10.0, 2001)
    assert grid[variance.at(grid).argmin()] == pytest.approx(variance.best)


def test_gradients_of_a_batch_are_steps_written_out_one_by_one():
    batch, score = two_steps()
    found = gradients_of(batch, score, Estimator(0.9, "to-go", baseline="mean")).at(0.7)
    scores = score.dense(np.arange(batch.steps)).reshape(batch.size, 2, 2)
    rewards = batch.rewards.reshape(batch.size, 2)
    first = rewards[:, 0] + 0.9 * rewards[:, 1] - 0.7
    second = 0.9 * (rewards[:, 1] - 0.7)
    expected = first[:, None] * scores[:, 0] + second[:, None] * scores[:, 1]
    np.testing.assert_allclose(found, expected, atol=1e-14)


def test_the_batch_has_the_variance_that_numpy_gives():
    gradients = gradients_of(*two_steps(), Estimator())
    for b in (-2.0, 0.0, 0.7):
        expected = gradients.at(b).var(axis=0, ddof=1).sum()
        assert sampled_variance(gradients).at(b) == pytest.approx(expected, rel=1e-12)


def test_what_is_not_a_constant_is_left_out():
    estimator = Estimator(0.9, "to-go", "value", standardise=True, average="steps", mistake="sign")
    assert plain(estimator) == Estimator(0.9, "to-go")


def two_steps():
    """Return nine trajectories of two steps, and their scores."""
    world, theta = make_world(EnvironmentSpec("pgviz/TwoStep-v0")), np.array([0.3, -0.2])
    policy = make_policy("table", world.observations, world.actions, (), "tanh")
    batch = world.sample(policy.actor(theta), 1, Draws(4, 0), 9, 2)
    return batch, policy.evaluate(theta, batch.observations, batch.actions).score


def test_returns_too_small_to_tell_apart_leave_the_variance_as_it_is_without_a_baseline():
    mdp = make_world(EnvironmentSpec("pgviz/ShortCorridor-v0")).mdp
    policy = make_policy("table", discrete(1), discrete(2), (), "tanh")
    variance = exact_variance(mdp, policy, np.zeros(2), Estimator(), 1000, scale=1e-300)
    assert variance.at(np.array([0.0, 1e-300])) == pytest.approx(2 * 1959)
