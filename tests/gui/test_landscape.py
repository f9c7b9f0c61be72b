"""J over θ: the line or plane that is chosen, J on it, and the paths of the branches."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pgviz.gui.format import exact
from pgviz.gui.landscape.heights import Heights
from pgviz.gui.landscape.paths import Source
from pgviz.gui.landscape.plane import plane_of
from pgviz.gui.landscape.plot import Landscape, LandscapePlot
from pgviz.gui.landscape.relief import STEPS, edges_of
from pgviz.gui.panels.landscape import NOTHING_YET, STANDS_STILL, UNKNOWN, LandscapePanel
from pgviz.gui.theme import LIGHT
from pgviz.policies.layers import Layer
from tests.gui.driven import Driven, Open, windows
from tests.gui.scenes import THEMES
from tests.gui.showing import holds, pixels
from tests.gui.written import assert_legible

TWO = (Layer("table", 0, ("",), ("left", "right")),)
FIVE = (Layer("table", 0, ("",), tuple("abcde")),)
SIZES = {"1280x720": (510, 140), "1440x900": (590, 180), "1920x1080": (860, 270)}


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    yield from windows(qtbot, tmp_path, (1440, 900))


def corridor(theta: np.ndarray) -> float:
    """Sutton & Barto, Example 13.1."""
    right = 1.0 / (1.0 + np.exp(theta[0] - theta[1]))
    return (2.0 * right - 4.0) / (right * (1.0 - right))


def test_of_two_actions_the_line_is_that_of_the_difference() -> None:
    thetas = np.array([[1.0, 2.0], [0.5, 2.5], [2.0, 1.0]])
    plane = plane_of(thetas, TWO)
    assert plane.names[0][0] == "θ[right] − θ[left]"
    np.testing.assert_allclose(plane.places(thetas)[:, 0], thetas[:, 1] - thetas[:, 0])
    np.testing.assert_allclose(plane.thetas(plane.places(thetas)), thetas)
    assert plane.lows[0] < -1.0 < 2.0 < plane.highs[0]


def test_points_of_a_plane_in_five_dimensions_are_shown_as_they_lie() -> None:
    generator = np.random.default_rng(0)
    axes, _ = np.linalg.qr(generator.standard_normal((5, 2)))
    thetas = generator.standard_normal((40, 2)) * [5.0, 1.0] @ axes.T + generator.random(5)
    plane = plane_of(thetas, FIVE)
    places = plane.places(thetas)
    np.testing.assert_allclose(plane.thetas(places), thetas, atol=1e-12)
    apart = [np.linalg.norm(each[:, None] - each, axis=-1) for each in (thetas, places)]
    np.testing.assert_allclose(*apart, atol=1e-12)
    variances = np.linalg.eigvalsh(np.cov(thetas.T))[::-1]
    share = 100.0 * variances[0] / variances.sum()
    assert plane.names[0][0] == f"main way of θ · {share:.0f}\u202f% of its variance"


def test_points_of_a_line_are_shown_on_one() -> None:
    thetas = np.outer([0.0, 1.0, 3.0], [1.0, 2.0, 0.0, 0.0, -2.0])
    plane = plane_of(thetas, FIVE)
    assert plane.is_line
    np.testing.assert_allclose(plane.places(thetas)[:, 0], [0.0, 3.0, 9.0])


def test_a_theta_that_stands_still_has_no_plane() -> None:
    assert plane_of(np.ones((3, 5)), FIVE) is None


def test_heights_are_those_of_the_places_however_often_the_work_is_left() -> None:
    thetas = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 2.0, 0.0]])
    plane = plane_of(thetas, (Layer("table", 0, ("",), tuple("abc")),))
    heights = Heights(plane, lambda theta: float(theta @ [1.0, 10.0, 100.0]))
    while not heights.is_done:
        heights.work(0.0005)
    rows, columns = heights.values.shape
    for row, column in ((0, 0), (0, columns - 1), (rows - 1, 0), (5, 7)):
        share = np.array([column / (columns - 1), row / (rows - 1)])
        place = plane.lows + share * (plane.highs - plane.lows)
        expected = plane.thetas(place[None])[0] @ [1.0, 10.0, 100.0]
        assert heights.values[row, column] == pytest.approx(expected)


def test_steps_of_colour_cover_areas_of_one_size() -> None:
    values = -np.exp(np.linspace(0.0, 9.0, 1200)).reshape(30, 40)  # one corner is a cliff
    steps = np.searchsorted(edges_of(values), values, side="right")
    np.testing.assert_array_equal(np.bincount(steps.ravel()), np.full(STEPS, 100))


def landscape_of(thetas: np.ndarray) -> Landscape:
    plane = plane_of(thetas, FIVE)
    heights = Heights(plane, lambda theta: float(-np.square(theta - 1.0).sum()))
    heights.work()
    names = "first", "a name as long as a sentence " * 3, "branch 2"
    paths = []
    for number, name in enumerate(names):
        states = dict(enumerate(thetas + 0.1 * number))
        source = Source.of_states(name, {at: _State(theta) for at, theta in states.items()})
        paths += source.paths()
    return Landscape(plane, heights.values, tuple(paths))


class _State:
    def __init__(self, theta: np.ndarray) -> None:
        self.theta = theta


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("rank", [1, 2])
def test_nothing_written_is_cut_and_nothing_touches(qapp, size, theme, rank) -> None:
    generator = np.random.default_rng(rank)
    thetas = generator.standard_normal((30, rank)) @ generator.standard_normal((rank, 5))
    area = QRectF(0.0, 0.0, *(side * theme.type_scale for side in size))
    plot = LandscapePlot(area, landscape_of(thetas), theme)
    assert any(label.text == "branch 2" for label in plot.labels)
    assert_legible(plot.labels, area)


def shown(driven: Driven) -> LandscapePanel:
    if driven.window.landscape.visibleRegion().isEmpty():
        driven.press("J")
    panel = driven.window.landscape
    driven.wait_for(lambda: panel.plot is not None or panel.words == UNKNOWN)
    driven.settle()
    panel.settle()
    return panel


def learnt(opened: Open, name: str, count: int = 6) -> Driven:
    driven = opened(name)
    driven.window.bridge.player.advance(count)
    driven.settle()
    return driven


def branched(driven: Driven, at: int, count: int) -> LandscapePanel:
    """Leave the run there for a calmer one of so many iterations; return the panel of both."""
    driven.window.bridge.player.travel(at)
    driven.settle()
    driven.press("B")
    driven.settle()
    driven.window.workbench.edit("learning_rate", 0.02)
    driven.window.bridge.player.advance(count)
    driven.settle()
    panel = shown(driven)
    driven.wait_for(lambda: len(panel.plot.landscape.paths) == 2)
    return panel


def test_branches_are_paths_on_the_curve_of_the_textbook(opened: Open) -> None:
    driven = learnt(opened, "short-corridor")
    panel = branched(driven, 3, 3)
    other, present = panel.plot.landscape.paths
    assert (other.name, other.iterations.tolist()) == ("first", [3, 4, 5, 6])
    assert (present.name, present.iterations.tolist()) == ("branch 1", [0, 1, 2, 3, 4, 5])
    drawn = panel.plot.landscape
    grid = np.linspace(drawn.plane.lows[0], drawn.plane.highs[0], len(drawn.values))
    expected = [corridor(drawn.plane.thetas(np.array([[place]]))[0]) for place in grid]
    np.testing.assert_allclose(drawn.values, expected, rtol=1e-7)  # the horizon cuts the rest
    assert holds(pixels(panel), LIGHT.exact)
    assert holds(pixels(panel), LIGHT.parameter)


def test_a_long_path_joins_the_one_that_it_has_left_and_goes_to_its_end(opened: Open) -> None:
    driven = learnt(opened, "short-corridor", 93)
    panel = branched(driven, 20, 144)
    other, present = panel.plot.landscape.paths
    assert (other.iterations[0], other.iterations[-1]) == (20, 93)
    assert (present.iterations[0], present.iterations[-1]) == (0, 163)
    joint = present.thetas[present.iterations == 20]
    np.testing.assert_array_equal(joint, other.thetas[:1])
    assert len(present.iterations) < 164


def spot(panel: LandscapePanel, path: int, index: int) -> QPoint:
    landscape = panel.plot.landscape
    along, up = landscape.spots(landscape.paths[path].thetas)[index]
    return panel.plot.frame.place(along, up).toPoint()


def test_a_point_tells_its_iteration_and_its_exact_j_and_leads_there(opened: Open) -> None:
    driven = learnt(opened, "short-corridor")
    panel = shown(driven)
    place = spot(panel, 0, 1)
    theta = panel.plot.landscape.paths[0].thetas[1]
    lines = panel.tip_at(QPointF(place)).split("\n")
    assert lines[0] == "“first”, before iteration 1"
    assert float(lines[1].removeprefix("J(θ) = ").replace("\u2212", "-")) == pytest.approx(
        corridor(theta), rel=1e-9
    )
    assert exact(corridor(theta))[:6] in lines[1]
    corner = panel.plot.frame.plot.topLeft() + QPointF(1.0, 1.0)
    value = corridor(
        panel.plot.landscape.plane.thetas(np.array([[panel.plot.frame.across.value(corner.x())]]))[
            0
        ]
    )
    assert panel.tip_at(corner).startswith(f"J = {exact(value)[:8]}")
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=place)
    driven.settle()
    assert driven.number == 1


def test_it_says_why_there_is_nothing(opened: Open, qtbot: QtBot) -> None:
    alone = LandscapePanel(LIGHT)
    qtbot.addWidget(alone)
    alone.resize(500, 200)
    alone.refresh()
    assert alone.words == NOTHING_YET
    driven = opened("beacon")
    assert shown(driven).words == UNKNOWN
    driven.window.workbench.open_scenario("bandit")
    driven.wait_for(lambda: driven.window.landscape.words == STANDS_STILL)
    driven.window.bridge.player.advance(3)
    driven.wait_for(lambda: driven.window.landscape.words == "")


def test_behind_another_card_nothing_is_worked_out(opened: Open) -> None:
    driven = learnt(opened, "gridworld")
    assert driven.window.landscape.plot is None
    panel = shown(driven)
    assert panel.plot.landscape.values.shape == (29, 37)
