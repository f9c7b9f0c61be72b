"""Moments of many draws of ĝ, against those of all draws at once."""

import numpy as np
import pytest

from pgviz.estimation.quality import Accumulator, cosine

DRAWS = np.random.default_rng(0).normal([5.0, -1e-3, 1e8], [2.0, 1e-3, 1.0], (1000, 3))


def moments_of(draws, exact=None):
    accumulator = Accumulator(exact)
    for draw in draws:
        accumulator.add(draw)
    return accumulator.result()


def test_mean_variance_and_standard_error():
    moments = moments_of(DRAWS)
    assert moments.count == 1000
    np.testing.assert_allclose(moments.mean, DRAWS.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(moments.variance, DRAWS.var(axis=0, ddof=1), rtol=1e-8)
    error = DRAWS.std(axis=0, ddof=1) / np.sqrt(1000)
    np.testing.assert_allclose(moments.standard_error, error, rtol=1e-8)


@pytest.mark.parametrize("sizes", [(1000,), (1, 999), (300, 1, 699)])
def test_many_draws_at_once_are_as_many_one_by_one(sizes):
    exact = np.array([-5.0, 0.0, 1e-7])
    accumulator = Accumulator(exact)
    for part in np.split(DRAWS, np.cumsum(sizes)[:-1]):
        accumulator.add_all(part)
    together, single = accumulator.result(), moments_of(DRAWS, exact)
    assert together.count == 1000
    np.testing.assert_allclose(together.mean, DRAWS.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(together.variance, DRAWS.var(axis=0, ddof=1), rtol=1e-8)
    assert together.wrong_direction_share == single.wrong_direction_share
    assert 0.0 < single.wrong_direction_share < 1.0


def test_one_draw_has_no_variance():
    moments = moments_of(DRAWS[:1])
    np.testing.assert_array_equal(moments.mean, DRAWS[0])
    assert np.isnan(moments.variance).all()
    assert np.isnan(moments.standard_error).all()


def test_share_of_draws_that_point_away_from_the_exact_gradient():
    exact = np.array([1.0, 0.0])
    draws = [np.array(draw) for draw in ([1.0, 9.0], [-1.0, 9.0], [0.0, 1.0], [2.0, -2.0])]
    found = moments_of(draws, exact)
    assert found.wrong_direction_share == 0.5
    assert (found.directions.away, found.directions.zero) == (0.25, 0.25)
    assert moments_of(draws).wrong_direction_share is None


def test_a_draw_that_is_zero_leads_nowhere():
    found = moments_of([np.zeros(2), np.array([-1.0, 0.0])], np.array([1.0, 1e-3])).directions
    assert (found.wrong, found.away, found.zero) == (1.0, 0.5, 0.5)


def test_what_rounding_leaves_at_a_right_angle_leads_nowhere():
    exact = np.array([0.1, 0.2, -0.3])
    across = np.array([3.0, 0.0, 1.0]) * 0.1  # 0.1 · 0.3 - 0.3 · 0.1, but in floats
    assert moments_of([across], exact).directions.zero == 1.0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([3.0, 0.0], [5.0, 0.0], 1.0),
        ([3.0, 0.0], [0.0, 2.0], 0.0),
        ([1.0, 1.0], [-2.0, -2.0], -1.0),
        ([1.0, 0.0], [1.0, np.sqrt(3.0)], 0.5),
        ([0.0, 0.0], [1.0, 1.0], None),
    ],
)
def test_cosine(one, other, expected):
    angle = cosine(np.array(one), np.array(other))
    assert angle == (None if expected is None else pytest.approx(expected, abs=1e-15))
