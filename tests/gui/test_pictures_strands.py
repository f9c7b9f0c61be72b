"""Lines on the screen: which is nearest, and that they can be told apart."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from pgviz.gui.pictures.marks import THINNEST, thinned
from pgviz.gui.pictures.return_colors import BINS, quieted, return_colors
from pgviz.gui.pictures.scene import Places
from pgviz.gui.pictures.strands import NO_STRANDS, Strands, lanes
from pgviz.gui.theme import DARK, LIGHT


def random_strands(seed):
    generator = np.random.default_rng(seed)
    trajectories = np.repeat([0, 1, 2], [4, 1, 6])
    places = Places(trajectories, np.concatenate([np.arange(4), [0], np.arange(6)]))
    return Strands.through(places, generator.uniform(0.0, 100.0, (11, 2)))


def densely(strands):
    """Points along every line, with trajectory and the time of the nearer end."""
    for row in range(len(strands.points)):
        yield strands.points[row], strands.trajectories[row], strands.times[row]
        if strands.joined[row]:
            for share in np.linspace(0.001, 0.999, 999):
                point = (1.0 - share) * strands.points[row] + share * strands.points[row + 1]
                yield point, strands.trajectories[row], strands.times[row + int(share > 0.5)]


@pytest.mark.parametrize("seed", range(5))
def test_the_nearest_place_is_that_of_all_points_along_the_lines(seed):
    strands, mouse = random_strands(seed), np.array([40.0, 60.0])
    points, trajectories, times = (np.array(part) for part in zip(*densely(strands), strict=True))
    distances = np.linalg.norm(points - mouse, axis=1)
    best = distances.argmin()
    found = strands.nearest(QPointF(*mouse))
    assert (found.trajectory, found.time) == (trajectories[best], times[best])
    assert found.distance == pytest.approx(distances[best], abs=0.1)


def test_nothing_is_near_where_nothing_is_drawn():
    assert NO_STRANDS.nearest(QPointF(0.0, 0.0)) is None


def test_no_line_leads_from_one_trajectory_to_the_next():
    strands = random_strands(0)
    assert strands.joined.tolist() == [True] * 3 + [False] * 2 + [True] * 5 + [False]


def test_a_part_of_a_strand_is_not_joined_to_what_is_left_out():
    strands = random_strands(0)
    tail = strands.only((strands.trajectories == 2) & (strands.times < 3))
    assert tail.joined.tolist() == [True, True, False]


@pytest.mark.parametrize("count", [2, 12, 50, 200])
def test_lanes_are_apart_and_a_trajectory_keeps_its_own(count):
    offsets = np.sort(lanes(np.arange(count)))
    assert np.abs(offsets).max() <= 0.5
    # Multiples of the golden section are apart by more than 1/(√5 n).
    assert np.diff(offsets).min() > 0.38 / count
    np.testing.assert_array_equal(lanes(np.arange(2)), lanes(np.arange(count))[:2])


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_higher_return_is_lighter_and_every_one_stands_out_from_the_card(theme):
    def luminance(color):
        red, green, blue, _ = color.getRgbF()
        return 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2

    values = [luminance(color) for color in return_colors(-1.0, 1.0, theme).palette]
    assert values == sorted(values)
    card = luminance(theme.card)
    contrasts = [(max(card, value) + 0.05) / (min(card, value) + 0.05) for value in values]
    assert min(contrasts) > 1.4


def test_returns_are_told_apart_from_the_lowest_to_the_highest():
    bins = return_colors(-3.0, 1.0, LIGHT).bins(np.array([-3.0, -1.0, 1.0]))
    assert bins.tolist() == [0, BINS // 2, BINS - 1]


@pytest.mark.parametrize("size", [1e-300, 1.0, 1.7e308])
def test_returns_of_any_size_have_a_colour(size):
    bins = return_colors(-size, size, LIGHT).bins(np.array([-size, 0.0, size]))
    assert bins.tolist() == [0, BINS // 2, BINS - 1]


def test_rounding_errors_are_no_difference_between_returns():
    equal = return_colors(0.1 + 0.2, 0.3, LIGHT)
    assert equal.flat
    assert len(set(equal.bins(np.array([0.1 + 0.2, 0.3])).tolist())) == 1
    assert return_colors(-1.0, 2.8e-17, LIGHT).high == 0.0


def test_a_small_number_is_kept_where_it_is_no_rounding_error():
    assert quieted(1e-9, 1.0) == 1e-9
    assert quieted(1e-30, 1e-29) == 1e-30


@pytest.mark.parametrize(
    ("room", "opacity"), [(5.0, 1.0), (1.0, 1.0), (0.5, 0.5), (0.01, THINNEST)]
)
def test_the_less_room_a_path_has_the_less_it_covers(room, opacity):
    color = thinned(LIGHT.score, room)
    assert color.name() == LIGHT.score.name()
    assert color.alphaF() == pytest.approx(opacity, abs=1e-3)
