"""The gradient panel: what it paints of real iterations, and what the mouse finds on it."""

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from pgviz.gui.estimate.picture import Composer
from pgviz.gui.fonts import load_fonts
from pgviz.gui.format import exact
from pgviz.gui.panels.gradient import NOTHING_YET, GradientPanel
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import NOWHERE, Pointer
from pgviz.training.cursor import PHASES, Cursor, beginning
from tests.gui.iterations import CASES, made
from tests.gui.scenes import THEMES
from tests.gui.showing import KeyWindow, color_at, holds, pixels, show
from tests.gui.written import assert_legible

WORDLESS = ("no estimate", "one trajectory")  # all of their gradients are 0
DRAWN = {case: make for case, make in CASES.items() if case not in WORDLESS} | {
    "a single trajectory": lambda: made("pgviz/GridWorld-v0", batch_size=1)
}
SIZES = {"1280x720": (437, 183), "1440x900": (500, 245), "1920x1080": (700, 470)}
sizes = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def shown(qtbot, case="table", size=SIZES["1440x900"], theme=LIGHT, **view):
    return show(qtbot, GradientPanel(theme), CASES[case]().view(**view), size)


def composed(view, size=SIZES["1440x900"], theme=LIGHT):
    return Composer().compose(view, QRectF(0.0, 0.0, *size), theme)


def place(x, y):
    return QPoint(round(x), round(y))


def averaging(case, trajectory):
    iteration = CASES[case]().iteration
    return Cursor(iteration.number, "average", trajectory, 0)


@sizes
def test_the_largest_parameters_of_every_layer_are_shown(size):
    for example in (make() for make in DRAWN.values()):
        gradient, exact = example.iteration.estimate.gradient, example.iteration.exact
        magnitudes = np.abs(gradient) / np.abs(gradient).max()
        if exact is not None:  # its largest components are shown as well
            of_exact = np.abs(exact.gradient) / np.abs(exact.gradient).max()
            magnitudes = np.maximum(magnitudes, of_exact)
        parameters = composed(example.view(), size).bars.rows.parameters
        for layer in example.policy.layers:
            here = parameters[(parameters >= layer.start) & (parameters < layer.span.stop)]
            rest = np.setdiff1d(np.arange(layer.start, layer.span.stop), here)
            assert len(here)
            assert (np.diff(here) > 0).all()
            if len(rest):
                assert magnitudes[here].min() >= magnitudes[rest].max()


@pytest.mark.parametrize("case", ["table", "gaussian", "one step", "many trajectories"])
def test_bars_and_whiskers_are_the_estimate_and_its_error(qtbot, case):
    panel, estimate = shown(qtbot, case), CASES[case]().iteration.estimate
    values, parameters = panel.picture.bars.values, panel.picture.bars.rows.parameters
    np.testing.assert_array_equal(values.final, estimate.gradient[parameters])
    if len(estimate.per_trajectory) == 1:
        assert values.error is None
    else:
        np.testing.assert_allclose(values.error, estimate.standard_error[parameters], rtol=1e-12)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("phase", PHASES)
def test_bars_are_pale_until_all_is_averaged(qtbot, theme, phase):
    iteration = CASES["table"]().iteration
    last = iteration.batch.size - 1
    cursor = Cursor(iteration.number, phase, last, 0)
    panel = shown(qtbot, theme=theme, cursor=cursor)
    bars, picture = panel.picture.bars, pixels(panel)
    full = PHASES.index(phase) >= PHASES.index("average")
    plots = picture[: int(bars.rows.bottom)]
    assert holds(plots, theme.estimate) == full
    for row in np.argsort(-np.abs(bars.values.final))[:3]:
        top = bars.rows.centers[row] - 0.25 * bars.rows.height
        inside = bars.scale.pixel(0.5 * bars.values.final[row])
        expected = theme.estimate if full else theme.pale(theme.estimate)
        around = picture[round(top) - 1 : round(top) + 3, round(inside) - 3 : round(inside) + 3]
        assert holds(around, expected)


@pytest.mark.parametrize("trajectory", [0, 1, 6])
def test_while_averaging_the_mean_so_far_is_full_before_a_pale_estimate(qtbot, trajectory):
    estimate = CASES["table"]().iteration.estimate
    panel = shown(qtbot, cursor=averaging("table", trajectory))
    bars, cloud = panel.picture.bars, panel.picture.cloud
    picture = pixels(panel)[: int(bars.rows.bottom)]
    so_far = estimate.per_trajectory[: trajectory + 1].mean(axis=0)
    np.testing.assert_allclose(bars.values.mean, so_far[bars.rows.parameters], atol=1e-14)
    np.testing.assert_array_equal(bars.values.final, estimate.gradient[bars.rows.parameters])
    assert cloud.reached == trajectory + 1
    assert holds(picture, LIGHT.estimate)
    assert holds(picture, LIGHT.pale(LIGHT.estimate))


def test_dots_are_pale_where_not_yet_averaged(qtbot):
    panel = shown(qtbot, "table", SIZES["1920x1080"], cursor=averaging("table", 5), trajectory=2)
    picture, cloud = pixels(panel), panel.picture.cloud
    gaps = np.linalg.norm(cloud.dots[:, None] - cloud.dots[None], axis=2)
    alone = np.flatnonzero(np.sort(gaps, axis=1)[:, 1] > 12.0)
    far = [i for i in alone if np.linalg.norm(cloud.dots[i] - cloud.origin) > 40.0 and i != 2]
    assert far
    for trajectory in far:
        expected = LIGHT.faint if trajectory <= 5 else LIGHT.pale(LIGHT.quiet)
        assert color_at(picture, place(*cloud.dots[trajectory])) == expected.name()


def test_dots_lie_at_equal_units_in_both_directions(qtbot):
    panel, estimate = shown(qtbot), CASES["table"]().iteration.estimate
    plane, frame = panel.picture.plane, panel.picture.cloud.frame
    assert frame.across.unit == pytest.approx(-frame.up.unit)
    origin, tip = frame.pixels(np.zeros(2)), frame.pixels(plane.project(estimate.gradient))
    assert np.linalg.norm(tip - origin) == pytest.approx(estimate.norm * frame.across.unit)
    inside = panel.picture.cloud.inside
    np.testing.assert_allclose(panel.picture.cloud.dots[inside], frame.pixels(plane.points)[inside])


def test_trajectories_beyond_the_axes_lie_at_the_edge_in_their_direction(qtbot):
    panel = shown(qtbot, "many trajectories")
    cloud, plot = panel.picture.cloud, panel.picture.cloud.frame.plot
    assert 0 < cloud.beyond < 50
    inside = QRectF(plot).adjusted(-0.01, -0.01, 0.01, 0.01)
    assert all(inside.contains(QPointF(*dot)) for dot in cloud.dots.tolist())
    bars, gradients = panel.picture.bars, panel.picture.bars.values.gradients
    outside = (gradients < bars.scale.low) | (gradients > bars.scale.high)
    np.testing.assert_array_equal(bars.beyond.sum(axis=0), outside.sum(axis=0))


@pytest.mark.parametrize("case", DRAWN)
def test_nothing_written_is_cut_and_nothing_touches(case):
    view = DRAWN[case]().view()
    for size, theme in product(SIZES.values(), THEMES.values()):
        assert_legible(composed(view, size, theme).labels, QRectF(0.0, 0.0, *size))


@pytest.mark.parametrize("size", [(1, 1), (40, 500), (500, 30), (160, 90), (200, 400), (3000, 60)])
def test_any_size_is_survived(qtbot, size):
    panel = GradientPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(*size)
    for case in CASES:
        panel.show_view(CASES[case]().view())
        pixels(panel)


def test_it_says_what_is_missing(qtbot):
    panel = GradientPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(400, 200)
    panel.show()
    assert panel.words == NOTHING_YET
    assert holds(pixels(panel)[80:120], LIGHT.quiet)
    panel.show_view(CASES["no estimate"]().view())
    assert panel.words.startswith("ĝ = 0")


@pytest.mark.parametrize("size", [(500, 245), (200, 400), (180, 150)])
def test_a_cloud_is_left_out_only_where_there_is_no_room(qtbot, size):
    panel = shown(qtbot, size=size)
    assert (panel.picture.cloud is None) == (size == (180, 150))


def test_pointing_at_a_row_points_at_its_parameter(qtbot):
    panel = shown(qtbot)
    rows, heard = panel.picture.bars.rows, []
    panel.pointed.connect(heard.append)
    for row in (0, 4, len(rows.parameters) - 1):
        QTest.mouseMove(panel, place(10, rows.centers[row]))
        assert heard[-1] == Pointer(parameter=int(rows.parameters[row]))


@pytest.mark.parametrize("trajectory", [1, 7])
def test_pointing_at_a_dot_points_at_its_trajectory(qtbot, trajectory):
    panel = shown(qtbot, size=SIZES["1920x1080"])
    heard, clicked = [], []
    panel.pointed.connect(heard.append)
    panel.chosen.connect(clicked.append)
    dots = panel.picture.cloud.dots
    position = place(*dots[trajectory])
    nearest = int(np.hypot(*(dots - [position.x(), position.y()]).T).argmin())
    QTest.mouseMove(panel, position)
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=position)
    assert heard[-1] == clicked[-1]
    assert heard[-1] == Pointer(trajectory=nearest, quantity="trajectory-gradient")


def test_a_click_chooses_and_only_the_left_button_does(qtbot):
    panel = shown(qtbot)
    rows, clicked = panel.picture.bars.rows, []
    panel.chosen.connect(clicked.append)
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=place(10, rows.centers[2]))
    assert clicked == [Pointer(parameter=int(rows.parameters[2]))]
    QTest.mouseClick(panel, Qt.MouseButton.RightButton, pos=place(60, rows.centers[2]))
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=QPoint(5, panel.height() - 3))
    assert len(clicked) == 1


def test_leaving_points_nowhere(qtbot):
    panel = shown(qtbot)
    heard = []
    panel.pointed.connect(heard.append)
    QTest.mouseMove(panel, place(60, panel.picture.bars.rows.centers[0]))
    QApplication.sendEvent(panel, QEvent(QEvent.Type.Leave))
    assert heard[-1] == NOWHERE


def test_what_lies_under_a_resting_mouse_is_told_anew(qtbot):
    panel, heard = shown(qtbot, "network"), []
    row = panel.picture.bars.rows.centers[1]
    QTest.mouseMove(panel, place(10, row))
    panel.pointed.connect(heard.append)
    panel.show_view(CASES["table"]().view())
    under = panel.picture.bars.parameter_at(QPointF(10, row))
    assert heard[-1] == Pointer(parameter=under)


def test_the_tip_of_a_parameter_has_all_digits(qtbot):
    example = CASES["table"]()
    panel, estimate = shown(qtbot, trajectory=4), example.iteration.estimate
    row = 3
    parameter = int(panel.picture.bars.rows.parameters[row])
    tip = panel.tip_at(QPointF(60, panel.picture.bars.rows.centers[row]))
    assert exact(estimate.gradient[parameter]) in tip
    assert exact(estimate.standard_error[parameter])[:14] in tip
    assert exact(estimate.per_trajectory[4, parameter]) in tip
    assert exact(example.iteration.before.theta[parameter]) in tip
    assert example.policy.layers[0].parameter_name(parameter) in tip
    QTest.mouseMove(panel, place(60, panel.picture.bars.rows.centers[row]))
    assert QToolTip.text() == tip


def test_the_tip_of_a_trajectory_has_its_return_and_its_place(qtbot):
    example = CASES["table"]()
    panel = shown(qtbot)
    batch, gradients = example.iteration.batch, example.iteration.estimate.per_trajectory
    trajectory = int(panel.pointer_at(QPointF(*panel.picture.cloud.dots[7])).trajectory)
    tip = panel.tip_at(QPointF(*panel.picture.cloud.dots[7]))
    written = tip.splitlines()[0].split("R(τ) = ")[1].replace("−", "-")
    assert float(written) == pytest.approx(batch.rewards[batch.slice(trajectory)].sum())
    assert exact(np.linalg.norm(gradients[trajectory])) in tip


def test_what_is_pointed_at_is_marked_without_a_new_picture(qtbot):
    panel = shown(qtbot)
    before, arranged = pixels(panel), panel.picture
    parameter = int(panel.picture.bars.rows.parameters[3])
    panel.show_pointer(Pointer(trajectory=6, parameter=parameter))
    after = pixels(panel)
    changed = (before != after).any(axis=-1)
    rows = panel.picture.bars.rows
    top = round(rows.centers[3] - rows.height / 2.0)
    assert changed[top - 1 : top + 2].any()
    x, y = panel.picture.cloud.dots[6]
    assert changed[round(y) - 8 : round(y) + 9, round(x) - 8 : round(x) + 9].any()
    assert panel.picture is arranged
    panel.show_pointer(NOWHERE)
    np.testing.assert_array_equal(pixels(panel), before)
    panel.show_pointer(Pointer(trajectory=10_000, parameter=10_000))
    np.testing.assert_array_equal(pixels(panel), before)


def test_another_theme_is_taken_on(qtbot):
    panel = shown(qtbot)
    panel.restyle(DARK)
    np.testing.assert_array_equal(pixels(panel), pixels(shown(qtbot, theme=DARK)))


def test_while_running_rows_stay_and_axes_do_not_jump(qtbot):
    panel = GradientPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(500, 245)
    parameters, lows = [], []
    for iterations in range(8, 20):
        panel.show_view(made("pgviz/GridWorld-v0", iterations).view(running=True))
        parameters.append(set(panel.picture.bars.rows.parameters.tolist()))
        lows.append(panel.picture.bars.scale.low)
    kept = [len(one & other) / len(one) for one, other in pairwise(parameters)]
    assert np.mean(kept) > 0.9
    shrinking = [after / before for before, after in pairwise(lows) if after > before]
    assert min(shrinking, default=1.0) > 0.9


@pytest.mark.parametrize("phase", PHASES)
def test_the_figures_are_pale_until_something_is_averaged(phase):
    iteration = CASES["table"]().iteration
    cursor = Cursor(iteration.number, phase, 0, 0)
    labels = composed(CASES["table"]().view(cursor=cursor)).legend.labels
    *others, figures = [label.color for label in labels]
    has_begun = phase in ("average", "update")
    assert figures == (LIGHT.quiet if has_begun else LIGHT.pale_text(LIGHT.quiet))
    assert set(map(str, others)) == {str(LIGHT.quiet)}


def test_the_subtitle_says_how_far_the_average_is(qtbot):
    panel, heard = GradientPanel(LIGHT), []
    panel.subtitle_changed.connect(heard.append)
    example = CASES["table"]()
    show(qtbot, panel, example.view(cursor=beginning(example.iteration.number)), (500, 245))
    assert heard[-1].startswith("not averaged yet")
    panel.show_view(example.view(cursor=averaging("table", 4)))
    assert heard[-1].startswith("mean of 5 of 12 ")
    panel.show_view(example.view())
    count = len(panel.picture.bars.rows.parameters)
    assert heard[-1] == f"mean of 12 gᵢ · largest {count} of 100"
    panel.show_view(CASES["no estimate"]().view())
    assert heard[-1] == ""


def test_keys_are_left_to_the_window(qtbot):
    window = KeyWindow(panel := GradientPanel(LIGHT))
    qtbot.addWidget(window)
    window.show()
    panel.setFocus()
    pressed = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space)
    for key in pressed:
        QTest.keyClick(panel, key)
    assert window.keys == pressed


@pytest.mark.parametrize("factor", [1e-200, 1e290])
def test_numbers_of_any_size_are_drawn(qtbot, factor):
    estimate = CASES["table"]().iteration.estimate
    scaled = replace(
        estimate,
        gradient=factor * estimate.gradient,
        per_trajectory=factor * estimate.per_trajectory,
    )
    known = CASES["table"]().iteration.exact
    known = replace(known, gradient=factor * known.gradient)
    iteration = replace(CASES["table"]().iteration, estimate=scaled, exact=known)
    panel = show(qtbot, GradientPanel(LIGHT), replace(CASES["table"](), iteration=iteration).view())
    usual, cloud = shown(qtbot).picture, panel.picture.cloud
    np.testing.assert_allclose(panel.picture.plane.points / factor, usual.plane.points, atol=1e-9)
    assert cloud.beyond == usual.cloud.beyond
    assert np.isfinite(cloud.dots).all()
    assert holds(pixels(panel)[: int(panel.picture.bars.rows.bottom)], LIGHT.estimate)
