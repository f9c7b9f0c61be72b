"""E[ĝ] in the gradient panel, where an estimator may be biased and it can be computed."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF

from pgviz.estimation.estimator import Estimator
from pgviz.gui.estimate.expectation import expectation_of, is_worth_asking, may_be_biased
from pgviz.gui.estimate.picture import Composer
from pgviz.gui.estimate.target import target_of
from pgviz.gui.fonts import load_fonts
from pgviz.gui.format import exact, short
from pgviz.gui.panels.gradient import GradientPanel
from pgviz.gui.theme import DARK, LIGHT
from pgviz.training.iteration import iterate
from tests.gui.iterations import made
from tests.gui.showing import holds, pixels, show

SMALL = {"environment": "pgviz/TwoStep-v0", "init_scale": 1.0}
MEAN = {**SMALL, "baseline": "mean"}


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def said(panel):
    return [label.text for label in panel.picture.labels]


@pytest.mark.parametrize(
    ("choices", "biased"),
    [
        ({}, False),
        ({"return_": "to-go", "baseline": "value", "discount": 0.9}, False),
        ({"baseline": "leave-one-out"}, False),
        ({"baseline": "mean"}, True),
        ({"standardise": True}, True),
        ({"average": "steps"}, True),
        ({"mistake": "sign"}, True),
        ({"return_": "to-go", "discount": 0.9, "discount_weighting": False}, True),
        ({"return_": "to-go", "discount": 1.0, "discount_weighting": False}, False),
        ({"return_": "whole", "discount": 0.9, "discount_weighting": False}, False),
    ],
)
def test_which_choices_may_be_biased(choices, biased):
    assert may_be_biased(Estimator(**choices)) == biased


def test_the_mean_baseline_shrinks_the_expectation_by_one_mth():
    view = made(**MEAN).view()
    expected, known = expectation_of(view), view.iteration.exact.gradient
    np.testing.assert_allclose(expected, (1.0 - 1.0 / 12.0) * known, rtol=1e-10)
    assert target_of(view, expected).bias == pytest.approx(np.linalg.norm(known) / 12.0)


def test_a_flipped_sign_turns_the_expectation_round():
    view = made(**SMALL, mistake="sign").view()
    np.testing.assert_allclose(expectation_of(view), -view.iteration.exact.gradient, rtol=1e-10)


def test_the_expectation_is_the_mean_of_many_draws():
    example = made(**SMALL, average="steps")
    before, chosen = example.iteration.before, example.iteration.hyperparameters
    draws = np.stack(
        [
            iterate(
                type(before)(**{**vars(before), "seed": seed}), chosen, example.world
            ).estimate.gradient
            for seed in range(2000)
        ]
    )
    error = draws.std(axis=0) / np.sqrt(len(draws))
    expected = expectation_of(example.view())
    assert (np.abs(draws.mean(axis=0) - expected) < 5.0 * error).all()
    assert np.abs(expected - example.iteration.exact.gradient).max() > 5.0 * error.max()


@pytest.mark.parametrize(
    "case",
    [
        {"environment": "Taxi-v4", "horizon": 200, "batch_size": 4, "standardise": True},
        {"environment": "pgviz/ShortCorridor-v0", "horizon": 50, "standardise": True},
    ],
    ids=["too many parameters", "too many trajectories"],
)
def test_what_cannot_be_computed_at_once_is_left_out(case):
    assert expectation_of(made(**case).view()) is None


def test_only_where_the_gradient_is_known_it_is_asked_for():
    assert is_worth_asking(made(**MEAN).view())
    assert not is_worth_asking(made(**SMALL).view())
    assert not is_worth_asking(made("CartPole-v1", hidden="4", standardise=True).view())


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_once_nothing_moves_the_bias_is_shown(qtbot, theme):
    view = made(**MEAN).view()
    panel = show(qtbot, GradientPanel(theme), view, (500, 245))
    assert "E[ĝ]" not in said(panel)
    qtbot.waitUntil(lambda: panel.picture.target.expected is not None)
    bias = np.linalg.norm(view.iteration.exact.gradient) / 12.0
    assert any(text.startswith(f"bias ‖E[ĝ] − ∇J‖ = {short(bias)}") for text in said(panel))
    assert said(panel).count("E[ĝ]") == 2  # in the legend, and beside its arrow
    bars, picture = panel.picture.bars, pixels(panel)
    x = round(bars.scale.pixel(bars.values.expected[0]))
    y = round(bars.middles[0])
    assert holds(picture[y - 1 : y + 2, x - 1 : x + 2], theme.card)
    parameter = int(bars.rows.parameters[0])
    tip = panel.tip_at(QPointF(5.0, bars.rows.centers[0]))
    assert f"E[ĝ] = {exact(bars.values.expected[0])}" in tip
    assert bars.values.expected[0] == expectation_of(view)[parameter]


def test_a_picture_does_not_wait_for_a_rest(qtbot):
    panel = show(qtbot, GradientPanel(LIGHT), made(**MEAN).view(), (500, 245))
    panel.settle()
    assert panel.picture.target.expected is not None
    shown = panel.picture
    panel.settle()
    assert panel.picture is shown


def test_another_iteration_has_no_expectation_yet(qtbot):
    first, second = made(**MEAN).view(), made(**MEAN, iterations=3).view()
    panel = show(qtbot, GradientPanel(LIGHT), first, (500, 245))
    qtbot.waitUntil(lambda: panel.picture.target.expected is not None)
    panel.show_view(second)
    assert panel.picture.target.expected is None
    qtbot.waitUntil(lambda: panel.picture.target.expected is not None)
    np.testing.assert_array_equal(panel.picture.target.expected, expectation_of(second))


def test_the_expectation_is_in_sight_in_the_cloud():
    view = made(**SMALL, mistake="sign").view()
    expected = 50.0 * expectation_of(view)
    picture = Composer().compose(view, QRectF(0.0, 0.0, 500.0, 245.0), LIGHT, expected)
    plot, tip = picture.cloud.frame.plot, picture.plane.project(expected)
    assert plot.contains(picture.cloud.frame.pixel(tip))
    assert picture.bars.scale.low < expected.min() < expected.max() < picture.bars.scale.high


def test_an_estimate_of_another_length_says_to_compare_directions(qtbot):
    view = made("Taxi-v4", horizon=200, batch_size=4, standardise=True).view()
    panel = show(qtbot, GradientPanel(LIGHT), view, (500, 245))
    assert any("compare directions, not lengths" in text for text in said(panel))
