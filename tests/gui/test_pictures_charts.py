"""Pictures of the small worlds: corridor, two steps, geometric, bandit, beacon, and the planes."""

import re
from collections import Counter

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from pgviz.gui.pictures.bandit import true_means
from pgviz.gui.pictures.catalogue import pictures_for
from pgviz.gui.pictures.corridor import is_swapped
from pgviz.gui.pictures.phase_plot import TIME, PhasePlot
from pgviz.gui.pictures.two_step import counts
from pgviz.gui.theme import LIGHT
from pgviz.gui.view import Pointer
from pgviz.training.cursor import Cursor
from tests.gui.iterations import made
from tests.gui.scenes import WORLDS, painted, scene_of, states_of
from tests.gui.showing import holds

SIZE = (400, 240)


def shown(qtbot, example, kind=0, **view):
    """A picture of an example, painted once, and its scene."""
    pictures = pictures_for(example.world)
    for picture in pictures:
        qtbot.addWidget(picture)
    scene = scene_of(example.view(**view))
    painted(pictures[kind], scene, SIZE)
    return pictures[kind], scene


def test_only_the_middle_state_of_the_corridor_swaps_its_actions():
    mdp = WORLDS["corridor"]().world.mdp
    assert [is_swapped(mdp, state) for state in range(4)] == [False, True, False, False]


def test_a_path_in_the_corridor_is_in_its_states_column_and_falls_with_time(qtbot):
    example = WORLDS["corridor"]()
    picture, scene = shown(qtbot, example)
    centers = [
        np.mean(
            [
                picture.strands(scene, scene.path(i)).where(i, t).x()
                for i in range(12)
                for t, s in enumerate(states_of(example, i))
                if s == state
            ]
        )
        for state in range(4)
    ]
    assert centers == sorted(centers)
    for trajectory in range(12):
        strands = picture.strands(scene, scene.path(trajectory))
        nearest = np.abs(strands.points[:, :1] - centers).argmin(axis=1)
        assert nearest.tolist() == states_of(example, trajectory)
        assert np.ptp(np.diff(strands.points[:, 1], n=2)) < 1e-9
        assert strands.points[1, 1] > strands.points[0, 1]


def test_edges_of_the_two_steps_say_how_many_took_them():
    example = WORLDS["two steps"]()
    batch = example.iteration.batch
    taken = Counter(zip(batch.states.tolist(), batch.actions.tolist(), strict=True))
    found = counts(scene_of(example.view()))
    assert {(s, a): found[s, a] for s in (0, 1) for a in (0, 1)} == {
        (s, a): taken[s, a] for s in (0, 1) for a in (0, 1)
    }


def test_edges_count_no_more_than_has_been_sampled():
    example = WORLDS["two steps"]()
    scene = scene_of(example.view(cursor=Cursor(1, "sample", 3, 0)))
    assert counts(scene).sum(axis=1).tolist() == [4, 3]


def test_action_1_bends_up_and_action_0_down(qtbot):
    example = WORLDS["two steps"]()
    picture, scene = shown(qtbot, example)
    batch = example.iteration.batch
    for trajectory in range(batch.size):
        strands = picture.strands(scene, scene.path(trajectory))
        for time in (0, 1):
            bend = strands.points[strands.times == time]
            action = batch.actions[batch.offsets[trajectory] + time]
            assert (bend[8, 1] < bend[0, 1]) == (action == 1)


def test_a_line_of_the_geometric_world_is_as_long_as_its_trajectory(qtbot):
    example = WORLDS["geometric"]()
    picture, scene = shown(qtbot, example)
    spans = np.array(
        [np.ptp(picture.strands(scene, scene.path(i)).points[:, 0]) for i in range(12)]
    )
    lengths = example.iteration.batch.lengths
    np.testing.assert_allclose(spans / spans[0], lengths / lengths[0])
    rows = [picture.strands(scene, scene.path(i)).points[0, 1] for i in range(12)]
    np.testing.assert_allclose(np.diff(rows), rows[1] - rows[0])


def test_a_selected_trajectory_beyond_the_drawn_ones_has_a_line_of_its_own(qtbot):
    example = made("pgviz/Geometric-v0", batch_size=256)
    picture, scene = shown(qtbot, example, trajectory=255)
    last = picture.strands(scene, scene.path(199)).points[0, 1]
    own = picture.strands(scene, scene.path(255)).points[0, 1]
    assert last < own < SIZE[1]


def test_the_bandits_lines_are_the_means_its_seed_draws():
    means = true_means(scene_of(WORLDS["bandit"]().view()))
    np.testing.assert_array_equal(means, np.random.default_rng(0).normal(4.0, 1.0, 10))


def test_a_dot_of_the_bandit_is_found_where_arm_and_reward_put_it(qtbot):
    example = WORLDS["bandit"]()
    picture, scene = shown(qtbot, example)
    batch, dots = example.iteration.batch, {}
    for trajectory in range(batch.size):
        place = picture.strands(scene, scene.path(trajectory)).where(trajectory, 0)
        dots[trajectory] = place
        assert picture.find(scene, place).pointer == Pointer(trajectory, 0)
    heights = np.array([dots[i].y() for i in range(batch.size)])
    np.testing.assert_array_equal(np.argsort(-heights), np.argsort(batch.rewards))
    lowest, highest = batch.rewards.argmin(), batch.rewards.argmax()
    slope = np.ptp(heights) / np.ptp(batch.rewards)
    expected = heights[lowest] - slope * (batch.rewards - batch.rewards[lowest])
    np.testing.assert_allclose(heights, expected, atol=1e-6)
    assert heights[highest] < heights[lowest]


def test_between_the_dots_an_arm_tells_its_exact_values(qtbot):
    example = made("pgviz/Bandit-v0", batch_size=1, init_scale=1.0)
    picture, scene = shown(qtbot, example)
    row = example.iteration.before.theta
    policy = np.exp(row) / np.exp(row).sum()
    means = np.random.default_rng(0).normal(4.0, 1.0, 10)
    texts = [picture.find(scene, QPointF(x, 200.0)).text for x in np.linspace(60.0, 370.0, 40)]
    for arm in range(10):
        own = next(text for text in texts if text.startswith(f"arm {arm + 1}\n"))
        shown_policy, shown_mean = (float(line.split("= ")[1]) for line in own.split("\n")[1:])
        assert shown_policy == pytest.approx(policy[arm], rel=1e-13)
        assert shown_mean == means[arm]


@pytest.mark.parametrize("theme", [LIGHT, LIGHT.for_lecture(1920, 1080)], ids=["plain", "lecture"])
def test_every_arm_is_numbered_and_the_axis_named_after_them(qtbot, theme):
    picture, _ = shown(qtbot, WORLDS["bandit"]())
    scene, area = scene_of(WORLDS["bandit"]().view(), theme), QRectF(0.0, 0.0, 600.0, 240.0)
    picture.prepare(scene, area)
    written = QBuffer()
    drawing = QSvgGenerator()
    drawing.setOutputDevice(written)
    painter = QPainter(drawing)
    picture.paint_world(painter, scene, area)
    painter.end()
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", written.data().data().decode())
    assert [*map(str, range(1, 11)), "arm"] == texts[texts.index("10") - 9 : texts.index("arm") + 1]


def test_the_beacons_paths_lie_as_in_the_plane(qtbot):
    example = WORLDS["beacon"]()
    picture, scene = shown(qtbot, example)
    batch = example.iteration.batch
    strands = picture.strands(scene, scene.path(2))
    observed = batch.observations[batch.offsets[2] : batch.offsets[3], :2]
    onward = np.diff(strands.points, axis=0)[: len(observed) - 1]
    scale = np.linalg.norm(onward) / np.linalg.norm(np.diff(observed, axis=0))
    np.testing.assert_allclose(onward, np.diff(observed, axis=0) * (scale, -scale), atol=1e-9)


@pytest.mark.parametrize("name", ["cart", "pendulum", "acrobot", "car", "engine", "numbers"])
def test_a_plane_shows_two_numbers_against_each_other(qtbot, name):
    example = WORLDS[name]()
    plot, scene = shown(qtbot, example, kind=1)
    x, y = plot.dimensions
    batch = example.iteration.batch
    points = plot.strands(scene, scene.path(1)).points[:-1]
    observed = batch.observations[batch.offsets[1] : batch.offsets[2]]
    for pixels, values, sign in (
        (points[:, 0], observed[:, x], 1),
        (points[:, 1], observed[:, y], -1),
    ):
        slope, _ = np.polyfit(values, pixels, 1)
        assert np.sign(slope) == sign
        assert np.corrcoef(values, pixels)[0, 1] * sign == pytest.approx(1.0)


def test_a_plane_shows_a_listed_observation_over_time(qtbot):
    example = WORLDS["list"]()
    plot, scene = shown(qtbot, example, kind=1)
    assert plot.dimensions == (TIME, 0)
    points = plot.strands(scene, scene.path(1)).points
    assert np.ptp(np.diff(points[:, 0])) < 1e-9
    states = states_of(example, 1)
    assert np.corrcoef(states, points[:, 1])[0, 1] == pytest.approx(-1.0)


def test_choosing_a_dimension_plots_it(qtbot):
    example = WORLDS["cart"]()
    plot = PhasePlot(example.world, (0, 2))
    qtbot.addWidget(plot)
    plot.resize(*SIZE)
    scene = scene_of(example.view())
    plot.show_scene(scene)
    horizontal, vertical = plot.choices
    assert (horizontal.currentText(), vertical.currentText()) == ("position", "angle")
    horizontal.setCurrentText("time step t")
    vertical.setCurrentText("velocity")
    assert plot.dimensions == (TIME, 1)
    painted(plot, scene, SIZE)
    points = plot.strands(scene, scene.path(0)).points[:-1]
    batch = example.iteration.batch
    observed = batch.observations[: batch.offsets[1], 1]
    assert np.corrcoef(observed, points[:, 1])[0, 1] == pytest.approx(-1.0)


def last_picture(qtbot, example):
    """The picture that the paths of an example are drawn in."""
    pictures = pictures_for(example.world)
    for picture in pictures:
        qtbot.addWidget(picture)
    return pictures[-1]


def test_pointing_at_a_place_of_a_path_finds_its_trajectory_and_step(qtbot):
    for name, example in WORLDS.items():
        picture, scene = last_picture(qtbot, example()), scene_of(example().view(1))
        painted(picture, scene, SIZE)
        place = picture.strands(scene, scene.path(2)).where(2, 0)
        pointer = picture.find(scene, place).pointer
        found = picture.strands(scene, scene.path(pointer.trajectory))
        # Others may lie on the very same spot: then it is one of those.
        distance = found.where(pointer.trajectory, pointer.step) - place
        assert distance.manhattanLength() < 1.0, name
        assert pointer.step < scene.batch.lengths[pointer.trajectory], name


def test_a_trajectory_that_is_pointed_at_is_drawn_in_ink(qtbot):
    for name, example in WORLDS.items():
        picture, scene = last_picture(qtbot, example()), scene_of(example().view(1))
        pixels = painted(picture, scene, SIZE, 0, Pointer(2, 0))
        assert holds(pixels, LIGHT.ink), name
        assert (pixels != painted(picture, scene, SIZE)).any(), name


def test_what_is_pointed_at_may_be_gone(qtbot):
    for name, example in WORLDS.items():
        picture, scene = last_picture(qtbot, example()), scene_of(example().view())
        plain = painted(picture, scene, SIZE)
        assert (painted(picture, scene, SIZE, 0, Pointer(999, 0)) == plain).all(), name
