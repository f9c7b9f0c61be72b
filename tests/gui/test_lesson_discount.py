"""The lesson of γᵗ: both targets are the known ones, and the switch asks for the real thing."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor

from pgviz.environments.making import make_world
from pgviz.estimation.exact import exact_gradient
from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.scenes.discount import (
    EQUAL,
    OFF,
    ON,
    WHOLE,
    DiscountStage,
    headline,
    measures_of,
)
from pgviz.gui.derivation.scenes.unweighted import degrees_between, unweighted_of
from pgviz.gui.theme import LIGHT
from pgviz.lessons.lessons import lesson
from pgviz.lessons.scenarios import scenario
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state, policy_for
from tests.gui.iterations import CASES, Made, made
from tests.gui.showing import holds, pixels, show


def two_steps(**changes):
    settings = {"horizon": 2, "init_scale": 1.0, "discount": 0.9, "return_": "to-go", **changes}
    return Material.of(made("pgviz/TwoStep-v0", **settings).view(), Nudge())


def test_both_targets_are_the_known_ones():
    material = two_steps()
    with_it, without, estimate = measures_of(material)
    theta = material.theta
    p = 1.0 / (1.0 + np.exp(theta[0] - theta[1]))
    assert with_it.values[1] == pytest.approx(1.2 * p * (1.0 - p))
    assert without.values[1] == pytest.approx(1.0 * p * (1.0 - p))
    assert with_it.details[-1].startswith("1.20 p(1 − p) = ")
    assert without.details[-1].startswith("1.00 p(1 − p) = ")
    assert not estimate.exact
    assert estimate.error is not None


@pytest.mark.parametrize(
    ("changes", "said", "felt"),
    [
        ({}, ON, True),
        ({"discount_weighting": False}, OFF, True),
        ({"discount": 1.0}, EQUAL, False),
        ({"return_": "whole"}, WHOLE, False),
    ],
)
def test_it_says_what_is_set(qtbot, changes, said, felt):
    material = two_steps(**changes)
    assert headline(material) == said
    stage = DiscountStage(LIGHT)
    show(qtbot, stage, material, (560, 190))
    assert stage.switch.isEnabled() == felt
    assert stage.switch.isChecked() == material.iteration.hyperparameters.discount_weighting


def test_what_else_moves_the_mean_is_told():
    said = headline(two_steps(mistake="sign"))[0]
    assert said.startswith("On: other choices")


def test_the_switch_asks_for_the_hyperparameter(qtbot):
    stage = DiscountStage(LIGHT)
    show(qtbot, stage, two_steps(), (560, 190))
    with qtbot.waitSignal(stage.wanted) as heard:
        stage.switch.click()
    assert heard.args == ["discount_weighting", False]
    with qtbot.waitSignal(stage.draws_wanted) as heard:
        stage.draw_button.click()
    assert heard.args == [200]


def lesson_material(name):
    """Return what the lesson shows at first in a scenario."""
    chosen = lesson("discount").applied(scenario(name).experiment)
    world, hyperparameters = make_world(chosen.environment), chosen.hyperparameters
    iteration = iterate(initial_state(world, hyperparameters, chosen.seed), hyperparameters, world)
    example = Made(world, policy_for(world, hyperparameters), iteration)
    return Material.of(example.view(), Nudge())


def at_theta(material, theta):
    before = replace(material.iteration.before, theta=theta)
    return replace(material, iteration=replace(material.iteration, before=before))


def jacobian(material, step=1e-5):
    """Return ∂(target without γᵗ)/∂θ by central differences; symmetric if it is a gradient."""
    theta = material.iteration.before.theta
    rows = []
    for index in range(len(theta)):
        nudge = np.zeros(len(theta))
        nudge[index] = step
        ends = (unweighted_of(at_theta(material, theta + sign * nudge)) for sign in (1.0, -1.0))
        rows.append(np.subtract(*ends) / (2.0 * step))
    return np.stack(rows)


def test_in_the_first_scenario_the_other_target_is_the_gradient_of_nothing():
    material = lesson_material(lesson("discount").scenarios[0])
    assert 20.0 < degrees_between(material.iteration.exact.gradient, unweighted_of(material)) < 25.0
    found = jacobian(material)
    assert np.abs(found - found.T).max() > 0.1 * np.abs(found).max()


def test_on_two_steps_it_is_the_gradient_of_the_undiscounted_objective():
    material = two_steps()
    found = jacobian(material)
    np.testing.assert_allclose(found, found.T, atol=1e-9)
    task = material.world.mdp, material.policy, material.iteration.before.theta
    undiscounted = exact_gradient(*task, 1.0, 2).gradient
    np.testing.assert_allclose(unweighted_of(material), undiscounted, atol=1e-14)


@pytest.mark.parametrize(
    ("name", "said"), [("gridworld", "° between both targets"), ("two-step", "parallel")]
)
def test_the_angle_is_drawn_and_told(qtbot, name, said):
    stage = DiscountStage(LIGHT)
    show(qtbot, stage, lesson_material(name), (640, 300))
    assert any(said in label.text for label in stage.picture.labels)


@pytest.mark.parametrize("size", [(560, 190), (940, 400)])
def test_both_targets_are_drawn(qtbot, size):
    stage = DiscountStage(LIGHT)
    show(qtbot, stage, two_steps(), size)
    picture = pixels(stage.picture)
    assert holds(picture, LIGHT.exact)
    assert holds(picture, LIGHT.dynamics)
    assert holds(picture, QColor(LIGHT.estimate))


@pytest.mark.parametrize("case", ["table", "to-go", "steps", "many parameters", "no estimate"])
def test_nothing_leaves_the_picture(qtbot, case):
    stage = DiscountStage(LIGHT)
    show(qtbot, stage, Material.of(CASES[case]().view(), Nudge()), (560, 190))
    area = stage.picture.rect().toRectF().adjusted(-1.0, -4.0, 1.0, 4.0)
    for label in stage.picture.labels:
        assert area.contains(label.extent), label.text


def test_where_the_gradient_is_unknown_it_says_what_to_do(qtbot):
    stage = DiscountStage(LIGHT)
    show(qtbot, stage, Material.of(CASES["network"]().view(), Nudge()), (560, 190))
    assert "Ctrl+G" in stage.picture.words


def test_running_no_draws_are_offered(qtbot):
    stage = DiscountStage(LIGHT)
    show(qtbot, stage, replace(two_steps(), running=True), (560, 190))
    assert not stage.draw_button.isEnabled()
