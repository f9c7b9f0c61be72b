"""Exact J and ∇J against the sum over all trajectories, and against finite differences."""

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.estimation.exact import exact_gradient, occupancies, unweighted_gradient
from pgviz.policies.choice import make_policy
from tests.estimation.enumeration import all_paths, batch_of_paths, random_mdp
from tests.policies.cases import discrete
from tests.policies.written_out import differences

SETTINGS = [
    (seed, discount, horizon)
    for seed in range(6)
    for discount, horizon in ((1.0, 1), (1.0, 4), (0.8, 3), (0.0, 3))
]

settings = pytest.mark.parametrize(("seed", "discount", "horizon"), SETTINGS)
kinds = pytest.mark.parametrize("kind", ["table", "mlp"])


def made(kind, seed):
    mdp = random_mdp(seed)
    spaces = discrete(mdp.observations), discrete(mdp.actions)
    policy = make_policy(kind, *spaces, (3,), "tanh")
    return mdp, policy, np.random.default_rng(seed).normal(size=policy.size)


def paths_under(mdp, policy, theta, horizon):
    return all_paths(mdp, np.exp(policy.log_policy(theta, np.arange(mdp.observations))), horizon)


@kinds
@settings
def test_objective_is_the_sum_over_all_trajectories(kind, seed, discount, horizon):
    mdp, policy, theta = made(kind, seed)
    paths = paths_under(mdp, policy, theta, horizon)
    assert sum(path.probability for path in paths) == pytest.approx(1.0, abs=1e-13)
    expected = sum(path.probability * path.discounted(discount) for path in paths)
    exact = exact_gradient(mdp, policy, theta, discount, horizon)
    assert exact.objective == pytest.approx(expected, abs=1e-12)


@kinds
@settings
def test_gradient_is_the_sum_of_probability_score_and_return(kind, seed, discount, horizon):
    mdp, policy, theta = made(kind, seed)
    expected = np.zeros(policy.size)
    for path in paths_under(mdp, policy, theta, horizon):
        batch = batch_of_paths(mdp, path)
        score = policy.evaluate(theta, batch.observations, batch.actions).score
        weight = path.probability * path.discounted(discount)
        expected += score.weighted_sum(np.full(batch.steps, weight))
    exact = exact_gradient(mdp, policy, theta, discount, horizon)
    np.testing.assert_allclose(exact.gradient, expected, atol=1e-12)


@kinds
@settings
def test_gradient_is_the_derivative_of_the_objective(kind, seed, discount, horizon):
    mdp, policy, theta = made(kind, seed)

    def objective(at):
        return exact_gradient(mdp, policy, at, discount, horizon).objective

    gradient = exact_gradient(mdp, policy, theta, discount, horizon).gradient
    np.testing.assert_allclose(gradient, differences(objective, theta), atol=1e-8)


def test_occupancies_are_the_chances_to_act_in_a_state():
    mdp, policy, theta = made("table", 1)
    horizon = 4
    expected = np.zeros((horizon, mdp.states))
    for path in paths_under(mdp, policy, theta, horizon):
        for time, (state, _, _) in enumerate(path.steps):
            expected[time, state] += path.probability
    of_observation = np.exp(policy.log_policy(theta, np.arange(mdp.observations)))
    reach = occupancies(mdp, of_observation[mdp.observation], horizon)
    np.testing.assert_allclose(reach, expected, atol=1e-14)


def test_a_policy_that_is_all_but_certain_has_an_exact_gradient():
    mdp, policy, _ = made("table", 2)
    exact = exact_gradient(mdp, policy, np.array([1e4, -1e4, -1e4, 1e4]), 0.9, 5)
    assert np.isfinite(exact.objective)
    np.testing.assert_allclose(exact.gradient, 0.0, atol=1e-15)


@pytest.mark.parametrize("id", ["FrozenLake-v1", "CliffWalking-v1", "pgviz/GridWorld-v0"])
def test_gradient_on_the_grids_is_the_derivative_along_a_direction(id):
    world = make_world(EnvironmentSpec(id))
    policy = make_policy("table", world.observations, world.actions, (), "tanh")
    generator = np.random.default_rng(0)
    theta, direction = generator.normal(size=(2, policy.size))

    def along(distance):
        return exact_gradient(world.mdp, policy, theta + distance * direction, 0.95, 50)

    difference = (along(1e-5).objective - along(-1e-5).objective) / 2e-5
    assert along(0.0).gradient @ direction == pytest.approx(difference, rel=1e-7)


@kinds
@settings
def test_without_the_weighting_every_step_counts_alike(kind, seed, discount, horizon):
    mdp, policy, theta = made(kind, seed)
    expected = np.zeros(policy.size)
    for path in paths_under(mdp, policy, theta, horizon):
        batch = batch_of_paths(mdp, path)
        score = policy.evaluate(theta, batch.observations, batch.actions).score
        to_go = np.zeros(batch.steps + 1)
        for time in reversed(range(batch.steps)):
            to_go[time] = batch.rewards[time] + discount * to_go[time + 1]
        expected += score.weighted_sum(path.probability * to_go[:-1])
    found = unweighted_gradient(mdp, policy, theta, discount, horizon)
    np.testing.assert_allclose(found, expected, atol=1e-12)
    if discount == 1.0:
        exact = exact_gradient(mdp, policy, theta, discount, horizon)
        np.testing.assert_allclose(found, exact.gradient, atol=1e-12)


@pytest.mark.parametrize("p", [0.2, 0.5, 0.9])
def test_both_targets_on_two_steps_are_the_known_ones(p):
    world = make_world(EnvironmentSpec("pgviz/TwoStep-v0"))
    policy = make_policy("table", world.observations, world.actions, (), "tanh")
    theta = np.array([0.0, np.log(p / (1.0 - p))])
    weighted = exact_gradient(world.mdp, policy, theta, 0.9, 2).gradient
    unweighted = unweighted_gradient(world.mdp, policy, theta, 0.9, 2)
    assert weighted[1] == pytest.approx(1.2 * p * (1.0 - p))
    assert unweighted[1] == pytest.approx(1.0 * p * (1.0 - p))
