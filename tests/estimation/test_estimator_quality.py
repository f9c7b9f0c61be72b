"""Exact quality of estimators: each way against another, and against what the formulas say."""

from dataclasses import replace

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.environments.tabular import TabularMDP
from pgviz.estimation import value
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.estimator_quality import Question, exact_quality, why_unknown
from pgviz.estimation.every_batch import Sampling, every_batch
from pgviz.estimation.exact import exact_gradient
from pgviz.estimation.listing import list_trajectories
from pgviz.estimation.pair_moments import pair_moments
from pgviz.policies.choice import make_policy
from tests.estimation.enumeration import random_mdp
from tests.known_answers import two_logits
from tests.policies.cases import discrete


def question(mdp, estimator, batch_size, horizon, theta=None, fit=value.UNFITTED):
    observations = discrete(mdp.observations)
    policy = make_policy("table", observations, discrete(mdp.actions), (), "tanh")
    theta = np.linspace(-0.6, 0.4, policy.size) if theta is None else theta
    return Question(mdp, policy, theta, estimator, batch_size, horizon, observations, fit)


def world(name):
    id = name if "-" in name else f"pgviz/{name}-v0"
    return make_world(EnvironmentSpec(id)).mdp


def on_two_steps(estimator, size=8, theta=None):
    return exact_quality(question(world("TwoStep"), estimator, size, 2, theta))


def exact_of(asked):
    task = asked.mdp, asked.policy, asked.theta, asked.estimator.discount, asked.horizon
    return exact_gradient(*task).gradient


def test_all_batches_of_a_tiny_world():
    quality = on_two_steps(Estimator())
    assert quality.how == "all 165 batches of 8 trajectories"
    assert quality.unbiasedness.holds
    np.testing.assert_allclose(quality.bias, 0.0, atol=1e-13)
    assert 0.0 < quality.wrong_direction_share < 0.5


def test_fewer_batches_may_be_asked_for():
    asked = question(world("TwoStep"), Estimator(baseline="time"), 8, 2)
    assert exact_quality(replace(asked, most_batches=165)).how.startswith("all 165")
    assert exact_quality(replace(asked, most_batches=164)) is None


@pytest.mark.parametrize("return_", ["whole", "to-go"])
@pytest.mark.parametrize("discount", [1.0, 0.9])
def test_moments_agree_with_all_batches(return_, discount):
    mdp, estimator = random_mdp(3, states=3), Estimator(discount, return_)
    many = exact_quality(question(mdp, estimator, 30, 2))
    assert many.how == "dynamic programming over moments"
    assert many.wrong_direction_share is None
    few = exact_quality(question(mdp, estimator, 2, 2))
    assert few.how.startswith("all ")
    np.testing.assert_allclose(few.expectation, many.expectation, atol=1e-12)
    np.testing.assert_allclose(few.variance * 2.0, many.variance * 30.0, atol=1e-11)
    np.testing.assert_allclose(few.exact, exact_of(question(mdp, estimator, 2, 2)))


@pytest.mark.parametrize("mistake", ["mean-log", "sign", "shifted", "discount-twice", "argmax"])
def test_mistakes_are_judged_by_every_trajectory(mistake):
    mdp, estimator = random_mdp(3, states=3), Estimator(0.9, "to-go", mistake=mistake)
    many, few = (exact_quality(question(mdp, estimator, size, 2)) for size in (300, 2))
    assert many.how.startswith("all ")
    assert many.how.endswith(" trajectories")
    np.testing.assert_allclose(few.expectation, many.expectation, atol=1e-12)
    np.testing.assert_allclose(few.variance * 2.0, many.variance * 300.0, atol=1e-11)
    assert not many.unbiasedness.holds


def test_the_flipped_sign_has_twice_the_gradient_for_its_bias():
    right, wrong = on_two_steps(Estimator()), on_two_steps(Estimator(mistake="sign"))
    np.testing.assert_allclose(wrong.bias, -2.0 * wrong.exact, atol=1e-13)
    np.testing.assert_allclose(wrong.variance, right.variance, atol=1e-13)
    squared = 4.0 * float(wrong.exact @ wrong.exact)
    assert wrong.mean_squared_error == pytest.approx(right.total_variance + squared)


@pytest.mark.parametrize("p", [0.2, 0.5, 0.8])
def test_the_mean_of_logs_times_the_sum_of_returns_aims_the_other_way(p):
    quality = on_two_steps(Estimator(1.0, "to-go", mistake="mean-log"), theta=two_logits(p))
    np.testing.assert_allclose(quality.exact[1], p * (1 - p), atol=1e-13)
    # known answers: two_step, wrong_estimator
    np.testing.assert_allclose(quality.expectation[1], -p * (1 - p) / 2, atol=1e-13)


@pytest.mark.parametrize("size", [2, 5])
def test_the_mean_baseline_shrinks_the_gradient_and_leaving_one_out_does_not(size):
    shrunk = on_two_steps(Estimator(baseline="mean"), size)
    np.testing.assert_allclose(shrunk.expectation, (1.0 - 1.0 / size) * shrunk.exact, atol=1e-13)
    assert on_two_steps(Estimator(baseline="leave-one-out"), size).unbiasedness.holds


@pytest.mark.parametrize("baseline", ["mean", "leave-one-out"])
@pytest.mark.parametrize("discount", [1.0, 0.9])
@pytest.mark.parametrize(("mdp", "size"), [(world("TwoStep"), 7), (random_mdp(3, states=2), 2)])
def test_pairs_agree_with_all_batches(mdp, size, baseline, discount):
    asked = question(mdp, Estimator(discount, baseline=baseline), size, 2)
    listed = exact_quality(asked)
    assert listed.how.startswith("all ")
    task = asked.mdp, asked.policy, asked.theta, asked.estimator, asked.horizon
    found = pair_moments(*task, size)
    np.testing.assert_allclose(found.mean, listed.expectation, atol=1e-12)
    np.testing.assert_allclose(found.variance, listed.variance, atol=1e-12)


@pytest.mark.parametrize("baseline", ["mean", "leave-one-out"])
def test_one_trajectory_alone_has_no_other_for_its_baseline(baseline):
    asked = question(world("TwoStep"), Estimator(baseline=baseline), 1, 2)
    listed = exact_quality(asked)
    task = asked.mdp, asked.policy, asked.theta, asked.estimator, asked.horizon
    found = pair_moments(*task, 1)
    np.testing.assert_allclose(found.mean, listed.expectation, atol=1e-13)
    np.testing.assert_allclose(found.variance, listed.variance, atol=1e-13)


def test_pairs_are_followed_where_trajectories_are_too_many_or_noisy():
    for mdp, horizon in ((world("ShortCorridor"), 1000), (world("Bandit"), 1)):
        plain, better = (
            exact_quality(question(mdp, Estimator(baseline=baseline), 12, horizon))
            for baseline in ("none", "leave-one-out")
        )
        assert better.how == "dynamic programming over moments"
        assert better.unbiasedness.holds
        assert better.total_variance < plain.total_variance


@pytest.mark.parametrize("return_", ["whole", "to-go"])
def test_a_learnt_baseline_is_the_one_that_was_learnt(return_):
    mdp, horizon = random_mdp(3, states=3), 2
    listing = list_trajectories(mdp, horizon)
    fit = value.refit(value.UNFITTED, discrete(2), listing.batch, listing.batch.rewards)
    estimator = Estimator(0.9, return_, "value")
    many = exact_quality(question(mdp, estimator, 300, horizon, fit=fit))
    how = "dynamic programming" if return_ == "to-go" else f"all {listing.size} trajectories"
    assert many.how.startswith(how)
    asked = question(mdp, estimator, 1, horizon)
    parts = listing, asked.policy, asked.theta, estimator, asked.observations, fit
    single = every_batch(Sampling(*parts), 1)
    np.testing.assert_allclose(many.expectation, single.mean, atol=1e-12)
    np.testing.assert_allclose(many.variance * 300.0, single.variance, atol=1e-11)
    assert many.unbiasedness.holds


def test_noisy_rewards_are_summed_but_not_listed():
    noisy = replace(world("TwoStep"), reward_noise=2.0)
    plain, found = on_two_steps(Estimator()), exact_quality(question(noisy, Estimator(), 8, 2))
    assert found.how == "dynamic programming over moments"
    np.testing.assert_allclose(found.expectation, plain.expectation, atol=1e-13)
    assert (found.variance > plain.variance).all()


UNKNOWN = [
    (replace(random_mdp(0), reward_noise=1.0), Estimator(baseline="time"), 4, 2, "noisy"),
    (random_mdp(0), Estimator(baseline="time"), 4, 50, "more than 20,000 trajectories"),
    (random_mdp(0), Estimator(baseline="time"), 40, 2, "too many different batches of 40"),
    (random_mdp(0), Estimator(mistake="sign"), 4, 50, "more than 20,000 trajectories"),
    (world("Taxi-v4"), Estimator(), 4, 200, "3,000 parameters"),
]


@pytest.mark.parametrize(("mdp", "estimator", "size", "horizon", "reason"), UNKNOWN)
def test_what_is_unknown_has_a_reason(mdp, estimator, size, horizon, reason):
    asked = question(mdp, estimator, size, horizon)
    assert exact_quality(asked) is None
    assert reason in why_unknown(asked)


def test_rewards_whose_squares_are_too_large_leave_nothing_known():
    huge = [[[(1.0, 0, 1e200, True)], [(1.0, 0, -1e200, True)]]]
    mdp = TabularMDP.from_outcomes(huge, (1.0,), ("up", "down"), ("only",))
    asked = question(mdp, Estimator(), 2, 1)
    assert exact_quality(asked) is None
    assert why_unknown(asked) == "Rewards are so large that their squares aren't finite."
