"""Nudging θ on L3: the controls, what moves, and what doesn't, against finite differences."""

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest

from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.nudge.amount import Amount
from pgviz.gui.derivation.nudge.direction_chooser import ALONG_ESTIMATE
from pgviz.gui.derivation.nudge.epsilon_slider import EpsilonSlider
from pgviz.gui.derivation.nudge.parts import products
from pgviz.gui.derivation.nudge.picture import NO_DIRECTION, NOTHING_YET
from pgviz.gui.derivation.nudge.slopes import LastSlopes, slopes_of
from pgviz.gui.derivation.stages.nudge_probability import NudgeProbabilityStage, ProbabilityPicture
from pgviz.gui.derivation.stages.nudge_slopes import NudgeSlopesStage
from pgviz.gui.derivation.stages.nudge_stacks import NudgeStacksStage
from pgviz.gui.derivation.stages.step_scores import StepScoresStage
from pgviz.gui.fonts import load_fonts
from pgviz.gui.format import MINUS
from pgviz.gui.panels.derivation import DerivationPanel
from pgviz.gui.slider import FINENESS
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import NOWHERE, Pointer
from tests.gui.iterations import CASES, made
from tests.gui.scenes import THEMES
from tests.gui.showing import holds, pixels, show
from tests.gui.written import assert_legible

SIZES = {"1280x720": (560, 190), "1440x900": (640, 290), "1920x1080": (880, 420)}
STAGES = (NudgeProbabilityStage, NudgeStacksStage, NudgeSlopesStage, StepScoresStage)
STILL = Nudge()
MOVED = {case: make for case, make in CASES.items() if case != "no estimate"}


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def lake():
    """A world with chance in it, whose θ and ĝ aren't 0."""
    return made("FrozenLake-v1", iterations=1, init_scale=1.0, batch_size=200, horizon=60, seed=3)


def reaching(example):
    """Return the first trajectory that earns something."""
    batch = example.iteration.batch
    return int(np.flatnonzero(batch.total(batch.rewards))[0])


def material(example, nudge=STILL, trajectory=0, **view):
    return Material.of(example.view(trajectory, **view), nudge)


def shown(qtbot, what, stage=NudgeProbabilityStage, size=SIZES["1440x900"], theme=LIGHT):
    return show(qtbot, stage(theme), what, size)


def log_policy(example, trajectory, theta):
    """Return Σ log π by a loop over the steps of a table."""
    batch = example.iteration.batch
    rows = theta.reshape(-1, example.world.actions.n)
    total = 0.0
    for step in range(*batch.slice(trajectory).indices(batch.steps)):
        logits = rows[batch.observations[step]]
        total += logits[batch.actions[step]] - math.log(np.exp(logits).sum())
    return total


@pytest.mark.parametrize("epsilon", [-0.7, 0.0, 0.4])
def test_only_what_has_the_policy_in_it_moves(epsilon):
    example = lake()
    trajectory = reaching(example)
    gradient = example.iteration.estimate.gradient
    direction, theta = gradient / np.linalg.norm(gradient), example.iteration.before.theta
    shown_ = material(example, Nudge(epsilon=epsilon), trajectory)
    start, dynamics, policy, probability, earned = products(shown_, slopes_of(shown_))
    before = math.exp(log_policy(example, trajectory, theta))
    after = math.exp(log_policy(example, trajectory, theta + epsilon * direction))
    assert policy.before.value == pytest.approx(before, rel=1e-12)
    assert policy.after.value == pytest.approx(after, rel=1e-12)
    known = start.before.value * dynamics.before.value
    assert probability.after.value == pytest.approx(known * after, rel=1e-12)
    for part in (start, dynamics, earned):
        assert part.before == part.after
        assert part.measured.value == part.derived.value == part.change == 0.0
    assert start.before.value == 1.0
    assert earned.before.value == 1.0


def test_measured_slopes_are_those_of_the_formula():
    example = lake()
    trajectory = reaching(example)
    shown_ = material(example, Nudge(epsilon=0.4), trajectory)
    _, _, policy, probability, _ = products(shown_, slopes_of(shown_))
    theta, direction, step = example.iteration.before.theta, shown_.direction, 1e-4
    ends = (
        math.exp(log_policy(example, trajectory, theta + way * step * direction))
        for way in (-1.0, 1.0)
    )
    low, high = ends
    expected = (high - low) / (2.0 * step)
    assert policy.measured.value == pytest.approx(expected, rel=1e-6)
    assert policy.derived.value == pytest.approx(expected, rel=1e-6)
    scaled = expected * probability.before.value / policy.before.value
    assert probability.derived.value == pytest.approx(scaled, rel=1e-6)


@pytest.mark.parametrize("case", MOVED)
@pytest.mark.parametrize("parameter", [None, 1])
def test_slopes_agree_in_every_world(case, parameter):
    nudge = Nudge(along_estimate=parameter is None, epsilon=0.3)
    shown_ = material(MOVED[case](), nudge, parameter=parameter)
    slopes = slopes_of(shown_)
    assert slopes.measured("log_policy") == pytest.approx(slopes.score, rel=1e-6, abs=1e-6)
    assert slopes.measured_relative("log_policy") == pytest.approx(slopes.score, rel=1e-6, abs=1e-6)
    assert slopes.measured("trajectory_return") == 0.0
    if shown_.world.mdp is not None:
        assert slopes.measured("log_start") == slopes.measured("log_dynamics") == 0.0


def test_probabilities_below_floats_are_nudged_all_the_same(qtbot):
    example = made("CliffWalking-v1", iterations=1, horizon=1000, batch_size=2, init_scale=1.0)
    shown_ = material(example, Nudge(epsilon=0.1))
    probability = products(shown_, slopes_of(shown_))[3]
    assert probability.before.value == 0.0  # as a float
    theta = example.iteration.before.theta
    expected = log_policy(example, 0, theta + 0.1 * shown_.direction) / math.log(10.0)
    exponent = probability.after.text.split("10")[-1].translate(
        str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    )
    assert int(exponent) == math.floor(expected)
    pixels(shown(qtbot, shown_))


def test_unknown_dynamics_leave_what_is_known(qtbot):
    example = made("CartPole-v1", hidden="4", horizon=12, init_scale=0.5)
    panel = shown(qtbot, material(example, Nudge(epsilon=0.3)))
    start, dynamics, policy, probability, _ = panel.picture.parts
    assert start.before is None
    assert dynamics.measured is None
    assert start.derived.value == dynamics.derived.value == 0.0
    growth = policy.after.value / policy.before.value
    assert float(probability.after.text.split()[0]) == pytest.approx(growth, rel=5e-3)
    assert probability.after.text.endswith("· P(τ;θ)")
    row = panel.picture.sheet.row(0).center()
    assert "θ is not in it: 0, known or unknown" in panel.picture.tip_at(row)


def test_the_curve_is_the_ratio_of_probabilities(qtbot):
    example = lake()
    trajectory = reaching(example)
    picture = shown(qtbot, material(example, Nudge(epsilon=0.5), trajectory)).picture
    epsilons, logs = slopes_of(picture.material).curve
    theta, here = example.iteration.before.theta, picture.slopes.here.log_policy
    for index in (0, len(epsilons) // 3, len(epsilons) - 1):
        moved = theta + epsilons[index] * picture.material.direction
        expected = log_policy(example, trajectory, moved) - here
        assert logs[index] == pytest.approx(expected, abs=1e-9)
    assert logs[np.flatnonzero(epsilons == 0.0)[0]] == 0.0
    point = picture.curve.point()
    now = log_policy(example, trajectory, picture.material.nudged_theta) - here
    assert picture.curve.epsilon_at(point) == pytest.approx(0.5)
    assert picture.curve.up.value(point.y()) == pytest.approx(math.exp(now), rel=1e-2)


def test_a_steep_curve_is_drawn_in_powers_of_ten(qtbot):
    example = made("pgviz/GridWorld-v0", iterations=20, learning_rate=0.3)
    theta = 50.0 * example.iteration.before.theta
    before = replace(example.iteration.before, theta=theta)
    steep = replace(example, iteration=replace(example.iteration, before=before))
    picture = shown(qtbot, material(steep)).picture
    _, logs = picture.slopes.curve
    assert picture.curve.ratios.steep == (np.ptp(logs) > math.log(200.0))
    gaussian = shown(qtbot, material(made("pgviz/Beacon-v0", hidden="6", horizon=60))).picture
    assert gaussian.curve.ratios.steep
    assert any(label.text.startswith("10") for label in gaussian.curve.labels)


def test_dragging_asks_only_for_what_epsilon_changes():
    example, last = lake(), LastSlopes()
    first = last.of(material(example, Nudge(epsilon=0.1)))
    assert last.of(material(example, Nudge(epsilon=0.2))) is first
    assert last.of(material(example, Nudge(epsilon=0.2), trajectory=1)) is not first
    first = last.of(material(example, Nudge(), parameter=2))
    assert last.of(material(example, Nudge(along_estimate=False), parameter=2)) is not first


def test_the_slider_nudges_and_shows_the_nudge(qtbot):
    panel, heard = shown(qtbot, material(lake(), Nudge(epsilon=0.25))), []
    panel.nudged.connect(heard.append)
    slider = panel.controls.slider
    assert slider.value() == FINENESS // 4
    assert heard == []  # showing is no wish
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert heard[-1] == Nudge(epsilon=0.26)
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert heard[-1] == Nudge(epsilon=-1.0)
    QTest.mouseDClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(3, 8))
    assert heard[-1] == Nudge(epsilon=0.0)


def test_the_button_takes_theta_back(qtbot):
    panel, heard = shown(qtbot, material(lake(), Nudge(epsilon=-0.4))), []
    panel.nudged.connect(heard.append)
    QTest.mouseClick(panel.controls.reset, Qt.MouseButton.LeftButton)
    assert heard == [Nudge(epsilon=0.0)]
    panel.show_view(material(lake()))
    assert not panel.controls.reset.isEnabled()


def test_the_direction_is_chosen_from_the_list(qtbot):
    example = lake()
    panel, nudges, chosen = shown(qtbot, material(example, Nudge(epsilon=0.5))), [], []
    panel.nudged.connect(nudges.append)
    panel.chosen.connect(chosen.append)
    direction = panel.controls.direction
    assert direction.count() == example.policy.size + 1
    assert direction.currentText() == ALONG_ESTIMATE
    direction.activated.emit(7)
    assert chosen == [Pointer(parameter=6)]
    assert nudges == [Nudge(along_estimate=False, epsilon=0.5)]
    panel.show_view(material(example, nudges[-1], parameter=6))
    name = example.policy.layers[0].parameter_name(6)
    assert direction.currentText() == f"along θ[{name}]"
    np.testing.assert_array_equal(panel.picture.material.direction, np.eye(64)[6])
    direction.activated.emit(0)
    assert nudges[-1] == Nudge(along_estimate=True, epsilon=0.5)
    assert len(chosen) == 1


def test_a_direction_is_found_by_a_part_of_its_name(qtbot):
    example = lake()
    panel, chosen = shown(qtbot, material(example)), []
    panel.chosen.connect(chosen.append)
    direction, name = panel.controls.direction, example.policy.layers[0].parameter_name(37)
    line = direction.lineEdit()
    line.selectAll()
    QTest.keyClicks(line, name)
    assert direction.completer().completionCount() == 1
    panel.show_view(material(example, Nudge(epsilon=0.1)))
    assert line.text() == name  # what is being typed stays
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert chosen == [Pointer(parameter=37)]
    assert line.text() == f"along θ[{name}]"


def test_what_is_no_direction_is_put_back(qtbot):
    panel, chosen = shown(qtbot, material(lake())), []
    panel.chosen.connect(chosen.append)
    direction = panel.controls.direction
    direction.lineEdit().selectAll()
    QTest.keyClicks(direction.lineEdit(), "nonsense")
    direction.lineEdit().editingFinished.emit()
    assert direction.currentText() == ALONG_ESTIMATE
    assert chosen == []


def test_the_curve_can_be_dragged(qtbot):
    panel, heard, chosen = shown(qtbot, material(lake())), [], []
    panel.nudged.connect(heard.append)
    panel.chosen.connect(chosen.append)
    curve = panel.picture.curve
    place = QPointF(curve.across.pixel(-0.5), curve.plot.center().y()).toPoint()
    QTest.mouseClick(panel.picture, Qt.MouseButton.LeftButton, pos=place)
    assert heard[-1].epsilon == pytest.approx(-0.5, abs=0.02)
    assert chosen == []


def test_rows_point_at_their_quantity_and_are_marked(qtbot):
    panel, heard = shown(qtbot, material(lake(), step=3)), []
    panel.pointed.connect(heard.append)
    sheet = panel.picture.sheet
    QTest.mouseMove(panel.picture, sheet.row(4).center().toPoint())
    assert heard[-1] == Pointer(trajectory=0, step=3, quantity="return")
    QTest.mouseMove(panel.picture, QPoint(2, 2))
    assert heard[-1] == NOWHERE
    before = pixels(panel.picture)
    panel.show_pointer(Pointer(quantity="score"))
    changed = (pixels(panel.picture) != before).any(axis=-1)
    for index in range(5):
        row = sheet.row(index).toRect().adjusted(0, 3, 0, -3)
        assert changed[row.top() : row.bottom()].any() == (index == 2)


def test_a_gradient_of_0_leaves_the_stacks(qtbot):
    panel = shown(qtbot, material(CASES["no estimate"](), Nudge(epsilon=0.5)), NudgeStacksStage)
    assert panel.picture.words == ""
    assert panel.picture.before == panel.picture.after
    assert panel.controls.direction.currentText() == "along ĝ = 0"


@pytest.mark.parametrize("stage", [x for x in STAGES if x is not NudgeStacksStage])
def test_a_gradient_of_0_points_nowhere(qtbot, stage):
    identities, panel = [], stage(LIGHT)
    panel.identity_changed.connect(identities.append)
    example = CASES["no estimate"]()
    show(qtbot, panel, material(example), SIZES["1440x900"])
    assert panel.picture.words == NO_DIRECTION
    assert identities[-1] is None
    panel.show_view(material(example, Nudge(along_estimate=False), parameter=3))
    assert panel.picture.words == ""


@pytest.mark.parametrize("stage", STAGES)
def test_it_says_what_is_missing(qtbot, stage):
    panel = stage(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(400, 200)
    panel.show()
    assert panel.picture.words == NOTHING_YET


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("size", [(1, 1), (40, 500), (500, 30), (170, 100), (200, 400), (2000, 90)])
def test_any_size_is_survived(qtbot, stage, size):
    panel = stage(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(*size)
    for case in CASES:
        panel.show_view(material(CASES[case](), Nudge(epsilon=-0.5)))
        pixels(panel)


@pytest.mark.parametrize("stage", STAGES)
def test_another_theme_is_taken_on(qtbot, stage):
    panel = shown(qtbot, material(lake(), Nudge(epsilon=0.2)), stage)
    panel.restyle(DARK)
    picture = pixels(panel.picture)
    dark = shown(qtbot, material(lake(), Nudge(epsilon=0.2)), stage, theme=DARK)
    np.testing.assert_array_equal(picture, pixels(dark.picture))
    assert holds(picture, DARK.score)


@pytest.mark.parametrize("case", CASES)
def test_nothing_written_is_cut_and_nothing_touches(qtbot, case):
    nudge = Nudge(along_estimate=False, epsilon=-0.3)
    what = material(CASES[case](), nudge, parameter=1)
    for size in SIZES.values():
        for theme in THEMES.values():
            picture = ProbabilityPicture(theme)
            qtbot.addWidget(picture)
            picture.resize(*size)
            picture.show_material(what)
            written = (*picture.sheet.labels, *picture.curve.labels)
            assert_legible(written, QRectF(0.0, 0.0, *size))


def test_amounts_are_written_with_their_unit():
    assert Amount(2.26, unit="P(τ;θ)").text == "2.26 · P(τ;θ)"
    assert Amount(-1.0, -1000.0 * math.log(10.0)).text == f"{MINUS}1.00·10⁻¹⁰⁰⁰"
    assert Amount(-1.0, -1000.0 * math.log(10.0)).value == 0.0
    assert Amount(3.0, 1000.0).value == math.inf


def test_the_same_nudge_is_shown_on_every_line(qtbot):
    panel = DerivationPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(640, 560)
    panel.show()
    panel.show_line(3)
    panel.show_view(lake().view())
    visible_slider(panel).setValue(FINENESS // 2)
    for line in (7, 8, 3):
        panel.show_line(line)
        assert visible_slider(panel).value() == FINENESS // 2
    panel.show_view(lake().view(1))
    assert visible_slider(panel).value() == FINENESS // 2


def visible_slider(panel):
    """The slider of the line that is looked at."""
    return next(slider for slider in panel.findChildren(EpsilonSlider) if slider.isVisible())


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("logit", [800.0, 1e4, 1e308])
@pytest.mark.parametrize("along_estimate", [True, False])
def test_probabilities_of_0_in_floating_point_are_survived(qtbot, stage, logit, along_estimate):
    example = made("pgviz/GridWorld-v0", horizon=10)
    batch = example.iteration.batch
    theta = np.zeros_like(example.iteration.before.theta).reshape(-1, 4)
    theta[batch.observations[0]] = logit
    theta[batch.observations[0], batch.actions[0]] = -logit
    before = replace(example.iteration.before, theta=theta.ravel())
    extreme = replace(example, iteration=replace(example.iteration, before=before))
    panel = shown(qtbot, material(extreme, Nudge(along_estimate, 0.5), parameter=1), stage)
    pixels(panel)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("log_deviation", [-27.6, -4.0, 27.6])
def test_densities_of_any_size_are_survived(qtbot, stage, log_deviation):
    example = made("pgviz/Beacon-v0", hidden="6", horizon=20)
    theta = example.iteration.before.theta.copy()
    theta[-2:] = log_deviation  # σ from 1e-12 to 1e12
    before = replace(example.iteration.before, theta=theta)
    extreme = replace(example, iteration=replace(example.iteration, before=before))
    panel, identities = stage(LIGHT), []
    panel.identity_changed.connect(identities.append)
    pixels(show(qtbot, panel, material(extreme, Nudge(epsilon=0.5)), SIZES["1440x900"]))
    assert identities[-1] is None or identities[-1].agrees
