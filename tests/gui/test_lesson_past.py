"""Past rewards: what is drawn is what R(τ) is made of, and what is said is true of the batch."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from pgviz.gui.derivation.scenes.measured import Measured, measured
from pgviz.gui.derivation.scenes.past import ONE_STEP
from pgviz.gui.derivation.scenes.past_words import verdict
from pgviz.gui.view import Pointer
from tests.gui.iterations import made
from tests.gui.test_lesson_scenes import shown


def corridor(**changes):
    return made("pgviz/ShortCorridor-v0", iterations=1, horizon=1000, batch_size=32, **changes)


def texts(picture):
    return [label.text for label in picture.labels]


def test_in_the_corridor_a_step_has_cost_one_for_each_before_it(qtbot):
    _, picture = shown(qtbot, "past", corridor())
    steps = picture.bars.steps
    np.testing.assert_allclose(picture.bars.parts.past, -np.arange(steps), atol=1e-9)
    np.testing.assert_allclose(picture.bars.parts.future, np.arange(steps) - steps, atol=1e-9)
    assert picture.bars.total == pytest.approx(-steps)


def test_the_share_of_the_variance_is_that_of_the_known_answers(qtbot):
    _, picture = shown(qtbot, "past", corridor())
    assert picture.facts.spread.share == pytest.approx(1 - 733 / 1959)
    assert any("62.6 %" in text and "exact" in text for text in texts(picture))


def test_past_and_future_make_up_the_estimate_along_the_gradient(qtbot):
    example = corridor()
    _, picture = shown(qtbot, "past", example)
    past, expectation, future, aim = (row.value.mean for row in picture.means.rows)
    # Two logits: along (−1, 1)/√2 a gradient is √2 times its component of "right".
    gradient, exact = example.iteration.estimate.gradient, example.iteration.exact.gradient
    assert past + future == pytest.approx(gradient @ exact / np.linalg.norm(exact))
    assert aim == pytest.approx(2 * np.sqrt(2), rel=1e-6)  # 2 a logit, by the known answers
    assert expectation == 0.0


def test_along_a_selected_parameter_it_is_that_component(qtbot):
    example = corridor()
    _, picture = shown(qtbot, "past", example, parameter=1)
    past, _, future, aim = (row.value.mean for row in picture.means.rows)
    assert past + future == pytest.approx(example.iteration.estimate.gradient[1])
    assert aim == pytest.approx(2.0, rel=1e-6)


def test_a_single_step_has_no_past(qtbot):
    _, picture = shown(qtbot, "past", made("pgviz/Bandit-v0", batch_size=20))
    assert picture.words == ONE_STEP


def test_a_step_is_pointed_at_and_read(qtbot):
    _, picture = shown(qtbot, "past", corridor(), trajectory=1)
    place = QPointF(picture.bars.column(2).center())
    assert picture.pointer_at(place) == Pointer(1, 2)
    assert "past rewards: −2.0" in picture.tip_at(place)
    picture.show_pointer(Pointer(1, 2))
    picture.grab()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Measured(0.12, 0.2), "0 within its error"),
        (Measured(0.9, 0.2), "4.5 standard errors off 0 by luck"),
        (Measured(0.0, 0.0), "nothing was earned"),
        (Measured(0.3), "raise m"),
    ],
)
def test_the_verdict_is_about_the_error(value, said):
    assert said in verdict(value)[0]


def test_a_standard_error_is_that_of_the_textbook():
    values = np.array([1.0, 2.0, 4.0, -3.0])
    assert measured(values) == Measured(
        pytest.approx(1.0), pytest.approx(np.std(values, ddof=1) / 2)
    )
    assert measured(1e300 * values).error == pytest.approx(1e300 * np.std(values, ddof=1) / 2)
    assert measured(values[:1]) == Measured(1.0)
