"""The factors of P(τ;θ) against products written out, and against all trajectories there are."""

import math
from dataclasses import replace

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.environments.randomness import Draws
from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.factors import factors_of, log_policy_at, log_probabilities_of
from pgviz.estimation.listing import list_trajectories
from pgviz.policies.choice import make_policy
from tests.estimation.enumeration import random_mdp
from tests.policies.cases import discrete

ALIKE = TabularMDP.from_outcomes(
    # Two outcomes of the first step look alike from outside, two others differ in one thing.
    [
        [[(0.2, 1, 1.0, False), (0.3, 1, 1.0, False), (0.1, 1, -2.0, False), (0.4, 1, 1.0, True)]],
        [[(1.0, 1, 0.5, True)]],
    ],
    (0.25, 0.75),
    ("go",),
    ("first", "second"),
)


def table(mdp):
    return make_policy("table", discrete(mdp.observations), discrete(mdp.actions), (), "tanh")


def sampled(id, count=20):
    world = make_world(EnvironmentSpec(id))
    policy = make_policy("auto", world.observations, world.actions, (3,), "tanh")
    theta = np.random.default_rng(3).normal(size=policy.size)
    batch = world.sample(policy.actor(theta), policy.width, Draws(1, 0), count, 30)
    return world, policy, theta, batch


def test_outcomes_that_look_alike_are_added():
    policy = table(ALIKE)
    batch = list_trajectories(ALIKE, 2).batch
    found = {}
    for index in range(batch.size):
        steps = batch.slice(index)
        key = int(batch.states[steps][0]), tuple(batch.rewards[steps].tolist())
        found[key] = factors_of(ALIKE, policy, np.zeros(2), batch, index).probability
    expected = {
        (0, (1.0, 0.5)): 0.25 * 0.5,
        (0, (-2.0, 0.5)): 0.25 * 0.1,
        (0, (1.0,)): 0.25 * 0.4,
        (1, (0.5,)): 0.75,
    }
    assert found == {key: pytest.approx(value) for key, value in expected.items()}


def test_the_reward_of_a_noisy_world_tells_nothing_apart():
    noisy = replace(ALIKE, reward_noise=1.0)
    batch = list_trajectories(noisy, 2).batch
    drawn = replace(batch, rewards=batch.rewards + 0.37)
    assert batch.size == 3
    chances = [factors_of(noisy, table(noisy), np.zeros(2), drawn, i).probability for i in range(3)]
    assert sorted(chances) == pytest.approx([0.25 * 0.4, 0.25 * 0.6, 0.75])


@pytest.mark.parametrize("id", ["pgviz/ShortCorridor-v0", "FrozenLake-v1", "pgviz/Bandit-v0"])
def test_probability_is_the_product_along_a_sampled_trajectory(id):
    world, policy, theta, batch = sampled(id)
    mdp = world.mdp
    for index in range(batch.size):
        steps = batch.slice(index)
        states = [*batch.states[steps].tolist(), int(batch.last_states[index])]
        expected = float(mdp.start[states[0]])
        for time, action in enumerate(batch.actions[steps].tolist()):
            ends = time == steps.stop - steps.start - 1 and bool(batch.terminated[index])
            expected *= sum(
                chance
                for chance, entered, end in zip(
                    mdp.probability[states[time], action].tolist(),
                    mdp.next_state[states[time], action].tolist(),
                    mdp.terminated[states[time], action].tolist(),
                    strict=True,
                )
                if (entered, end) == (states[time + 1], ends)
            )
            seen = mdp.observation[states[time]]
            expected *= math.exp(policy.log_policy(theta, np.array([seen]))[0, action])
        factors = factors_of(mdp, policy, theta, batch, index)
        assert factors.probability == pytest.approx(expected, rel=1e-12)
        assert sum(factors.sums) == pytest.approx(math.log(expected), rel=1e-12)


def test_of_a_world_without_a_table_only_the_policy_is_known():
    world, policy, theta, batch = sampled("CartPole-v1", 2)
    factors = factors_of(world.mdp, policy, theta, batch, 1)
    assert factors.log_start is None
    assert factors.log_dynamics is None
    assert factors.probability is None
    steps = batch.slice(1)
    expected = policy.log_policy(theta, batch.observations[steps])
    taken = expected[np.arange(len(expected)), batch.actions[steps]]
    np.testing.assert_array_equal(factors.log_policy, taken)
    assert factors.sums == (None, None, pytest.approx(float(taken.sum())))


def test_only_the_policys_factors_follow_theta():
    mdp = random_mdp(0)
    policy, batch = table(mdp), list_trajectories(mdp, 3).batch
    here, there = np.zeros(policy.size), np.linspace(-1.0, 1.0, policy.size)
    one, other = (factors_of(mdp, policy, at, batch, batch.size - 1) for at in (here, there))
    assert one.log_start == other.log_start
    np.testing.assert_array_equal(one.log_dynamics, other.log_dynamics)
    moved = log_policy_at(policy, there, batch, batch.size - 1)
    np.testing.assert_array_equal(other.log_policy, moved)
    assert (one.log_policy != moved).all()


@pytest.mark.parametrize("id", ["pgviz/GridWorld-v0", "FrozenLake-v1", "pgviz/ShortCorridor-v0"])
def test_a_batch_at_once_has_the_probabilities_of_its_trajectories(id):
    world, policy, theta, batch = sampled(id)
    log_policy = policy.evaluate(theta, batch.observations, batch.actions).log_probabilities
    found = log_probabilities_of(world.mdp, batch, log_policy)
    for index, value in enumerate(found):
        product = world.mdp.start[batch.states[batch.offsets[index]]]
        steps = range(*batch.slice(index).indices(batch.steps))
        states = [*batch.states[batch.slice(index)], batch.last_states[index]]
        for step, state, entered in zip(steps, states[:-1], states[1:], strict=True):
            cell = state, batch.actions[step]
            alike = (world.mdp.next_state[cell] == entered) & (
                world.mdp.reward[cell] == batch.rewards[step]
            )
            product *= world.mdp.probability[cell][alike].sum() * np.exp(log_policy[step])
        assert np.exp(value) == pytest.approx(product, rel=1e-9)
