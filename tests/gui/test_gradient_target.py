"""∇J beside ĝ in the gradient panel: exact where it is known, a reference with its error else."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtTest import QTest

from pgviz.estimation.exact import Exact
from pgviz.estimation.reference import Reference
from pgviz.gui.estimate import judgement
from pgviz.gui.estimate.averaged import Averaged
from pgviz.gui.estimate.lanes import share_row
from pgviz.gui.estimate.picture import Composer
from pgviz.gui.estimate.target import UNKNOWN, Target, target_of
from pgviz.gui.fonts import load_fonts
from pgviz.gui.format import exact
from pgviz.gui.panels.gradient import GradientPanel
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import Pointer
from tests.gui.iterations import CASES, made
from tests.gui.scenes import THEMES
from tests.gui.showing import holds, pixels, show
from tests.gui.written import assert_legible

SIZES = {"1280x720": (437, 183), "1440x900": (500, 245), "1920x1080": (700, 470)}


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def with_reference(case="network", seed=0):
    """A view where ∇J is unknown, and a reference near ĝ."""
    view = CASES[case]().view()
    estimate, generator = view.iteration.estimate, np.random.default_rng(seed)
    error = 0.1 * estimate.standard_error
    gradient = estimate.gradient + generator.standard_normal(len(error)) * error
    return replace(view, reference=Reference(20.0, 0.3, gradient, error, 10_000))


def against(gradient, case="table"):
    """A view whose ∇J is another one."""
    view = CASES[case]().view()
    iteration = replace(view.iteration, exact=Exact(1.0, np.asarray(gradient)))
    return replace(view, iteration=iteration)


def composed(view, size=SIZES["1440x900"], theme=LIGHT):
    return Composer().compose(view, QRectF(0.0, 0.0, *size), theme)


def said(view, size=SIZES["1440x900"]):
    return [label.text for label in composed(view, size).legend.labels]


def place(x, y):
    return QPoint(round(x), round(y))


def degrees_between(one, other):
    cosine = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
    return np.degrees(np.arccos(cosine))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_row_has_a_bar_of_the_exact_gradient(qtbot, theme):
    view = CASES["table"]().view()
    panel = show(qtbot, GradientPanel(theme), view, SIZES["1440x900"])
    bars, picture = panel.picture.bars, pixels(panel)
    known = view.iteration.exact.gradient[bars.rows.parameters]
    np.testing.assert_array_equal(bars.values.target.values, known)
    assert bars.values.target.error is None
    long = np.flatnonzero(np.abs(bars.scale.pixel(known) - bars.scale.pixel(0.0)) > 12.0)
    assert len(long)
    for row in long:
        x = round(bars.scale.pixel(0.5 * known[row]))
        y = round(bars.rows.centers[row] + bars.lanes.target_shift)
        assert holds(picture[y - 2 : y + 2, x - 1 : x + 2], theme.exact)


def test_the_arrows_in_the_cloud_enclose_the_angle(qtbot):
    view = CASES["table"]().view()
    cloud = composed(view).cloud
    origin, ends = cloud.estimate.p1(), (cloud.estimate.p2(), cloud.target.line.p2())
    arrows = [np.array([end.x() - origin.x(), end.y() - origin.y()]) for end in ends]
    iteration = view.iteration
    expected = degrees_between(iteration.estimate.gradient, iteration.exact.gradient)
    assert degrees_between(*arrows) == pytest.approx(expected)
    lengths = [np.linalg.norm(arrow) for arrow in arrows]
    norms = [np.linalg.norm(iteration.estimate.gradient), np.linalg.norm(iteration.exact.gradient)]
    assert lengths[1] / lengths[0] == pytest.approx(norms[1] / norms[0])


def test_the_target_is_in_sight_however_long_it_is():
    for factor in (1e-3, 1.0, 1e3):
        view = against(factor * np.random.default_rng(1).standard_normal(100))
        picture = composed(view)
        assert picture.cloud.frame.plot.contains(picture.cloud.target.line.p2())
        values = picture.bars.values.target.values
        assert picture.bars.scale.low < values.min() < values.max() < picture.bars.scale.high


def test_the_axes_are_called_what_they_are():
    table, alone = composed(CASES["table"]().view()), composed(CASES["network"]().view())
    texts = [label.text for label in table.cloud.labels]
    assert any(text.startswith("part of ∇J across ĝ") for text in texts)
    assert any(text.startswith("along ĝ") for text in texts)
    assert any(label.text.startswith("most variance across ĝ") for label in alone.cloud.labels)
    referred = composed(with_reference())
    assert any("reference across ĝ" in label.text for label in referred.cloud.labels)


@pytest.mark.parametrize("angle", [0.0, 24.0, 84.5, 85.5, 90.5, 94.5, 95.5, 180.0])
def test_the_footer_tells_the_angle_and_whether_it_is_the_wrong_direction(angle):
    estimate = CASES["table"]().iteration.estimate
    along = estimate.gradient / np.linalg.norm(estimate.gradient)
    other = np.random.default_rng(0).standard_normal(len(along))
    across = other - (other @ along) * along
    across /= np.linalg.norm(across)
    turned = np.cos(np.radians(angle)) * along + np.sin(np.radians(angle)) * across
    view = against(3.0 * turned)
    figures = said(view, SIZES["1920x1080"])[-1]
    assert f"{angle:.0f}°" in figures
    assert ("wrong direction" in figures) == (angle > 95.0)
    assert ("neither up nor down" in figures) == (85.0 < angle < 95.0)
    away = int((estimate.per_trajectory @ turned < 0.0).sum())
    assert f"{away} of 12 gᵢ point away from ∇J" in figures


def test_a_reference_is_never_called_exact():
    view = with_reference()
    texts = [label.text for label in composed(view, SIZES["1920x1080"]).labels]
    assert "reference ± s.e. (10\u202f000 trajectories)" in texts
    assert not any("exact" in text or "∇J" in text for text in texts)
    assert any(text.startswith("cos(ĝ, reference) ≈ ") for text in texts)


def test_of_what_is_written_in_brief_the_reference_is_the_last():
    texts = said(with_reference(), SIZES["1440x900"])
    assert "reference ± s.e. (10\u202f000 trajectories)" in texts
    assert "s.e. of ĝ" in texts


def test_a_reference_has_hollow_bars_with_whiskers(qtbot):
    panel = show(qtbot, GradientPanel(LIGHT), with_reference(), SIZES["1920x1080"])
    bars, picture = panel.picture.bars, pixels(panel)
    target, parameters = bars.values.target, bars.rows.parameters
    np.testing.assert_array_equal(
        target.error, with_reference().reference.standard_error[parameters]
    )
    row = int(np.abs(target.values).argmax())
    x = round(bars.scale.pixel(0.5 * target.values[row]))
    y = round(bars.rows.centers[row] + bars.lanes.target_shift)
    assert holds(picture[y - 1 : y + 2, x - 1 : x + 2], LIGHT.card)
    assert holds(picture[y - 6 : y + 7, x - 1 : x + 2], LIGHT.exact)


@pytest.mark.parametrize("errors", [1.0, 3.0])
def test_a_reference_leaves_open_what_its_error_covers(errors):
    estimate = np.array([1.0, 0.0])
    gradient = np.array([0.1 * errors, 10.0])  # so many standard errors uphill of ĝ's normal
    target = Target(gradient, Reference(0.0, 0.1, gradient, np.array([0.1, 0.1]), 100))
    assert target.leaves_open(estimate) == (errors < 2.0)
    assert not Target(gradient).leaves_open(estimate)
    found = judgement.direction(estimate, target)
    assert found is (judgement.UNRESOLVED if errors < 2.0 else judgement.ACROSS)


def test_the_error_along_an_axis_is_that_of_independent_parameters():
    target, generator = target_of(with_reference()), np.random.default_rng(0)
    axis = generator.standard_normal(len(target.gradient))
    axis /= np.linalg.norm(axis)
    draws = generator.standard_normal((20_000, len(axis))) * target.reference.standard_error
    expected = (draws @ axis).std()
    assert target.error_along(axis[None])[0] == pytest.approx(expected, rel=0.03)


def test_where_nothing_is_known_it_says_how_to_get_it():
    view = CASES["network"]().view()
    assert target_of(view) is None
    for size in (SIZES["1440x900"], SIZES["1920x1080"]):
        assert UNKNOWN[0] in said(view, size)
    assert not any("Ctrl+G" in text for text in said(CASES["table"]().view()))


def test_an_estimate_of_0_still_tells_what_the_gradient_is(qtbot):
    example = CASES["no estimate"]()
    panel = show(qtbot, GradientPanel(LIGHT), example.view())
    assert panel.words.startswith("ĝ = 0")
    assert "∇J is not: its length" in panel.words


def test_bars_and_arrows_point_at_their_quantity(qtbot):
    panel = show(qtbot, GradientPanel(LIGHT), CASES["table"]().view(), SIZES["1920x1080"])
    bars, cloud, heard = panel.picture.bars, panel.picture.cloud, []
    panel.pointed.connect(heard.append)
    parameter, center = int(bars.rows.parameters[2]), bars.rows.centers[2]
    x = bars.scale.pixel(0.0)
    QTest.mouseMove(panel, place(x, center + bars.lanes.shift))
    assert heard[-1] == Pointer(parameter=parameter, quantity="estimate")
    QTest.mouseMove(panel, place(x, center + bars.lanes.target_shift))
    assert heard[-1] == Pointer(parameter=parameter, quantity="gradient")
    QTest.mouseMove(panel, cloud.target.line.p2().toPoint())
    assert heard[-1] == Pointer(quantity="gradient")
    QTest.mouseMove(panel, cloud.estimate.p2().toPoint())
    assert heard[-1] == Pointer(quantity="estimate")


@pytest.mark.parametrize("quantity", ["estimate", "gradient", "trajectory-gradient"])
def test_a_quantity_that_is_pointed_at_is_set_off(qtbot, quantity):
    view = CASES["table"]().view()
    panel = show(qtbot, GradientPanel(LIGHT), view, SIZES["1920x1080"])
    before, arranged = pixels(panel), panel.picture
    panel.show_pointer(Pointer(quantity=quantity))
    changed = (pixels(panel) != before).any(axis=-1)
    bars, cloud = panel.picture.bars, panel.picture.cloud
    shift = bars.lanes.target_shift if quantity == "gradient" else bars.lanes.shift
    y = round(bars.rows.centers[3] + shift)
    assert changed[y - 9 : y + 9, : int(bars.plot.right())].any()
    frame = cloud.frame.plot.toRect()
    assert changed[frame.top() : frame.bottom(), frame.left() : frame.right()].any()
    assert panel.picture is arranged
    panel.show_pointer(Pointer(quantity="dynamics"))
    np.testing.assert_array_equal(pixels(panel), before)


def test_tips_have_all_digits_and_the_difference_in_standard_errors(qtbot):
    view = CASES["table"]().view()
    panel = show(qtbot, GradientPanel(LIGHT), view, SIZES["1440x900"])
    bars, iteration = panel.picture.bars, view.iteration
    parameter = int(bars.rows.parameters[1])
    tip = panel.tip_at(QPointF(10.0, bars.rows.centers[1]))
    known, estimate = iteration.exact.gradient, iteration.estimate
    assert f"∇J = {exact(known[parameter])} exactly" in tip
    difference = estimate.gradient[parameter] - known[parameter]
    assert exact(difference) in tip
    apart = difference / estimate.standard_error[parameter]
    written = tip.split(exact(difference) + ", ")[1].split(" standard errors")[0]
    assert float(written.replace("−", "-")) == pytest.approx(apart, rel=0.05)
    line = panel.tip_at(panel.picture.legend.figures_box.center())
    assert f"cos(ĝ, ∇J) = {exact(iteration.cosine)[:12]}" in line
    assert "signal²/noise² = " in line
    tip = panel.tip_at(panel.picture.cloud.target.line.p2())
    assert exact(np.linalg.norm(known))[:12] in tip


def test_a_mean_so_far_is_judged_by_its_own_angle():
    view = CASES["table"]().view()
    estimate, target = view.iteration.estimate, target_of(view)
    averaged = Averaged(estimate, 5)
    figures = judgement.figures(averaged, estimate.per_trajectory[:, 0], target)
    expected = degrees_between(estimate.per_trajectory[:5].mean(axis=0), target.gradient)
    assert figures[0].startswith("cos(mean of 5, ∇J)")
    assert f"{expected:.0f}°" in figures[0]


@pytest.mark.parametrize("height", [12.0, 15.0, 20.0, 40.0, 96.0])
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_lanes_of_a_row_do_not_overlap_and_stay_in_it(height, theme):
    height *= theme.type_scale
    lanes = share_row(height, theme, target=True)
    assert lanes.shift + lanes.thick / 2.0 <= lanes.target_shift - lanes.target_thick / 2.0
    assert lanes.shift - lanes.thick / 2.0 >= -height / 2.0
    assert lanes.target_shift + lanes.target_thick / 2.0 <= height / 2.0
    assert lanes.shift + lanes.thick / 2.0 <= lanes.border + 0.1
    assert lanes.border <= lanes.target_shift - lanes.target_thick / 2.0


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_with_a_reference_nothing_written_is_cut_and_nothing_touches(size, theme):
    views = [with_reference(), with_reference("gaussian"), made("pgviz/TwoStep-v0", 5).view()]
    for view in views:
        assert_legible(composed(view, size, theme).labels, QRectF(0.0, 0.0, *size))
