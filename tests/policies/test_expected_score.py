"""E[∇log π(a|s)] = 0 under π itself: why a baseline adds no bias."""

from itertools import product

import numpy as np
import pytest

from tests.policies.cases import GAUSSIAN, SOFTMAX


@pytest.mark.parametrize("case", SOFTMAX.values(), ids=SOFTMAX.keys())
def test_over_all_actions_of_a_softmax(case):
    observation, count = case.observations[:1], case.architecture.actions.n
    observations = np.repeat(observation, count, axis=0)
    evaluation = case.policy.evaluate(case.theta, observations, np.arange(count))
    probabilities = np.exp(evaluation.log_probabilities)
    np.testing.assert_allclose(probabilities, evaluation.probabilities[0], rtol=1e-14)
    np.testing.assert_allclose(evaluation.score.weighted_sum(probabilities), 0.0, atol=1e-15)


@pytest.mark.parametrize("case", GAUSSIAN.values(), ids=GAUSSIAN.keys())
def test_over_the_normal_density_by_quadrature(case):
    # The score is of degree 2 in the action, so three Gauss-Hermite nodes integrate it exactly.
    nodes, weights = np.polynomial.hermite_e.hermegauss(3)
    z = np.array(list(product(nodes, repeat=2)))
    shares = np.array([x * y for x, y in product(weights, repeat=2)]) / (2.0 * np.pi)
    observations = np.repeat(case.observations[:1], len(z), axis=0)
    mean = case.policy.mean(case.theta, observations)
    actions = mean + case.policy.deviations(case.theta) * z
    score = case.policy.evaluate(case.theta, observations, actions).score
    np.testing.assert_allclose(score.weighted_sum(shares), 0.0, atol=1e-12)
