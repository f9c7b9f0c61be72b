"""Round values on axes: which, how they are written, and that they never touch."""

import math
from itertools import pairwise

import numpy as np
import pytest

from pgviz.gui.scale import Scale, finite_range

RANGES = [
    (0.0, 1.0),
    (-0.03, 0.2),
    (-3.7, -2.1),
    (0.0, 1e-7),
    (-3e300, 1e300),
    (99.99, 100.01),
    (-12345.0, 987654.0),
    (0.0, 3.2e6),
]
ranges = pytest.mark.parametrize("span", RANGES)


@ranges
def test_pixels_and_values_are_each_others_inverse(span):
    scale = Scale(*span, 20.0, 320.0)
    assert (scale.pixel(span[0]), scale.pixel(span[1])) == pytest.approx((20.0, 320.0))
    assert scale.value(scale.pixel(span[0] / 2.0 + span[1] / 2.0)) == pytest.approx(
        span[0] / 2.0 + span[1] / 2.0, rel=1e-9, abs=1e-9 * (span[1] - span[0])
    )


@ranges
@pytest.mark.parametrize("direction", [(0.0, 300.0), (300.0, 0.0)])
def test_ticks_are_inside_round_and_apart(span, direction):
    scale = Scale(*span, *direction)
    values = [tick.value for tick in scale.ticks(40.0)]
    assert len(values) >= 2
    steps = np.diff(values)
    np.testing.assert_allclose(steps, steps[0])
    mantissa = steps[0] / 10.0 ** math.floor(math.log10(steps[0] * (1.0 + 1e-9)))
    assert min(abs(mantissa - digit) for digit in (1.0, 2.0, 5.0)) < 1e-6
    assert steps[0] * abs(scale.unit) >= 40.0 * (1.0 - 1e-6)
    slack = 1e-6 * (span[1] - span[0])
    assert span[0] - slack <= values[0]
    assert values[-1] <= span[1] + slack


@ranges
def test_texts_of_ticks_never_touch(span):
    scale = Scale(*span, 0.0, 200.0)
    ticks = scale.spaced_ticks(lambda text: 7.0 * len(text), 10.0)
    ends = [
        (scale.pixel(tick.value) - 3.5 * len(tick.text), 3.5 * len(tick.text)) for tick in ticks
    ]
    for (left, half), (following, _) in pairwise(ends):
        assert left + 2.0 * half + 5.0 <= following + 1e-6


@pytest.mark.parametrize("width", [70.0, 85.0])
@pytest.mark.parametrize("reach", [17.0, 19.0, 30.0, 480.0])
def test_even_a_short_axis_has_the_two_values_that_make_a_scale(reach, width):
    scale = Scale(-reach, 0.9 * reach, 0.0, width)
    ticks = scale.spaced_ticks(lambda text: 6.2 * len(text), 16.0)
    assert len(ticks) >= 2
    for one, other in pairwise(ticks):
        halves = 3.1 * (len(one.text) + len(other.text))
        assert scale.pixel(other.value) - scale.pixel(one.value) >= halves + 4.0 - 1e-6


def written(low, high, gap=40.0, **options):
    return [tick.text for tick in Scale(low, high, 0.0, 300.0).ticks(gap, **options)]


def test_ticks_have_true_minus_signs_and_as_many_digits_as_they_need():
    assert written(-0.03, 0.2) == ["0", "0.05", "0.10", "0.15", "0.20"]
    assert written(-400.0, 400.0) == ["−400", "−200", "0", "200", "400"]
    assert written(99.99, 100.01, 60.0) == ["99.990", "99.995", "100.000", "100.005", "100.010"]
    assert written(0.0, 40000.0, 60.0) == ["0", *(f"{n}0\u202f000" for n in range(1, 5))]
    assert written(0.0, 5e-8, 60.0) == ["0", *(f"{n}·10⁻⁸" for n in range(1, 6))]


def test_whole_ticks_are_whole_numbers():
    assert written(0.0, 3.0, 10.0, whole=True) == ["0", "1", "2", "3"]
    assert "0.5" in written(0.0, 3.0, 10.0)


def test_the_range_of_numbers_leaves_out_what_is_none():
    assert finite_range(np.array([np.nan, 2.0]), np.array([-1.0, np.inf])) == (-1.0, 2.0)
    assert finite_range(np.array([np.nan])) == (0.0, 0.0)
    low, high = finite_range(np.array([-1.7e308, 1.7e308]))
    assert math.isfinite(high - low)


@pytest.mark.parametrize("high", [5e-324, 1e-310, 3e-307])
def test_a_range_next_to_nothing_is_a_scale_too(high):
    scale = Scale(0.0, high, 0.0, 300.0)
    for ticks in (scale.ticks(40.0), scale.spaced_ticks(lambda text: 7.0 * len(text), 10.0)):
        assert {tick.text for tick in ticks} >= {"0"}
    assert 0.0 <= scale.pixel(high) <= 300.0 * (1.0 + 1e-9)
