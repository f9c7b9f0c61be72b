"""The Gaussian policy: where θ lies, how it samples, and σ from very small to very large."""

import math

import numpy as np
import pytest

from tests.policies.cases import Architecture, box, random_case

OBSERVATIONS = np.array([[0.5, -1.0, 2.0]])
LINEAR = Architecture("gaussian", box(3), box(2), hidden=())


def theta_with(mean_weights, log_deviations):
    return np.concatenate([np.ravel(mean_weights), log_deviations]).astype(float)


def test_theta_is_the_mean_then_log_sigma():
    theta = theta_with([[1.0, 0.0, 0.0, 3.0], [0.0, 2.0, 0.0, 0.0]], np.log([0.5, 4.0]))
    evaluation = LINEAR.policy().evaluate(theta, OBSERVATIONS, np.array([[3.5, -2.0]]))
    np.testing.assert_allclose(evaluation.means, [[3.5, -2.0]])
    np.testing.assert_allclose(evaluation.deviations, [0.5, 4.0])
    np.testing.assert_allclose(evaluation.log_probabilities, [-math.log(2.0 * math.pi * 2.0)])


def test_samples_have_the_mean_and_the_deviation_of_the_policy():
    policy, count = LINEAR.policy(), 100_000
    theta = theta_with([[1.0, 0.0, 0.0, 3.0], [0.0, 2.0, 0.0, 0.0]], np.log([0.5, 4.0]))
    uniforms = np.random.default_rng(0).random((count, policy.width))
    actions = policy.actor(theta)(np.tile(OBSERVATIONS, (count, 1)), uniforms)
    z = (actions - [3.5, -2.0]) / [0.5, 4.0]
    np.testing.assert_allclose(z.mean(axis=0), 0.0, atol=4.0 / math.sqrt(count))
    np.testing.assert_allclose(z.var(axis=0), 1.0, atol=4.0 * math.sqrt(2.0 / count))
    np.testing.assert_allclose((z[:, 0] * z[:, 1]).mean(), 0.0, atol=4.0 / math.sqrt(count))


@pytest.mark.parametrize("deviation", [1e-12, 1e-6, 1.0, 1e6, 1e12])
def test_densities_and_scores_for_any_sigma(deviation):
    policy = LINEAR.policy()
    theta = theta_with(np.zeros((2, 4)), np.log([deviation, deviation]))
    z = np.array([[1.5, -0.25]])
    evaluation = policy.evaluate(theta, OBSERVATIONS, deviation * z)
    expected = -np.square(z).sum() / 2.0 - 2.0 * math.log(deviation) - math.log(2.0 * math.pi)
    np.testing.assert_allclose(evaluation.log_probabilities, [expected], rtol=1e-12)
    score = evaluation.score.dense(np.array([0]))[0]
    inputs = [*OBSERVATIONS[0], 1.0]
    np.testing.assert_allclose(score[:-2], np.outer(z, inputs).ravel() / deviation, rtol=1e-12)
    np.testing.assert_allclose(score[-2:], np.square(z[0]) - 1.0, rtol=1e-12)


@pytest.mark.parametrize("uniform", [0.0, 1.0 - 2.0**-53])
def test_the_outermost_uniforms_give_finite_actions(uniform):
    policy = LINEAR.policy()
    theta = theta_with(np.zeros((2, 4)), np.log([1e12, 1e-12]))
    actions = policy.actor(theta)(OBSERVATIONS, np.full((1, policy.width), uniform))
    assert np.isfinite(actions).all()


@pytest.mark.parametrize(
    ("low", "high", "deviation"),
    [(-2.0, 2.0, 1.0), (0.0, 1.0, 0.25), (-math.inf, math.inf, 1.0), (0.0, math.inf, 1.0)],
)
def test_sigma_begins_at_a_quarter_of_the_range(low, high, deviation):
    policy = Architecture("gaussian", box(3), box(2, low, high)).policy()
    theta = policy.initial(np.random.default_rng(0), 0.0)
    np.testing.assert_allclose(np.exp(theta[-2:]), deviation)


def test_a_range_as_wide_as_the_floats_has_a_sigma():
    largest = float(np.finfo(float).max)
    policy = Architecture("gaussian", box(3), box(1, -largest, largest)).policy()
    assert np.isfinite(policy.initial(np.random.default_rng(0), 0.0)).all()


def test_the_mean_is_that_of_the_evaluation():
    case = random_case(Architecture("gaussian", box(3), box(2), (4, 3)), 5)
    mean = case.policy.mean(case.theta, case.observations)
    np.testing.assert_array_equal(mean, case.evaluation().means)
