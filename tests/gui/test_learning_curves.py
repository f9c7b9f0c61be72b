"""Envelopes and columns of pixels, against all values looked at one by one."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from pgviz.gui.curves.curve import FINE, Curve
from pgviz.gui.curves.envelope import Envelope, stride_for
from pgviz.gui.curves.layout import share_out
from pgviz.gui.curves.series import SERIES, around, value
from pgviz.gui.curves.strokes import touching

STEPWISE = [1, 2, 3, 50, 51, 128, 129, 1000, 1003]


def columns_with(**columns):
    rows = len(next(iter(columns.values())))
    return {"iteration": np.arange(rows), **columns}


def some_values(rows, seed=0):
    generator = np.random.default_rng(seed)
    values = generator.standard_normal(rows).cumsum()
    values[generator.random(rows) < 0.05] = np.nan
    return values


def of_buckets(values, stride, function):
    """A function of every bucket's values that are numbers, NaN where there is none."""
    buckets = [values[begin : begin + stride] for begin in range(0, len(values), stride)]
    known = [bucket[~np.isnan(bucket)] for bucket in buckets]
    return np.array([function(bucket) if len(bucket) else np.nan for bucket in known])


@pytest.mark.parametrize("stride", [1, 2, 8, 64])
def test_an_envelope_that_grows_is_that_of_all_values(stride):
    values, envelope = some_values(1003), Envelope(value("x"))
    for rows in STEPWISE:
        envelope.follow(columns_with(x=values[:rows]), stride)
        seen = values[:rows]
        np.testing.assert_array_equal(envelope.lows, of_buckets(seen, stride, np.min))
        np.testing.assert_array_equal(envelope.highs, of_buckets(seen, stride, np.max))
        np.testing.assert_allclose(envelope.means, of_buckets(seen, stride, np.mean))


def test_an_envelope_changes_its_stride_and_may_be_asked_again():
    values, envelope = some_values(640), Envelope(value("x"))
    for stride in (1, 4, 4, 2):
        envelope.follow(columns_with(x=values), stride)
        np.testing.assert_array_equal(envelope.lows, of_buckets(values, stride, np.min))


def test_a_band_holds_the_spread_on_both_sides():
    mean, spread = some_values(100), np.abs(some_values(100, seed=1))
    envelope = Envelope(around("mean", "spread"))
    envelope.follow(columns_with(mean=mean, spread=spread), 10)
    np.testing.assert_array_equal(envelope.lows, of_buckets(mean - spread, 10, np.min))
    np.testing.assert_array_equal(envelope.highs, of_buckets(mean + spread, 10, np.max))


@pytest.mark.parametrize(
    ("rows", "most", "stride"),
    [(1, 100, 1), (100, 100, 1), (101, 100, 2), (401, 100, 8), (7, 0, 8)],
)
def test_the_stride_is_the_least_power_of_two_that_makes_few_buckets(rows, most, stride):
    assert stride_for(rows, most) == stride


@pytest.mark.parametrize(("buckets", "near"), [(1.2, 2.0), (FINE, 1.0)])
@pytest.mark.parametrize("width", [37.5, 120.0, 500.0])
@pytest.mark.parametrize("rows", [60, 999, 12345])
def test_no_spike_is_lost_and_none_is_in_the_wrong_place(rows, width, buckets, near):
    unit = width / (rows - 1)
    for spike in {0, 1, rows // 3, rows // 2, rows - 2, rows - 1}:
        values = np.zeros(rows)
        values[spike] = 7.0
        curve = Curve(SERIES[1])
        curve.follow(columns_with(gradient_norm=values), buckets * width)
        lows, highs = curve.column_ends(curve.line, unit)
        at = np.flatnonzero(highs == 7.0)
        assert len(at) >= 1
        assert np.abs(at + 0.5 - spike * unit).max() <= near + curve.stride * unit
        assert (lows[highs < 7.0] == 0.0).all()


@pytest.mark.parametrize("buckets", [1.2, FINE])
def test_the_mean_of_a_column_is_that_of_its_buckets(buckets):
    values = np.random.default_rng(2).standard_normal(12345).cumsum()
    curve = Curve(SERIES[1])
    curve.follow(columns_with(gradient_norm=values), buckets * 100.0)
    unit = 100.0 / 12344
    means = curve.column_means(curve.line, unit)
    for column, mean in enumerate(means[:-1].tolist()):
        first, last = (int(edge / unit) // curve.stride for edge in (column, column + 1))
        rows = values[first * curve.stride : max(last, first + 1) * curve.stride]
        assert mean == pytest.approx(rows.mean())


def test_columns_that_touch_cover_their_values_and_leave_no_gap():
    generator = np.random.default_rng(3)
    top = generator.uniform(0.0, 50.0, 200)
    bottom = top + generator.uniform(0.0, 5.0, 200)
    joined_top, joined_bottom = touching(top, bottom, 1.5)
    assert (joined_top <= top + 1e-9).all()
    assert (joined_bottom >= bottom - 1e-9).all()
    assert (joined_bottom - joined_top >= 1.5 - 1e-9).all()
    assert (joined_top[1:] <= joined_bottom[:-1]).all()
    assert (joined_bottom[1:] >= joined_top[:-1]).all()


@pytest.mark.parametrize(
    ("values", "extent"),
    [
        ([-3.0, 5.0], (-3.0, 5.0)),
        ([0.3, 0.3 + 1e-16], (0.15, 0.45)),
        ([0.0, 0.0], (-1.0, 1.0)),
        ([-1e308, 1e308], (-8e307, 8e307)),
    ],
)
def test_the_range_of_a_curve_is_never_rounding_nor_infinite(values, extent):
    curve = Curve(SERIES[0])
    unknown = np.full(2, np.nan)
    columns = columns_with(mean_return=np.array(values), std_return=np.zeros(2), objective=unknown)
    curve.follow(columns, 100.0)
    assert curve.extent == pytest.approx(extent)


def test_the_range_of_a_curve_holds_what_is_drawn_beside_it():
    curve = Curve(SERIES[0])
    objective = np.array([np.nan, 9.0])
    columns = columns_with(mean_return=np.zeros(2), std_return=np.ones(2), objective=objective)
    curve.follow(columns, 100.0)
    assert curve.has_companion
    assert curve.extent == (-1.0, 9.0)


def test_a_range_from_0_holds_it():
    curve = Curve(SERIES[1])
    curve.follow(columns_with(gradient_norm=np.array([4.0, 4.0])), 100.0)
    assert curve.extent == (0.0, 4.0)
    curve = Curve(SERIES[1])
    curve.follow(columns_with(gradient_norm=np.zeros(3)), 100.0)
    assert curve.extent == (0.0, 1.0)


@pytest.mark.parametrize("size", [(1150, 90), (480, 300), (200, 500), (437, 183)])
def test_plots_share_the_area_and_the_first_is_the_largest(size):
    area = QRectF(10.0, 20.0, *size)
    parts = share_out(area, 4, 1.0)
    for index, part in enumerate(parts):
        assert area.adjusted(-0.1, -0.1, 0.1, 0.1).contains(part)
        assert not any(part.intersects(other) for other in parts[:index])
        assert part.width() * part.height() <= parts[0].width() * parts[0].height() + 1e-6
