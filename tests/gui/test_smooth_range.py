"""A range that holds what is shown, grows at once and shrinks slowly."""

import pytest

from pgviz.gui.smooth_range import SmoothRange


def test_the_first_range_is_taken_as_it_is() -> None:
    assert SmoothRange().follow(-1.0, 2.0) == (-1.0, 2.0)


def test_it_grows_at_once_and_shrinks_a_little_a_frame() -> None:
    smooth = SmoothRange()
    smooth.follow(0.0, 1.0)
    assert smooth.follow(0.0, 10.0) == (0.0, 10.0)
    low, high = smooth.follow(0.0, 1.0)
    assert low == 0.0
    assert 9.0 < high < 10.0
    for _ in range(200):
        low, high = smooth.follow(0.0, 1.0)
    assert high == pytest.approx(1.0, abs=0.01)


def test_a_range_is_never_empty_and_is_forgotten_when_reset() -> None:
    smooth = SmoothRange()
    low, high = smooth.follow(3.0, 3.0)
    assert low < 3.0 < high
    smooth.reset()
    assert smooth.follow(-5.0, -4.0) == (-5.0, -4.0)
