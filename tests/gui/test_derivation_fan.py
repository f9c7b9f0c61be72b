"""The fan of many ĝ: its plane, its numbers and its picture against direct computation."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtTest import QTest

from pgviz.estimation.reference import Reference
from pgviz.gui.derivation.fan.plane import fan_through
from pgviz.gui.derivation.fan.quality import Quality
from pgviz.gui.derivation.fan.words import FIRST, draws_wanted
from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.stages.fan import FanStage
from pgviz.gui.format import short
from pgviz.gui.studying import target_of
from pgviz.gui.theme import DARK, LIGHT
from pgviz.training.studies.draws import DrawsStudy
from tests.gui.iterations import made
from tests.gui.showing import DARK_LECTURE, LECTURE, holds, pixels, show

SIZES = {"1280x720": (540, 150), "1440x900": (640, 250), "1920x1080": (920, 380)}


def random_gradients(seed, count=60, parameters=5):
    generator = np.random.default_rng(seed)
    mixing = generator.normal(size=(parameters, parameters))
    draws = generator.normal(size=(count, parameters)) @ mixing + generator.normal(size=parameters)
    return draws, generator.normal(size=parameters)


@cache
def drawn(environment, draws=200, **changes):
    """Return a view with so many draws of its ĝ, made in this process."""
    example = made(environment, **changes)
    view, iteration = example.view(), example.iteration
    hyperparameters = iteration.hyperparameters
    study = DrawsStudy(view.world.spec, iteration.before, hyperparameters, draws, target_of(view))
    *_, last = study.partials(example.world)
    return replace(view, draws=last.result)


def two_steps(**changes):
    return drawn("pgviz/TwoStep-v0", init_scale=1.0, batch_size=4, **changes)


def grid():
    return drawn("pgviz/GridWorld-v0", draws=60, init_scale=0.5, horizon=20)


def stage_of(qtbot, view, theme=LIGHT, size="1440x900"):
    return show(qtbot, FanStage(theme), Material.of(view, Nudge()), SIZES[size])


@pytest.mark.parametrize("seed", range(5))
def test_draws_are_seen_along_the_target_and_where_they_spread_most_across_it(seed):
    draws, target = random_gradients(seed)
    fan = fan_through(draws[0], draws, target)
    unit = target / np.linalg.norm(target)
    np.testing.assert_allclose(fan.draws[:, 0], draws @ unit)
    np.testing.assert_allclose(fan.axes @ fan.axes.T, np.eye(2), atol=1e-12)
    across = draws - np.outer(draws @ unit, unit)
    _, _, directions = np.linalg.svd(across - across.mean(axis=0))
    assert abs(fan.axes[1] @ directions[0]) == pytest.approx(1.0)
    np.testing.assert_allclose(fan.draws[:, 1], draws @ fan.axes[1])
    np.testing.assert_allclose(fan.estimate, fan.axes @ draws[0])
    np.testing.assert_allclose(fan.target, [np.linalg.norm(target), 0.0], atol=1e-12)
    np.testing.assert_array_equal(fan.signs, np.sign(draws @ target))


def test_without_a_target_the_mean_of_the_draws_is_what_is_seen():
    draws, _ = random_gradients(3)
    fan, mean = fan_through(draws[0], draws, None), draws.mean(axis=0)
    assert fan.target is None
    np.testing.assert_allclose(fan.mean, [np.linalg.norm(mean), 0.0], atol=1e-12)


def test_a_few_draws_of_many_parameters_have_the_same_plane():
    draws, target = random_gradients(1, count=6, parameters=200)
    fan, unit = fan_through(draws[0], draws, target), target / np.linalg.norm(target)
    across = draws - np.outer(draws @ unit, unit)
    _, _, directions = np.linalg.svd(across - across.mean(axis=0), full_matrices=False)
    assert abs(fan.axes[1] @ directions[0]) == pytest.approx(1.0)


@pytest.mark.parametrize("scale", [1e-200, 1.0, 1e200])
def test_any_size_of_gradients_is_seen(scale):
    draws, target = random_gradients(2)
    fan, plain = (fan_through(s * draws[0], s * draws, s * target) for s in (scale, 1.0))
    np.testing.assert_allclose(fan.draws / scale, plain.draws, rtol=1e-9)


def test_gradients_on_one_line_make_a_flat_fan():
    draws = np.outer([1.0, -2.0, 0.5], [1.0, -1.0])
    assert fan_through(draws[0], draws, np.array([2.0, -2.0])).flat
    assert fan_through(np.zeros(2), np.empty((0, 2)), np.zeros(2)).flat


def test_uphill_is_up(qtbot):
    plot = stage_of(qtbot, grid()).picture.plot
    order = np.argsort(plot.fan.draws[:, 0])
    assert (np.diff(plot.dots[order, 1]) <= 0.0).all()
    places = plot.frame.across.pixel(plot.fan.draws[:, 1])
    np.testing.assert_allclose(plot.dots[:, 0], places)
    assert plot.target.line.p2().y() < plot.origin.y()


def test_on_one_line_every_dot_is_at_its_value(qtbot):
    plot = stage_of(qtbot, two_steps()).picture.plot
    assert plot.fan.flat
    np.testing.assert_allclose(plot.dots[:, 0], plot.frame.across.pixel(plot.fan.draws[:, 0]))
    inside = plot.frame.plot
    assert (plot.dots[:, 1] > inside.top()).all()
    assert (plot.dots[:, 1] < inside.bottom()).all()


def test_the_numbers_are_those_of_the_draws(qtbot):
    view = two_steps()
    lines = stage_of(qtbot, view).picture.findings.lines
    gradients, exact = view.draws.gradients, view.iteration.exact.gradient
    along = gradients @ exact / np.linalg.norm(exact)
    error = along.std(ddof=1) / np.sqrt(len(along))
    bias = along.mean() - np.linalg.norm(exact)
    assert f"{short(abs(bias))}\u00a0±\u00a0{short(error, 2)}" in lines[0]
    assert abs(bias) < 4.0 * error
    share = (along < 0.0).mean()
    assert any(line.startswith(f"{short(100 * share)}\u202f%\u00a0±") for line in lines)


def test_the_exact_share_is_that_of_all_batches():
    """Two steps, m = 1: ĝ leads to ∇J where the score along it times R is positive."""
    example = made("pgviz/TwoStep-v0", init_scale=1.0, batch_size=1)
    quality = Quality().of(Material.of(example.view(), Nudge()))
    zero, one = np.exp(example.iteration.before.theta)
    p = one / (zero + one)
    # both 1: 2(1 − p) · 1 > 0; 1 then 0: (1 − 2p) · 3; 0 then 1: (1 − 2p) · (−2); both 0: 0
    likely = {"11": p * p, "10": p * (1 - p), "01": p * (1 - p)}
    right = likely["11"] + likely["10" if p < 0.5 else "01"]
    assert quality.wrong_direction_share == pytest.approx(1.0 - right)
    assert quality.directions.zero == pytest.approx((1 - p) ** 2)


@pytest.mark.parametrize(("baseline", "factor"), [("none", 1.0), ("mean", 0.75)])
def test_a_bias_is_called_one(qtbot, baseline, factor):
    """The mean includes the own return: it shrinks the expectation by 1 − 1/m."""
    example = made("pgviz/TwoStep-v0", init_scale=1.0, batch_size=4, baseline=baseline)
    stage, heard = FanStage(LIGHT), []
    qtbot.addWidget(stage)
    stage.identity_changed.connect(heard.append)
    stage.show_view(Material.of(example.view(), Nudge()))
    exact = example.iteration.exact.gradient
    assert heard[-1].left == pytest.approx(factor * np.linalg.norm(exact))
    assert heard[-1].agrees == (factor == 1.0)
    bias = (1.0 - factor) * float(np.linalg.norm(exact))
    said = "E[ĝ] = ∇J" if factor == 1.0 else f"{short(bias)}, a bias"
    assert any(said in line for line in stage.picture.findings.lines)


def test_more_draws_are_wanted_by_the_button(qtbot):
    stage = stage_of(qtbot, made("pgviz/TwoStep-v0", init_scale=1.0).view())
    with qtbot.waitSignal(stage.draws_wanted) as wanted:
        stage.more.click()
    assert wanted.args == [FIRST]
    assert draws_wanted(two_steps().draws) == 4 * FIRST
    running = replace(two_steps(), running=True)
    stage.show_view(Material.of(running, Nudge()))
    assert not stage.more.isEnabled()
    assert "Pause" in stage.more.toolTip()


def test_an_unknown_gradient_is_said_to_be_unknown(qtbot):
    view = drawn("CartPole-v1", draws=3, hidden="4", horizon=30)
    stage = stage_of(qtbot, view)
    assert "∇J is unknown" in stage.picture.findings.lines[0]
    assert stage.picture.plot.target is None
    size = len(view.iteration.before.theta)
    gradient, error = np.ones(size), np.full(size, 0.5)
    reference = Reference(1.0, 0.1, gradient, error, 100)
    stage.show_view(Material.of(replace(view, reference=reference), Nudge()))
    assert "reference" in stage.picture.findings.lines[0]
    along = view.draws.gradients @ gradient / np.sqrt(size)
    own = along.std(ddof=1) / np.sqrt(3)
    assert f"±\u00a0{short(np.hypot(own, 0.5), 2)}" in stage.picture.findings.lines[0]


def test_an_estimate_of_0_leaves_the_target(qtbot):
    example = made("FrozenLake-v1", iterations=1, batch_size=2)
    assert not example.iteration.estimate.gradient.any()
    plot = stage_of(qtbot, example.view()).picture.plot
    assert plot.estimate.length() == 0.0
    assert plot.target.line.length() > plot.frame.plot.width() / 2.0


def test_words_where_there_is_nothing_to_draw(qtbot):
    nothing = made("FrozenLake-v1", iterations=1, batch_size=2, horizon=1)
    assert not nothing.iteration.exact.gradient.any()
    assert "nothing to draw" in stage_of(qtbot, nothing.view()).picture.words


def test_arrows_are_pointed_at_by_their_tips(qtbot):
    stage = stage_of(qtbot, grid())
    plot, pointed = stage.picture.plot, []
    stage.pointed.connect(pointed.append)
    QTest.mouseMove(stage.picture, plot.estimate.p2().toPoint())
    assert pointed[-1].quantity == "estimate"
    assert plot.quantity_at(plot.target.line.p2()) == "gradient"
    assert plot.quantity_at(QPointF(-50.0, -50.0)) is None
    assert plot.draw_at(QPointF(*plot.dots[3])) is not None


@pytest.mark.parametrize("theme", [LIGHT, DARK, LECTURE, DARK_LECTURE], ids=lambda t: t.name)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", [two_steps, grid], ids=["line", "plane"])
def test_nothing_that_is_written_is_cut(qtbot, theme, size, view):
    stage = stage_of(qtbot, view(), theme, size)
    assert stage.findings.heightForWidth(stage.findings.width()) <= stage.findings.height()
    if not stage.picture.words:
        area = stage.picture.rect()
        for label in (*stage.picture.plot.labels, *stage.picture.plot.frame.labels):
            assert area.contains(label.extent.toAlignedRect().adjusted(1, 3, -1, -3)), label.text
        assert holds(pixels(stage.picture), theme.estimate)


def findings_of(qtbot, **chosen):
    example = made("pgviz/TwoStep-v0", 1, batch_size=8, **chosen)
    return show(qtbot, FanStage(LIGHT), Material.of(example.view(), Nudge())).picture.findings


def test_signal_over_noise_is_exact_where_the_moments_are(qtbot):
    # At p = 1/2 only (1, 1) has a gradient: (−1, 1), one time in four.
    signal, variance = 2 * 0.25**2, 2 * (0.25 - 0.25**2) / 8
    assert findings_of(qtbot).lines[-1].endswith(f"exactly {short(signal / variance, 2)}")


def test_it_is_said_whose_estimate_is_drawn(qtbot):
    first = findings_of(qtbot, baseline="leave-one-out").lines[0].replace("\u00a0", " ")
    assert first == "ĝ by your settings, with the weight R(τ) − b₋ᵢ"
    assert "settings" not in findings_of(qtbot).lines[0]
