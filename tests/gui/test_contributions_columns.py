"""Time laid over pixels: every step has its place, and no spike is lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pgviz.gui.strips.columns import Columns
from pgviz.gui.strips.raster import heat_pixels
from pgviz.gui.strips.ticks import round_tick, spaced_times
from pgviz.gui.theme import DARK, LIGHT

steps = st.integers(1, 700)
widths = st.integers(1, 900)


@given(steps, widths)
def test_the_step_under_a_steps_middle_is_that_step(steps, width):
    columns = Columns(steps, width)
    places = [columns.step_at(columns.center(step)) for step in range(steps)]
    assert places == list(range(steps))


@given(steps, widths)
def test_columns_run_from_the_first_step_to_the_last(steps, width):
    first = Columns(steps, width).first
    assert first[0] == 0
    assert np.all(np.diff(first) >= 0)
    assert first[-1] == steps - 1 or width < steps


@given(steps, widths, st.data())
def test_no_spike_is_lost(steps, width, data):
    columns, spike = Columns(steps, width), data.draw(st.integers(0, steps - 1))
    values = np.zeros(steps)
    values[spike] = 3.0
    assert columns.highest(values).max() == 3.0
    assert columns.lowest(-values).min() == -3.0
    assert columns.strongest(-values).min() == -3.0
    place = columns.highest(values).argmax()
    assert columns.first[place] <= spike


@given(steps, st.integers(1, 5))
def test_every_bar_that_has_three_pixels_is_drawn_and_stands_apart(steps, pixels):
    width = (2 + pixels) * steps
    columns = Columns(steps, width)
    drawn = {int(step) for step in columns.first[columns.filled]}
    assert drawn == set(range(steps))
    bars = np.flatnonzero(np.diff(columns.filled.astype(int)) == 1)
    assert len(bars) + columns.filled[0] == steps


def test_a_single_bar_is_no_wider_than_wanted():
    assert Columns(1, 400).filled.sum() == 48
    assert Columns(1, 400, widest=96).filled.sum() == 96


def test_columns_past_the_last_value_are_empty():
    columns = Columns(4, 8)
    values = np.array([1.0, -2.0])
    assert columns.highest(values).tolist() == [1, 1, -2, -2] + 4 * [-np.inf]
    assert columns.lowest(values).tolist() == [1, 1, -2, -2] + 4 * [np.inf]
    assert columns.strongest(values).tolist() == [1, 1, -2, -2, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("limit", "tick"),
    [(0.99, 0.5), (1.0, 1.0), (1.13, 1.0), (-7.0, -5.0), (2e-9, 2e-9), (0.3, 0.2), (0.0, 0.0)],
)
def test_a_tick_is_the_largest_round_number_within(limit, tick):
    assert round_tick(limit) == tick


@given(st.integers(1, 100_000), st.integers(1, 30))
def test_times_are_evenly_spaced_from_0_and_have_room(steps, room):
    times = spaced_times(steps, room)
    assert times[0] == 0
    assert times[-1] < steps
    assert len(times) <= room
    assert str(times.step).rstrip("0") in ("1", "2", "5")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_sign_of_a_cell_is_told_by_stripes_as_well(theme):
    pixels = heat_pixels(np.array([[1.0, -1.0]]), Columns(2, 80), 16, 1.0, 2, theme)
    inside = pixels[:15]  # the last row parts the cells
    positive, negative = (np.unique(inside[:, begin : begin + 20]) for begin in (10, 50))
    assert positive.tolist() == [theme.estimate.rgb()]
    assert len(negative) == 2
    assert theme.negative.rgb() in negative
