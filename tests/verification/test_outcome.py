"""A comparison passes only where two numbers are as close as they have to be."""

import math

import numpy as np
import pytest

from pgviz.verification.outcome import numbers, vectors


@pytest.mark.parametrize(
    ("ours", "other", "tolerance", "passed"),
    [
        (1.0, 1.0, 0.0, True),
        (1.0, 1.5, 0.5, True),
        (1.0, 1.5, 0.4, False),
        (-1.0, 1.0, 0.1, False),
        (math.nan, 1.0, math.inf, False),
        (1.0, math.nan, 1.0, False),
        (1.0, 1.0, math.nan, False),
        (math.inf, math.inf, 1.0, False),
    ],
)
def test_it_passes_within_the_tolerance(ours, other, tolerance, passed):
    assert numbers(ours, other, "", tolerance).passed is passed


def test_of_vectors_the_components_furthest_apart_are_told():
    ours, other = np.array([1.0, 2.0, 3.0]), np.array([1.1, 2.5, 3.2])
    told = vectors(ours, other, "elsewhere", 1.0, ["x", "y", "z"])
    assert (told.ours, told.other, told.component, told.other_source) == (
        2.0,
        2.5,
        "y",
        "elsewhere",
    )
    assert told.difference == 0.5


def test_how_far_is_told_by_each_component_s_own_tolerance():
    ours, other = np.array([1.0, 2.0]), np.array([1.1, 2.5])
    told = vectors(ours, other, "", np.array([0.01, 1.0]), ["x", "y"])
    assert told.component == "x"
    assert not told.passed


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_nan_anywhere_fails(place):
    ours = np.zeros(3)
    ours[place] = math.nan
    told = vectors(ours, np.array([0.0, 5.0, 0.0]), "", 100.0)
    assert told.component == str(place)
    assert not told.passed


def test_no_spread_at_all_has_no_tolerance():
    told = vectors(np.array([0.0, 1.0]), np.array([0.0, 1.1]), "", np.zeros(2))
    assert (told.component, told.passed) == ("1", False)
    assert vectors(np.ones(2), np.ones(2), "", 0.0).passed


def test_a_component_without_a_name_is_called_by_its_place():
    ours = np.array([[0.0, 0.0], [3.0, 0.0]])
    assert vectors(ours, 0.0, "", 1.0).component == "1, 0"
