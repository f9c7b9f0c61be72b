"""What the gradient panel is made from: averages, the choice of parameters, and words."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QLineF, QRectF

from pgviz.estimation.estimate import GradientEstimate
from pgviz.gui.estimate import judgement, words
from pgviz.gui.estimate.arrows import Named, tip_labels
from pgviz.gui.estimate.averaged import Averaged
from pgviz.gui.estimate.largest import SteadyLargest, fair_counts
from pgviz.gui.theme import LIGHT, SPACE
from tests.gui.iterations import CASES, made


def estimate_of(gradients):
    gradients = np.asarray(gradients, dtype=float)
    return GradientEstimate(gradients.mean(axis=0), gradients, np.ones(1), np.ones(1))


@pytest.mark.parametrize("count", [1, 2, 5, 12])
def test_the_average_so_far_is_that_of_the_first_trajectories(count):
    estimate = CASES["table"]().iteration.estimate
    first = estimate.per_trajectory[:count]
    chosen = np.array([3, 40, 41])
    averaged = Averaged(estimate, count)
    np.testing.assert_allclose(averaged.mean(chosen), first.mean(axis=0)[chosen], atol=1e-15)
    error = averaged.standard_error(chosen)
    if count == 1:
        assert error is None
    else:
        deviations = first - first.mean(axis=0)
        expected = np.sqrt((deviations**2).sum(axis=0) / (count - 1) / count)
        np.testing.assert_allclose(error, expected[chosen], atol=1e-15)


def test_a_complete_average_is_the_estimate():
    estimate = CASES["network"]().iteration.estimate
    averaged = Averaged(estimate, 3).whole
    assert averaged.complete
    np.testing.assert_array_equal(averaged.mean(), estimate.gradient)
    assert averaged.norm == pytest.approx(estimate.norm)
    assert averaged.signal_to_noise == pytest.approx(estimate.signal_to_noise)


def test_errors_of_very_large_gradients_do_not_overflow():
    averaged = Averaged(estimate_of([[1e300, 0.0], [3e300, 0.0]]), 2)
    np.testing.assert_allclose(averaged.standard_error(), [1e300, 0.0])
    assert averaged.norm == pytest.approx(2e300)
    assert averaged.signal_to_noise == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("sizes", "places", "counts"),
    [
        ([100], 7, [7]),
        ([100], 200, [100]),
        ([160, 66], 9, [5, 4]),
        ([160, 66, 2], 12, [5, 5, 2]),
        ([1, 1, 50], 12, [1, 1, 10]),
        ([5, 5], 1, [1, 0]),
    ],
)
def test_places_are_shared_as_evenly_as_the_sizes_allow(sizes, places, counts):
    assert fair_counts(sizes, places) == counts


def test_the_largest_of_every_group_are_chosen_in_order():
    magnitudes = np.array([5.0, 1.0, 9.0, 7.0, 0.5, 0.1, 0.3])
    chosen = SteadyLargest().choose(magnitudes, [slice(0, 4), slice(4, 7)], 5)
    assert [each.tolist() for each in chosen] == [[0, 2, 3], [4, 6]]


def test_a_wanted_parameter_is_always_among_the_chosen():
    (chosen,) = SteadyLargest().choose(np.arange(10.0), [slice(0, 10)], 3, wanted=1)
    assert chosen.tolist() == [1, 8, 9]


def test_while_running_noise_does_not_change_what_is_chosen():
    generator, choice = np.random.default_rng(0), SteadyLargest()
    typical = np.linspace(1.0, 2.0, 40)
    seen = set()
    for _ in range(200):
        noisy = typical * generator.uniform(0.5, 1.5, 40)
        (chosen,) = choice.choose(noisy, [slice(0, 40)], 8, running=True)
        seen.add(tuple(chosen.tolist()))
    assert len(seen) == 1


def test_while_running_what_becomes_clearly_larger_is_shown_before_long():
    choice, magnitudes = SteadyLargest(), np.array([3.0, 2.0, 1.0, 0.0])
    choice.choose(magnitudes, [slice(0, 4)], 2, running=True)
    for _ in range(60):
        (chosen,) = choice.choose(magnitudes[::-1].copy(), [slice(0, 4)], 2, running=True)
    assert chosen.tolist() == [2, 3]


def test_when_paused_the_choice_owes_nothing_to_what_was_before():
    choice = SteadyLargest()
    choice.choose(np.array([3.0, 2.0, 1.0, 0.0]), [slice(0, 4)], 2, running=True)
    (chosen,) = choice.choose(np.array([1.0, 1.1, 1.2, 1.3]), [slice(0, 4)], 2)
    assert chosen.tolist() == [2, 3]


def test_trajectories_that_point_away_are_counted():
    along = np.array([3.0, -1e-18, 0.0, -0.2, 5.0])
    assert judgement.points_away(along) == 1


def test_it_is_said_why_every_gradient_is_0():
    assert "return is 0" in words.why_nothing(CASES["no estimate"]().iteration)
    equal = made("pgviz/GridWorld-v0", 1, horizon=1, baseline="mean", batch_size=2)
    assert "baseline" in words.why_nothing(equal.iteration)
    certain = CASES["table"]().iteration
    estimate = replace(certain.estimate, score_norms=np.full(certain.batch.steps, 1e-200))
    assert "certain" in words.why_nothing(replace(certain, estimate=estimate))
    assert words.why_nothing(CASES["table"]().iteration) == ""


def test_the_figures_are_those_of_the_estimate():
    estimate = estimate_of([[3.0, 1.0], [5.0, -1.0], [-2.0, 0.0]])
    (longest, *_) = judgement.figures(Averaged(estimate, 3), estimate.per_trajectory[:, 0])
    noise = 2.0**2 / ((13.0 + 1.0) / 3.0)  # the variances are 13 and 1
    assert longest == f"‖ĝ‖ 2.00 · signal²/noise² {noise:.2f} · 1 of 3 gᵢ point away from ĝ"


def test_equal_gradients_have_no_signal_to_noise():
    assert Averaged(estimate_of(np.full((7, 3), 0.1)), 7).signal_to_noise is None


def test_names_of_arrows_keep_apart_and_stay_above_a_tip_near_the_edge(qapp):
    plot = QRectF(0.0, 0.0, 150.0, 120.0)
    tips = {"E[ĝ]": 8.0, "∇J": 60.0, "ĝ": 72.0}
    arrows = [
        Named(text, QLineF(50.0, 60.0, x, 60.0), LIGHT.ink, (0.0, 0.0)) for text, x in tips.items()
    ]
    labels = {label.text: label.box for label in tip_labels(arrows, plot, LIGHT)}
    assert labels.keys() == tips.keys()
    assert labels["E[ĝ]"].bottom() <= 60.0
    apart = [box.adjusted(0.1 - SPACE, 0.0, 0.0, 0.0) for box in labels.values()]
    assert not any(one.intersects(other) for one, other in combinations(apart, 2))
