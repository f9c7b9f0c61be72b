"""Moments of one trajectory's gradient, by dynamic programming, against lists of all of them."""

from dataclasses import replace

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.exact import exact_gradient
from pgviz.estimation.moments import is_summable, trajectory_moments, treats_separately
from pgviz.policies.choice import make_policy
from tests.estimation.enumeration import all_paths, batch_of_paths, random_mdp
from tests.estimation.written_out import estimate
from tests.policies.cases import discrete

ESTIMATORS = [
    Estimator(1.0, "whole"),
    Estimator(0.8, "whole"),
    Estimator(1.0, "to-go"),
    Estimator(0.8, "to-go"),
    Estimator(0.8, "to-go", discount_weighting=False),
]
estimators = pytest.mark.parametrize("estimator", ESTIMATORS, ids=repr)


def made(seed):
    generator = np.random.default_rng(seed)
    mdp = random_mdp(seed, states=3, observations=int(generator.integers(1, 4)))
    kind = ("table", "mlp")[seed % 2]
    policy = make_policy(kind, discrete(mdp.observations), discrete(2), (3,), "tanh")
    return mdp, policy, generator.normal(size=policy.size)


def listed_moments(mdp, policy, theta, estimator, horizon, values=None):
    """Return E[g] and Var[g] over all trajectories, each gradient written out.

    `values` is the baseline at each state; without it there is none.
    """
    probabilities = np.exp(policy.log_policy(theta, np.arange(mdp.observations)))
    paths = all_paths(mdp, probabilities, horizon)
    gradients = []
    for path in paths:
        batch = batch_of_paths(mdp, path)
        score = policy.evaluate(theta, batch.observations, batch.actions).score
        at_steps = [0.0 if values is None else values[state] for state, _, _ in path.steps]
        named = replace(estimator, baseline="value")
        dense = score.dense(np.arange(batch.steps))
        gradients.append(estimate(batch, dense, named, at_steps).gradient)
    chances, gradients = np.array([path.probability for path in paths]), np.array(gradients)
    mean = chances @ gradients
    return mean, chances @ (gradients - mean) ** 2


@estimators
@pytest.mark.parametrize("seed", range(20))
def test_moments_are_those_of_all_trajectories(estimator, seed):
    mdp, policy, theta = made(seed)
    found = trajectory_moments(mdp, policy, theta, estimator, 3)
    mean, variance = listed_moments(mdp, policy, theta, estimator, 3)
    np.testing.assert_allclose(found.mean, mean, atol=1e-10)
    np.testing.assert_allclose(found.variance, variance, atol=1e-10)


@estimators
@pytest.mark.parametrize("seed", range(5))
def test_with_a_constant_baseline(estimator, seed):
    mdp, policy, theta = made(seed)
    found = trajectory_moments(mdp, policy, theta, estimator, 3, -1.7)
    mean, variance = listed_moments(mdp, policy, theta, estimator, 3, [-1.7] * 3)
    np.testing.assert_allclose(found.mean, mean, atol=1e-10)
    np.testing.assert_allclose(found.variance, variance, atol=1e-10)


@pytest.mark.parametrize("estimator", ESTIMATORS[2:], ids=repr)
@pytest.mark.parametrize("seed", range(5))
def test_with_a_baseline_by_state(estimator, seed):
    mdp, policy, theta = made(seed)
    values = np.array([2.0, -1.0, 0.5])
    found = trajectory_moments(mdp, policy, theta, estimator, 3, values)
    mean, variance = listed_moments(mdp, policy, theta, estimator, 3, values)
    np.testing.assert_allclose(found.mean, mean, atol=1e-10)
    np.testing.assert_allclose(found.variance, variance, atol=1e-10)


@estimators
def test_noise_of_the_rewards_counts(estimator):
    mdp, policy, theta = made(2)
    noisy = replace(mdp, reward_noise=0.7)
    # The same mean and variance: a reward is as often 0.7 too high as 0.7 too low.
    doubled = TabularMDP(
        start=mdp.start,
        next_state=np.concatenate([mdp.next_state] * 2, axis=2),
        probability=np.concatenate([mdp.probability / 2.0] * 2, axis=2),
        reward=np.concatenate([mdp.reward - 0.7, mdp.reward + 0.7], axis=2),
        terminated=np.concatenate([mdp.terminated] * 2, axis=2),
        observation=mdp.observation,
        state_names=mdp.state_names,
        action_names=mdp.action_names,
        observation_names=mdp.observation_names,
    )
    found = trajectory_moments(noisy, policy, theta, estimator, 2)
    mean, variance = listed_moments(doubled, policy, theta, estimator, 2)
    np.testing.assert_allclose(found.mean, mean, atol=1e-10)
    np.testing.assert_allclose(found.variance, variance, atol=1e-10)


@pytest.mark.parametrize("id", ["FrozenLake-v1", "pgviz/GridWorld-v0", "pgviz/Bandit-v0"])
def test_the_mean_is_the_gradient_of_the_objective(id):
    world = make_world(EnvironmentSpec(id))
    policy = make_policy("table", world.observations, world.actions, (), "tanh")
    theta = np.random.default_rng(0).normal(size=policy.size)
    exact = exact_gradient(world.mdp, policy, theta, 0.95, 20).gradient
    for return_ in ("whole", "to-go"):
        found = trajectory_moments(world.mdp, policy, theta, Estimator(0.95, return_), 20)
        np.testing.assert_allclose(found.mean, exact, atol=1e-12)


def test_a_certain_policy_has_no_variance():
    mdp = make_world(EnvironmentSpec("pgviz/TwoStep-v0")).mdp
    policy = make_policy("table", discrete(1), discrete(2), (), "tanh")
    found = trajectory_moments(mdp, policy, np.array([-1e4, 1e4]), Estimator(), 2)
    np.testing.assert_array_equal(found.variance, 0.0)


def test_what_couples_trajectories_is_not_separate():
    assert treats_separately(Estimator())
    assert treats_separately(Estimator(baseline="value", mistake="sign"))
    for choice in (
        {"baseline": "mean"},
        {"standardise": True},
        {"average": "steps"},
        {"mistake": "action-baseline"},
    ):
        assert not treats_separately(Estimator(**choice))


@pytest.mark.parametrize(
    ("id", "horizon", "possible"),
    [
        ("CliffWalking-v1", 200, True),
        ("CliffWalking-v1", 100_000, False),
        ("Taxi-v4", 1, False),
    ],
)
def test_the_work_is_bounded(id, horizon, possible):
    world = make_world(EnvironmentSpec(id))
    policy = make_policy("table", world.observations, world.actions, (), "tanh")
    assert is_summable(world.mdp, policy, horizon) is possible


@estimators
@pytest.mark.parametrize("seed", range(4))
def test_moments_along_a_direction_are_those_of_the_listed(estimator, seed):
    mdp, policy, theta = made(seed)
    direction = np.random.default_rng(seed).normal(size=policy.size)
    found = trajectory_moments(mdp, policy, theta, estimator, 3, direction=direction)
    probabilities = np.exp(policy.log_policy(theta, np.arange(mdp.observations)))
    paths, lengths = all_paths(mdp, probabilities, 3), []
    for path in paths:
        batch = batch_of_paths(mdp, path)
        score = policy.evaluate(theta, batch.observations, batch.actions).score
        dense = score.dense(np.arange(batch.steps))
        lengths.append(estimate(batch, dense, estimator, [0.0] * batch.steps).gradient @ direction)
    chances = np.array([path.probability for path in paths])
    mean = chances @ lengths
    np.testing.assert_allclose(found.mean, [mean], atol=1e-12)
    np.testing.assert_allclose(found.variance, [chances @ (lengths - mean) ** 2], atol=1e-10)
