"""A constant baseline: ∇J stays, the cloud shrinks, and the numbers are the textbook's."""

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.gui.derivation.scenes.baseline import HUGE, ONE
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state, policy_for
from tests.gui.iterations import Made, made
from tests.gui.test_lesson_scenes import shown


def bandit(**changes):
    return made("pgviz/Bandit-v0", batch_size=40, learning_rate=0.0, **changes)


def test_the_best_baseline_takes_all_but_the_noise_from_a_bandit(qtbot):
    _, picture = shown(qtbot, "baseline", bandit())
    # Uniform over k arms, one pull: Σ Var = E[(r − b)²](1 − 1/k) − ‖∇J‖².
    mdp = bandit().world.mdp
    q = mdp.reward[0, :, 0]
    for b in (0.0, 1.0, picture.facts.variance.best):
        spread = np.mean((q - b) ** 2 + mdp.reward_noise**2) * (1 - 1 / len(q))
        expected = spread - np.sum(((q - q.mean()) / len(q)) ** 2)
        assert picture.facts.variance.at(b) == pytest.approx(expected)
    assert picture.facts.variance.best == pytest.approx(q.mean())


def test_sliding_moves_the_cloud_but_neither_its_axes_nor_the_target(qtbot):
    scene, picture = shown(qtbot, "baseline", bandit())
    before = picture.cloud
    scene.slide(4.0)
    after = picture.cloud
    assert (after.frame.across, after.frame.up) == (before.frame.across, before.frame.up)
    assert after.target.line == before.target.line
    assert after.places.std(axis=0).sum() < before.places.std(axis=0).sum() / 2
    assert scene.slider.value == 4.0


def test_the_dots_are_the_gradients_of_the_iteration_where_b_is_0(qtbot):
    example = bandit()
    _, picture = shown(qtbot, "baseline", example)
    expected = example.iteration.estimate.per_trajectory @ picture.facts.axes.T
    np.testing.assert_allclose(picture.facts.places(0.0), expected, atol=1e-12)


def test_in_the_corridor_the_percentage_is_that_of_the_known_answers(qtbot):
    example = made("pgviz/ShortCorridor-v0", iterations=1, horizon=1000)
    scene, picture = shown(qtbot, "baseline", example)
    scene.slide(-12.0)
    assert float(picture.facts.share(-12.0)) == pytest.approx(831 / 1959)
    assert any("42.4 % of that at b = 0, exact" in label.text for label in picture.labels)


def test_one_trajectory_has_no_cloud_and_the_slider_goes(qtbot):
    scene, picture = shown(qtbot, "baseline", made("pgviz/TwoStep-v0", batch_size=1))
    assert picture.words == ONE
    assert scene.slider.isHidden()


def test_returns_whose_squares_no_float_can_hold_are_told_of(qtbot):
    world = make_world(EnvironmentSpec("pgviz/GridWorld-v0", {"step_cost": 4.5e138}))
    chosen = Hyperparameters().changed({"horizon": 20, "batch_size": 4})
    iteration = iterate(initial_state(world, chosen, 1), chosen, world)
    example = Made(world, policy_for(world, chosen), iteration)
    _, picture = shown(qtbot, "baseline", example)
    assert picture.words == HUGE


def test_without_the_weight_by_time_the_centre_is_not_the_gradient(qtbot):
    example = made("pgviz/TwoStep-v0", return_="to-go", discount=0.9, discount_weighting="off")
    _, picture = shown(qtbot, "baseline", example, (880, 420))
    assert any("not ∇J" in label.text for label in picture.labels)


def test_while_running_nothing_is_summed_over_all_trajectories(qtbot):
    _, picture = shown(qtbot, "baseline", bandit(), running=True)
    assert not picture.facts.variance.exact
    expected = bandit().iteration.estimate.per_trajectory.var(axis=0, ddof=1).sum()
    assert picture.facts.variance.at(0.0) == pytest.approx(expected)
