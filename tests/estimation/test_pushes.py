"""Pushes on logits: by hand, and against ĝ itself."""

import numpy as np
import pytest

from pgviz.estimation.estimate import estimate_gradient
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.pushes import pushes_of
from pgviz.estimation.weights import weigh
from pgviz.policies.choice import make_policy
from tests.estimation.batches import random_batch
from tests.policies.cases import discrete


def test_two_pulls_by_hand():
    probabilities = np.array([[0.5, 0.3, 0.2], [0.5, 0.3, 0.2]])
    factors, returns = np.array([4.0, 1.0]) / 2, np.array([4.0, 1.0])
    pushes = pushes_of(probabilities, np.array([0, 1]), factors, returns, np.zeros(2))
    assert pushes.own == pytest.approx([2.0 * 0.5, 0.5 * 0.7, 0.0])
    assert pushes.others == pytest.approx([-0.5 * 0.5, -2.0 * 0.3, -2.5 * 0.2])
    assert pushes.counts.tolist() == [1, 1, 0]
    np.testing.assert_array_equal(pushes.mean_returns, [4.0, 1.0, np.nan])


def test_all_positive_returns_push_every_sampled_action_up_and_yet_their_sum_is_0():
    generator = np.random.default_rng(0)
    probabilities = generator.dirichlet(np.ones(4), 50)
    actions = generator.integers(0, 4, 50)
    factors = generator.uniform(0.1, 3.0, 50)
    pushes = pushes_of(probabilities, actions, factors, factors, np.zeros(50))
    assert (pushes.own > 0.0).all()
    assert (pushes.others < 0.0).all()
    assert pushes.net.sum() == pytest.approx(0.0, abs=1e-12)
    assert (pushes.net > 0.0).any()
    assert (pushes.net < 0.0).any()


@pytest.mark.parametrize(
    "estimator",
    [
        Estimator(),
        Estimator(0.8, "to-go", "leave-one-out"),
        Estimator(0.9, "to-go", "mean", standardise=True, average="steps"),
        Estimator(0.9, mistake="sign"),
    ],
)
def test_the_net_is_the_row_of_the_estimate(estimator):
    policy = make_policy("table", discrete(3), discrete(4), (), "tanh")
    theta = np.random.default_rng(1).normal(size=policy.size)
    batch = random_batch(discrete(3), discrete(4), (3, 5, 2), seed=7)
    evaluation = policy.evaluate(theta, batch.observations, batch.actions)
    weights = weigh(batch, evaluation.score, estimator, discrete(3))
    table = estimate_gradient(batch, evaluation.score, weights).gradient.reshape(3, 4)
    for observation in range(3):
        steps = batch.observations == observation
        pushes = pushes_of(
            evaluation.probabilities[steps],
            batch.actions[steps],
            weights.factors[steps],
            weights.returns[steps],
            weights.baseline[steps],
        )
        np.testing.assert_allclose(pushes.net, table[observation], atol=1e-14)
