"""Rewards before an action: by hand, over all trajectories, and against the known variances."""

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.environments.randomness import Draws
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.estimator_quality import Question
from pgviz.estimation.past_rewards import (
    Spread,
    exact_spread,
    gradients_of,
    parts_of,
    sampled_spread,
)
from pgviz.policies.choice import make_policy
from tests.estimation.enumeration import all_paths, batch_of_paths
from tests.estimation.test_moments import made
from tests.policies.cases import discrete


@pytest.mark.parametrize("discount", [1.0, 0.9, 0.0])
def test_the_parts_are_sums_over_earlier_and_later_steps(discount):
    batch = gridworld_batch()[0]
    parts = parts_of(batch, discount)
    for i in range(batch.size):
        rewards = batch.rewards[batch.slice(i)]
        counted = [discount**k * reward for k, reward in enumerate(rewards)]
        for t, step in enumerate(range(*batch.slice(i).indices(batch.steps))):
            assert parts.past[step] == pytest.approx(sum(counted[:t]), abs=1e-12)
            assert parts.future[step] == pytest.approx(sum(counted[t:]), abs=1e-12)


def test_the_first_step_has_no_past():
    batch = gridworld_batch()[0]
    assert not parts_of(batch, 0.97).past[batch.offsets[:-1]].any()


@pytest.mark.parametrize("seed", range(6))
def test_over_all_trajectories_the_past_is_0_on_average_and_the_variances_agree(seed):
    mdp, policy, theta = made(seed)
    probabilities = np.exp(policy.log_policy(theta, np.arange(mdp.observations)))
    paths = all_paths(mdp, probabilities, 3)
    chances = np.array([path.probability for path in paths])
    pasts, wholes, futures = [], [], []
    for path in paths:
        batch = batch_of_paths(mdp, path)
        score = policy.evaluate(theta, batch.observations, batch.actions).score
        gradients = gradients_of(batch, score, parts_of(batch, 0.8))
        pasts.append(gradients.past[0])
        futures.append(gradients.future[0])
        wholes.append(gradients.past[0] + gradients.future[0])
    np.testing.assert_allclose(chances @ np.array(pasts), 0.0, atol=1e-12)
    question = Question(mdp, policy, theta, Estimator(0.8), 5, 3, discrete(mdp.observations))
    spread = exact_spread(question)
    np.testing.assert_allclose(spread.mean, 0.0, atol=1e-12)
    assert spread.whole == pytest.approx(total_variance(chances, wholes))
    assert spread.future == pytest.approx(total_variance(chances, futures))


def test_the_short_corridor_has_the_variances_of_the_known_answers():
    mdp = make_world(EnvironmentSpec("pgviz/ShortCorridor-v0")).mdp
    policy = make_policy("table", discrete(1), discrete(2), (), "tanh")
    question = Question(mdp, policy, np.zeros(2), Estimator(), 1, 1000, discrete(1))
    spread = exact_spread(question)
    # Both logits have the same variance: that of the answers is of one.
    assert (spread.whole, spread.future) == pytest.approx((2 * 1959, 2 * 733))
    assert spread.share == pytest.approx(1 - 733 / 1959)


def test_the_batch_has_the_variances_that_numpy_gives():
    batch, score = gridworld_batch()
    gradients = gradients_of(batch, score, parts_of(batch, 1.0))
    totals = np.repeat(batch.total(batch.rewards), batch.lengths)
    whole = np.stack(
        [
            totals[batch.slice(i)] @ score.dense(np.arange(batch.steps)[batch.slice(i)])
            for i in range(batch.size)
        ]
    )
    np.testing.assert_allclose(gradients.past + gradients.future, whole, atol=1e-12)
    assert sampled_spread(gradients).whole == pytest.approx(whole.var(axis=0, ddof=1).sum())
    assert not sampled_spread(gradients).exact


def test_without_variance_the_past_adds_none():
    assert Spread(0.0, 0.0).share == 0.0


def total_variance(chances, gradients):
    gradients = np.array(gradients)
    mean = chances @ gradients
    return float((chances @ (gradients - mean) ** 2).sum())


def gridworld_batch():
    """Return eight trajectories of a slippery grid, and their scores."""
    world = make_world(EnvironmentSpec("pgviz/GridWorld-v0", {"slip": 0.3}))
    policy = make_policy("table", world.observations, world.actions, (), "tanh")
    theta = np.random.default_rng(3).normal(size=policy.size)
    batch = world.sample(policy.actor(theta), 1, Draws(2, 0), 8, 25)
    return batch, policy.evaluate(theta, batch.observations, batch.actions).score
