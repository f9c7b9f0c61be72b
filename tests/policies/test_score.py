"""∇_θ log π against finite differences, and its factored sums against the dense definition."""

from itertools import pairwise

import numpy as np
import pytest

from tests.policies.cases import CASES, STEPS
from tests.policies.written_out import differences

OFFSETS = np.array([0, 1, 4, STEPS])
WEIGHTS = np.array([0.5, -2.0, 3.0, 0.0, 1e3, -0.25])

cases = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())


def dense(case):
    return case.evaluation().score.dense(np.arange(STEPS))


@cases
def test_log_probability_is_that_of_the_policy_written_out(case):
    expected = [case.log_probability(case.theta, step) for step in range(STEPS)]
    np.testing.assert_allclose(case.evaluation().log_probabilities, expected, rtol=1e-11)


@cases
def test_score_is_the_gradient_of_log_probability(case):
    for step, score in enumerate(dense(case)):
        expected = differences(
            lambda theta, step=step: case.log_probability(theta, step), case.theta
        )
        np.testing.assert_allclose(score, expected, rtol=1e-6, atol=1e-8)


@cases
def test_entropies_and_their_gradient(case):
    expected = [case.entropy(case.theta, step) for step in range(STEPS)]
    np.testing.assert_allclose(case.evaluation().entropies, expected, rtol=1e-12)

    def mean_entropy(theta):
        return np.mean([case.entropy(theta, step) for step in range(STEPS)])

    gradient = case.policy.entropy_gradient(case.theta, case.observations)
    np.testing.assert_allclose(gradient, differences(mean_entropy, case.theta), atol=1e-9)


@cases
def test_weighted_sum_is_that_of_the_dense_scores(case):
    total = case.evaluation().score.weighted_sum(WEIGHTS)
    np.testing.assert_allclose(total, WEIGHTS @ dense(case), rtol=1e-12, atol=1e-12)


@cases
def test_per_trajectory_sums_are_those_of_the_dense_scores(case):
    sums = case.evaluation().score.per_trajectory(WEIGHTS, OFFSETS)
    expected = [WEIGHTS[begin:end] @ dense(case)[begin:end] for begin, end in pairwise(OFFSETS)]
    np.testing.assert_allclose(sums, expected, rtol=1e-12, atol=1e-12)


@cases
def test_norms_are_those_of_the_dense_scores(case):
    expected = np.linalg.norm(dense(case), axis=1)
    np.testing.assert_allclose(case.evaluation().score.norms(), expected, rtol=1e-13)


@cases
def test_products_with_a_direction_are_those_of_the_dense_scores(case):
    direction = np.random.default_rng(7).normal(size=case.policy.size)
    along = case.evaluation().score.along(direction)
    np.testing.assert_allclose(along, dense(case) @ direction, rtol=1e-11, atol=1e-12)


@cases
def test_dense_scores_of_chosen_steps(case):
    chosen = np.array([4, 0, 4])
    some = case.evaluation().score.dense(chosen)
    np.testing.assert_array_equal(some, dense(case)[chosen])


@cases
def test_blocks_cover_theta_in_order(case):
    spans = [block.span for block in case.evaluation().score.blocks]
    assert [span.start for span in spans] == [0, *(span.stop for span in spans[:-1])]
    assert spans[-1].stop == case.policy.size == case.policy.layers[-1].span.stop
