"""ĝ and its parts: what adds up to what, and the textbook's measures of spread."""

from math import sqrt
from statistics import mean, stdev, variance

import numpy as np
import pytest

from pgviz.estimation.estimate import estimate_gradient
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.weights import weigh
from pgviz.policies.choice import make_policy
from tests.estimation.batches import batch_of, random_batch
from tests.policies.cases import NETWORKS, TABLE, discrete

LENGTHS = (5, 1, 12, 3)
ESTIMATORS = (
    Estimator(),
    Estimator(0.9, "to-go", "mean", standardise=True),
    Estimator(0.95, "to-go", "time", average="steps"),
)


def estimated(architecture, estimator, seed, lengths=LENGTHS, scale=1.0):
    policy = architecture.policy()
    theta = np.random.default_rng(seed).normal(size=policy.size)
    spaces = architecture.observations, architecture.actions
    batch = random_batch(*spaces, lengths, seed, scale)
    score = policy.evaluate(theta, batch.observations, batch.actions).score
    weights = weigh(batch, score, estimator, spaces[0])
    return estimate_gradient(batch, score, weights), score, weights


architectures = pytest.mark.parametrize("architecture", [TABLE, *NETWORKS], ids=str)
estimators = pytest.mark.parametrize("estimator", ESTIMATORS)


@architectures
@estimators
@pytest.mark.parametrize("scale", [1e-200, 1.0, 1e140])
def test_shares_add_up_to_1_and_trajectories_average_to_the_estimate(
    architecture, estimator, scale
):
    estimate, _, _ = estimated(architecture, estimator, seed=1, scale=scale)
    assert abs(estimate.shares.sum() - 1.0) < 1e-12
    average = estimate.per_trajectory.mean(axis=0)
    size = np.abs(estimate.gradient).max()
    np.testing.assert_allclose(average, estimate.gradient, atol=1e-13 * size)


@architectures
@estimators
def test_shares_are_the_contributions_along_the_estimate(architecture, estimator):
    estimate, score, weights = estimated(architecture, estimator, seed=2)
    contributions = weights.factors[:, np.newaxis] * score.dense(np.arange(sum(LENGTHS)))
    unit = estimate.gradient / np.linalg.norm(estimate.gradient)
    expected = contributions @ unit / np.linalg.norm(estimate.gradient)
    np.testing.assert_allclose(estimate.shares, expected, rtol=1e-10, atol=1e-13)
    np.testing.assert_allclose(contributions.sum(axis=0), estimate.gradient, atol=1e-10)


@architectures
def test_standard_error_and_signal_to_noise_are_the_textbook_ones(architecture):
    estimate, _, _ = estimated(architecture, Estimator(), seed=3)
    columns = estimate.per_trajectory.T.tolist()
    errors = [stdev(column) / sqrt(len(LENGTHS)) for column in columns]
    np.testing.assert_allclose(estimate.standard_error, errors, rtol=1e-10, atol=1e-14)
    signal = sum(mean(column) ** 2 for column in columns)
    noise = sum(variance(column) for column in columns) / len(LENGTHS)
    assert estimate.signal_to_noise == pytest.approx(signal / noise, rel=1e-10)
    assert estimate.norm == pytest.approx(sqrt(signal), rel=1e-10)


def test_one_trajectory_has_no_standard_error():
    estimate, _, _ = estimated(TABLE, Estimator(), seed=4, lengths=(5,))
    assert estimate.standard_error is None
    assert estimate.signal_to_noise is None


def of_two(first_reward, second_reward):
    batch = batch_of([(0, 1, first_reward)], [(0, 1, second_reward)])
    policy = TABLE.policy()
    score = policy.evaluate(np.zeros(policy.size), batch.observations, batch.actions).score
    return estimate_gradient(batch, score, weigh(batch, score, Estimator(), TABLE.observations))


def test_equal_trajectories_have_no_noise():
    assert of_two(2.0, 2.0).signal_to_noise is None


@pytest.mark.parametrize("rewards", [(0.0, 0.0), (1.0, -1.0), (0.1 + 0.2, -0.3)])
def test_contributions_that_cancel_have_no_share(rewards):
    np.testing.assert_array_equal(of_two(*rewards).shares, 0.0)


def test_contributions_that_cancel_point_nowhere():
    # Three times (1, 1) and once (1, 0) on two steps, from rewards-to-go: −3(1 − p) + 3(1 − p).
    batch = batch_of(*[[(0, 1, 3.0), (0, 1, -2.0)]] * 3, [(0, 1, 3.0), (0, 0, 0.0)])
    policy = make_policy("table", discrete(1), discrete(2), (), "tanh")
    score = policy.evaluate(np.array([0.1, 0.7]), batch.observations, batch.actions).score
    weights = weigh(batch, score, Estimator(return_="to-go"), discrete(1))
    estimate = estimate_gradient(batch, score, weights)
    assert not estimate.has_direction
    assert estimate.directed.tolist() == [0.0, 0.0]
    assert np.abs(estimate.gradient).max() < 1e-15
