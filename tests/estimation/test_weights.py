"""Every choice of the estimator against a plain double loop over trajectories and steps."""

from itertools import product

import numpy as np
import pytest

from pgviz.estimation import value
from pgviz.estimation.estimate import estimate_gradient
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.weights import weigh
from tests.estimation import written_out
from tests.estimation.batches import batch_of, random_batch
from tests.policies.cases import TABLE, Architecture, box, discrete

RETURNS = ("whole", "to-go")
BASELINES = ("none", "mean", "leave-one-out", "time", "value", "optimal")
ESTIMATORS = [
    Estimator(*choices)
    for choices in product(
        (0.0, 0.9, 1.0), RETURNS, BASELINES, (False, True), (False, True), ("trajectories", "steps")
    )
]
LENGTHS = (3, 1, 7, 4, 1)
NETWORK = Architecture("mlp", box(3), discrete(3), (4,))


def named(estimator):
    flags = f"standardise={estimator.standardise:d} weighted={estimator.discount_weighting:d}"
    choices = f"{estimator.return_} {estimator.baseline} {flags} {estimator.average}"
    return f"{estimator.discount} {choices}"


def made(architecture, estimator, lengths=LENGTHS, seed=3):
    """Return a batch, its scores, its weights, and both as they are written out."""
    policy = architecture.policy()
    theta = np.random.default_rng(seed).normal(size=policy.size)
    spaces = architecture.observations, architecture.actions
    batch, earlier = random_batch(*spaces, lengths, seed), random_batch(*spaces, (9, 9), seed + 1)
    fit = value.refit(value.UNFITTED, spaces[0], earlier, earlier.rewards)
    score = policy.evaluate(theta, batch.observations, batch.actions).score
    weights = weigh(batch, score, estimator, spaces[0], fit)
    dense = score.dense(np.arange(batch.steps))
    values = value.predict(fit, spaces[0], batch)
    return batch, score, weights, written_out.estimate(batch, dense, estimator, values)


@pytest.mark.parametrize("estimator", ESTIMATORS, ids=named)
@pytest.mark.parametrize("architecture", [TABLE, NETWORK], ids=str)
def test_weights_and_estimate_are_those_of_the_double_loop(architecture, estimator):
    batch, score, weights, expected = made(architecture, estimator)
    for quantity, rows in (
        (weights.returns, expected.returns),
        (weights.baseline, expected.baselines),
        (weights.psi, expected.psi),
        (weights.coefficients, expected.coefficients),
    ):
        np.testing.assert_allclose(quantity, np.concatenate(rows), rtol=1e-11, atol=1e-11)
    gradient = estimate_gradient(batch, score, weights).gradient
    np.testing.assert_allclose(gradient, expected.gradient, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("return_", RETURNS)
@pytest.mark.parametrize("baseline", BASELINES)
@pytest.mark.parametrize("lengths", [(1,), (6,), (1, 1)])
def test_one_trajectory_and_one_step(return_, baseline, lengths):
    estimator = Estimator(return_=return_, baseline=baseline, discount=0.9)
    batch, score, weights, expected = made(TABLE, estimator, lengths)
    gradient = estimate_gradient(batch, score, weights).gradient
    np.testing.assert_allclose(gradient, expected.gradient, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("baseline", BASELINES)
@pytest.mark.parametrize("standardise", [False, True])
def test_equal_returns_are_not_blown_up_by_their_rounding(baseline, standardise):
    batch = batch_of(*[[(0, action, 0.1), (1, 0, 0.2)] for action in (0, 1, 2, 0)])
    policy = TABLE.policy()
    score = policy.evaluate(np.zeros(policy.size), batch.observations, batch.actions).score
    estimator = Estimator(baseline=baseline, standardise=standardise)
    psi = weigh(batch, score, estimator, TABLE.observations).psi
    left = 0.0 if baseline in ("mean", "leave-one-out", "time") else 0.3
    if baseline != "optimal":
        np.testing.assert_allclose(psi, left, atol=1e-15)
    assert (np.abs(psi) <= 0.3 + 1e-15).all()


@pytest.mark.parametrize("baseline", ["mean", "leave-one-out", "time"])
def test_returns_that_differ_by_rounding_only_weigh_nothing(baseline):
    assert 0.1 + 0.2 + 0.3 != 0.3 + 0.2 + 0.1
    orders = [(0.1, 0.2, 0.3), (0.3, 0.2, 0.1), (0.2, 0.1, 0.3)]
    batch = batch_of(*[[(0, 1, reward) for reward in order] for order in orders])
    policy = TABLE.policy()
    score = policy.evaluate(np.zeros(policy.size), batch.observations, batch.actions).score
    estimator = Estimator(baseline=baseline, standardise=True)
    assert (weigh(batch, score, estimator, TABLE.observations).psi == 0.0).all()


def test_a_standardised_weight_has_deviation_1():
    *_, weights, _ = made(TABLE, Estimator(standardise=True, baseline="time", return_="to-go"))
    assert weights.psi.std() == pytest.approx(1.0, rel=1e-14)
