"""Single components of the score, against its dense form."""

import numpy as np
import pytest

from tests.policies.cases import CASES, STEPS


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_components_are_those_of_the_dense_scores(case):
    score = case.evaluation().score
    parameters = np.random.default_rng(3).permutation(case.policy.size)
    run = slice(1, STEPS - 1)
    expected = score.dense(np.arange(STEPS))[run][:, parameters]
    np.testing.assert_array_equal(score.components(parameters, run), expected)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_no_component_of_any_step(case):
    assert case.evaluation().score.components(np.array([], dtype=int), slice(2, 4)).shape == (2, 0)
