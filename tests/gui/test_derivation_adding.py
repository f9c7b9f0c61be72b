"""How ĝ adds up: every sum against the dense scores, and what is drawn of it."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtTest import QTest

from pgviz.estimation.reference import Reference
from pgviz.gui.derivation.adding import words
from pgviz.gui.derivation.adding.parts import Component
from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.stages.average import AverageStage, estimate_identity
from pgviz.gui.format import short
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import Pointer
from tests.gui.iterations import CASES, made
from tests.gui.showing import DARK_LECTURE, LECTURE, pixels, show

SIZES = {"1280x720": (540, 150), "1440x900": (640, 250), "1920x1080": (920, 380)}


def stage_of(qtbot, view, theme=LIGHT, size="1440x900"):
    return show(qtbot, AverageStage(theme), Material.of(view, Nudge()), SIZES[size])


@pytest.mark.parametrize("case", CASES)
def test_trajectories_add_up_to_the_estimate_and_steps_to_a_trajectory(case):
    example = CASES[case]()
    iteration, batch = example.iteration, example.iteration.batch
    for trajectory in (0, batch.size - 1):
        for parameter in (0, len(iteration.before.theta) - 1):
            component = Component(example.view(trajectory), parameter)
            gradient = iteration.estimate.gradient[parameter]
            scale = np.abs(component.trajectories.parts).sum() + 1e-300
            assert component.trajectories.total == pytest.approx(gradient, abs=1e-12 * scale)
            own = iteration.estimate.per_trajectory[trajectory, parameter]
            size = np.abs(component.steps.parts).sum() + 1e-300
            assert component.steps.total == pytest.approx(own, abs=1e-9 * size)


@pytest.mark.parametrize("case", ["table", "to-go", "steps", "network", "gaussian"])
def test_a_step_is_its_score_times_its_weight(case):
    example = CASES[case]()
    iteration, parameter = example.iteration, 2
    component = Component(example.view(1), parameter)
    run = iteration.batch.slice(1)
    steps = np.arange(run.start, run.stop)
    dense = iteration.evaluation.score.dense(steps)[:, parameter]
    weights = iteration.weights
    by = iteration.batch.size
    divided = by if iteration.hyperparameters.average == "trajectories" else iteration.batch.steps
    expected = dense * (weights.coefficients * weights.psi)[run] * by / divided
    np.testing.assert_allclose(component.scores, dense)
    size = np.abs(expected).max() + 1e-300
    np.testing.assert_allclose(component.steps.parts, expected, atol=1e-10 * size)


def test_the_distance_is_counted_in_standard_errors():
    example = CASES["table"]()
    component = Component.chosen(example.view(parameter=3))
    gradients = example.iteration.estimate.per_trajectory[:, 3]
    error = gradients.std(ddof=1) / np.sqrt(len(gradients))
    away = abs(gradients.mean() - example.iteration.exact.gradient[3])
    assert component.distance == pytest.approx(away / error)
    size = len(example.iteration.before.theta)
    reference = Reference(0.0, 0.0, np.zeros(size), np.full(size, 2.0), 50)
    unknown = replace(example.iteration, exact=None)
    view = replace(example.view(parameter=3), iteration=unknown, reference=reference)
    far = abs(gradients.mean()) / np.hypot(error, 2.0)
    assert Component.chosen(view).distance == pytest.approx(far)


def test_the_largest_parameter_is_taken_where_none_is_selected():
    example = CASES["table"]()
    largest = int(np.abs(example.iteration.estimate.gradient).argmax())
    assert Component.chosen(example.view()).parameter == largest
    assert Component.chosen(example.view(parameter=5)).parameter == 5


@pytest.mark.parametrize("case", ["table", "to-go", "steps", "one trajectory", "one step"])
def test_an_estimate_is_never_equal(case):
    component = Component.chosen(CASES[case]().view())
    for text in words.comparison(component):
        assert "=" not in text
        assert "≈" in text
    identity = estimate_identity(component)
    assert identity.mark == "≈"
    assert not identity.exact
    assert identity.standard_error == component.standard_error


def test_words_for_what_is_not_known():
    one = Component.chosen(CASES["one trajectory"]().view())
    assert "no standard error" in words.comparison(one)[0]
    unknown = Component.chosen(CASES["network"]().view())
    assert "∇J is unknown" in words.comparison(unknown)[0]
    assert estimate_identity(unknown) is None


def test_the_product_of_the_selected_step_is_written_out():
    example = made("pgviz/TwoStep-v0", init_scale=1.0)
    component = Component.chosen(example.view(0, step=1))
    score, weight = component.scores[1], component.weights[1]
    product = words.product(component)[0]
    assert product.startswith("t = 1: ∂log π · R(τ) = ")
    assert product.endswith(f"= {short(score * weight)}")
    largest = words.shown_step(Component.chosen(example.view(0)))
    assert largest == int(np.abs(component.steps.parts).argmax())


@pytest.mark.parametrize("case", ["table", "many trajectories", "to-go"])
def test_every_bar_is_pointed_at_where_it_is(qtbot, case):
    picture = stage_of(qtbot, CASES[case]().view()).picture
    parameter = picture.component.parameter
    for trajectory in range(len(picture.trajectories.sum.parts)):
        place = picture.trajectories.bar(trajectory).center()
        expected = Pointer(trajectory, None, parameter, "trajectory-gradient")
        assert picture.pointer_at(place) == expected
    for step in range(len(picture.steps.sum.parts)):
        place = picture.steps.bar(step).center()
        assert picture.pointer_at(place) == Pointer(0, step, parameter, "score")


def test_each_bar_begins_where_the_one_before_ends(qtbot):
    picture = stage_of(qtbot, CASES["table"]().view()).picture
    for plot in (picture.trajectories, picture.steps):
        running = 0.0
        for part, value in enumerate(plot.sum.parts.tolist()):
            ends = sorted(plot.scale.pixel(each) for each in (running, running + value))
            bar = plot.bar(part)
            assert bar.top() == pytest.approx(ends[0])
            assert bar.height() == pytest.approx(max(ends[1] - ends[0], 1.0))
            running += value


def test_the_mouse_points_and_a_click_chooses(qtbot):
    stage = stage_of(qtbot, CASES["table"]().view())
    pointed, chosen = [], []
    stage.pointed.connect(pointed.append)
    stage.chosen.connect(chosen.append)
    place = stage.picture.trajectories.bar(4).center().toPoint()
    QTest.mouseMove(stage, place)
    assert pointed[-1].trajectory == 4
    assert "g₅" in stage.tip_at(QPointF(place))
    stage.show_pointer(pointed[-1])
    step = stage.picture.steps.bar(0).center()
    assert "∂log π" in stage.tip_at(step)
    end = stage.picture.trajectories.end.center()
    assert stage.pointer_at(end).quantity in ("estimate", "gradient")
    assert "standard error" in stage.tip_at(end)


def test_axes_do_not_jump_while_running(qtbot):
    views = [made("pgviz/GridWorld-v0", iterations=n, init_scale=0.5).view() for n in (1, 2, 3)]
    stage = AverageStage(LIGHT)
    show(qtbot, stage, Material.of(views[0], Nudge()), SIZES["1440x900"])
    shown = [
        Material.of(replace(v, running=True, selected=Pointer(0, None, 3)), Nudge()) for v in views
    ]
    stage.show_view(shown[0])
    for before, after in pairwise(shown):
        stage.show_view(before)
        old = stage.picture.trajectories.scale
        stage.show_view(after)
        new = stage.picture.trajectories.scale
        length = old.high - old.low
        assert new.low <= old.low + 0.05 * length
        assert new.high >= old.high - 0.05 * length


def test_words_where_the_estimate_is_nothing(qtbot):
    assert "every return is 0" in stage_of(qtbot, CASES["no estimate"]().view()).words


@pytest.mark.parametrize("theme", [LIGHT, DARK, LECTURE, DARK_LECTURE], ids=lambda t: t.name)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "case", ["table", "network", "one step", "many trajectories", "many steps"]
)
def test_nothing_that_is_written_is_cut_or_covered(qtbot, theme, size, case):
    stage = stage_of(qtbot, CASES[case]().view(), theme, size)
    picture = stage.picture
    area = stage.rect()
    labels = [*picture.trajectories.labels, *picture.ends.labels, *picture.steps.labels]
    for label in labels:
        inside = label.extent.toAlignedRect().adjusted(1, 4, -1, -4)
        assert area.contains(inside), label.text
    for label in picture.trajectories.labels:
        assert not any(label.extent.intersects(end.extent) for end in picture.ends.labels)


@pytest.mark.parametrize("quantity", ["trajectory-gradient", "score", "estimate", "gradient"])
def test_what_a_pointed_term_stands_for_is_set_off(qtbot, quantity):
    stage = stage_of(qtbot, CASES["table"]().view())
    before, picture = pixels(stage), stage.picture
    stage.show_pointer(Pointer(quantity=quantity))
    columns = np.flatnonzero((pixels(stage) != before).any(axis=(0, 2)))
    in_steps = columns >= picture.steps.plot.left() - 1
    in_end = (columns >= picture.trajectories.end.left() - 1) & ~in_steps
    assert columns.size
    assert in_steps.all() == (quantity == "score")
    assert in_end.all() == (quantity in ("estimate", "gradient"))
