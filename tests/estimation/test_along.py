"""How far ĝ reaches along ∇J, against every batch there can be."""

from dataclasses import replace

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.estimation.along import Along, along, mean_of, normal_share
from pgviz.estimation.directions import exactly
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.estimator_quality import Question
from pgviz.estimation.every_batch import Distribution, every_batch, every_trajectory
from pgviz.estimation.exact import exact_gradient
from pgviz.policies.choice import make_policy
from tests.estimation.test_moments import made
from tests.policies.cases import discrete


def question(mdp, policy, theta, estimator, horizon):
    return Question(mdp, policy, theta, estimator, 1, horizon, discrete(mdp.observations))


def two_step(theta, estimator):
    world = make_world(EnvironmentSpec("pgviz/TwoStep-v0"))
    policy = make_policy("table", world.observations, world.actions, (), "tanh")
    return question(world.mdp, policy, np.array(theta), estimator, 2)


def gradient_of(asked):
    task = asked.mdp, asked.policy, asked.theta
    return exact_gradient(*task, asked.estimator.discount, asked.horizon).gradient


def test_the_share_of_single_trajectories_is_summed_by_hand():
    # p = 1/2, whole return: g_τ = R (S₁ - S₀)/2 along (-1, 1)/√2 is 0, 0, 0 and √2 · 1.
    asked = two_step([0.0, 0.0], Estimator())
    found = along(every_trajectory(asked.sampling()), gradient_of(asked))
    assert found.away == exactly(0.0)
    assert found.zero.least == found.zero.most == pytest.approx(0.75)
    assert found.mean == pytest.approx(np.sqrt(2.0) / 4.0)


@pytest.mark.parametrize("size", [2, 3, 6])
@pytest.mark.parametrize("return_", ["whole", "to-go"])
def test_sums_are_those_of_every_batch(size, return_):
    asked = two_step([0.3, -0.4], Estimator(0.9, return_))
    gradient = gradient_of(asked)
    found = mean_of(along(every_trajectory(asked.sampling()), gradient), size)
    listed = along(every_batch(asked.sampling(), size), gradient)
    for share, known in ((found.away, listed.away), (found.zero, listed.zero)):
        assert share.least - 1e-12 <= known.middle <= share.most + 1e-12
        assert share.most - share.least < 0.04
    assert found.mean == pytest.approx(listed.mean, abs=1e-3)
    assert found.deviation == pytest.approx(listed.deviation, rel=1e-2)


def test_lengths_on_a_grid_are_summed_exactly():
    single = Along(np.array([-2.0, 1.0]), np.array([0.4, 0.6]), exactly(0.4), exactly(0.0))
    found = mean_of(single, 3)
    # Sums -6, -3, 0, 3: only three times +1 is above 0, and two of them with one -2 are 0.
    zero = 3 * 0.6**2 * 0.4
    for each in (found.zero.least, found.zero.most):
        assert each == pytest.approx(zero)
    for each in (found.away.least, found.away.most):
        assert each == pytest.approx(1.0 - 0.6**3 - zero)


@pytest.mark.parametrize("seed", range(6))
def test_the_mean_keeps_its_mean_and_spreads_less(seed):
    mdp, policy, theta = made(seed)
    asked = question(mdp, policy, theta, Estimator(0.9, "to-go"), 3)
    single = along(every_trajectory(asked.sampling()), gradient_of(asked))
    found = mean_of(single, 64)
    assert found.probabilities.sum() == pytest.approx(1.0)
    assert found.mean == pytest.approx(single.mean, abs=1e-3 * np.abs(single.lengths).max())
    assert found.deviation == pytest.approx(single.deviation / 8.0, rel=1e-2)
    near = normal_share(single.mean, single.deviation, 64)
    assert found.away.least - 0.05 < near < found.away.most + 0.05


def test_where_there_is_no_direction_there_are_no_lengths():
    asked = two_step([0.0, 0.0], Estimator())
    assert along(every_trajectory(asked.sampling()), np.zeros(2)) is None
    nothing = Distribution(np.ones(1), np.zeros((1, 2)))
    assert mean_of(along(nothing, np.ones(2)), 4) is None


def test_too_many_are_not_summed():
    single = Along(np.array([-2.0, 1.0]), np.array([0.4, 0.6]), exactly(0.4), exactly(0.0))
    assert mean_of(single, 100_000) is None
    assert mean_of(single, 100) is not None


@pytest.mark.parametrize(
    ("mean", "deviation", "size", "share"),
    [(0.0, 1.0, 4, 0.5), (1.0, 1.0, 1, 0.15865525), (1.0, 2.0, 4, 0.15865525), (-1.0, 0.0, 9, 1.0)],
)
def test_the_normal_share_is_that_of_tables(mean, deviation, size, share):
    assert normal_share(mean, deviation, size) == pytest.approx(share)


def test_a_biased_estimator_may_point_away_altogether():
    asked = two_step([0.0, 0.0], Estimator(mistake="sign"))
    right = replace(asked, estimator=Estimator())
    found = along(every_trajectory(asked.sampling()), gradient_of(right))
    # Now 1, 1 leads downhill, and the three that earn nothing, or have no score, still nowhere.
    assert found.away.middle == pytest.approx(0.25)
    assert found.zero.middle == pytest.approx(0.75)
    assert found.mean < 0.0
