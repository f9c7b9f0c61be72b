"""E[ĝ] trajectory by trajectory, against the two-step task's closed forms."""

import numpy as np
import pytest

from pgviz.estimation.estimator import Estimator
from pgviz.estimation.estimator_quality import exact_quality
from pgviz.estimation.exact import exact_gradient
from pgviz.estimation.term_by_term import term_by_term
from tests.estimation.test_along import question, two_step
from tests.estimation.test_moments import made

MISTAKES = ["none", "mean-log", "sign", "argmax", "shifted", "discount-twice"]


@pytest.mark.parametrize("p", [0.2, 0.5, 0.9])
def test_the_mean_of_log_probabilities_turns_the_sign(p):
    logit = np.log(p / (1.0 - p))
    terms = term_by_term(two_step([0.0, logit], Estimator(1.0, "to-go", mistake="mean-log")), 8)
    assert len(terms.chances) == 4
    assert terms.meant_expectation[1] == pytest.approx(p * (1.0 - p))
    assert terms.expectation[1] == pytest.approx(-p * (1.0 - p) / 2.0)


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("seed", range(4))
def test_the_terms_add_up(seed, mistake):
    mdp, policy, theta = made(seed)
    asked = question(mdp, policy, theta, Estimator(0.8, "to-go", mistake=mistake), 2)
    terms, quality = term_by_term(asked, 1000), exact_quality(asked)
    assert terms.meant_chances.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(terms.expectation, quality.expectation, atol=1e-12)
    exact = exact_gradient(mdp, policy, theta, 0.8, 2).gradient
    np.testing.assert_allclose(terms.meant_expectation, exact, atol=1e-12)


def test_too_many_and_joined_trajectories_have_no_terms():
    assert term_by_term(two_step([0.0, 0.0], Estimator()), 3) is None
    assert term_by_term(two_step([0.0, 0.0], Estimator(standardise=True)), 8) is None
