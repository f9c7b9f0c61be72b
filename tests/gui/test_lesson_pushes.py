"""Pushes on the arms of a bandit: they add up to ĝ, and on average to π(a) (q(a) − J)."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from pgviz.gui.derivation.scenes.pushes import NO_SOFTMAX
from tests.gui.iterations import made
from tests.gui.test_lesson_scenes import shown


def bandit(**changes):
    return made("pgviz/Bandit-v0", batch_size=6, learning_rate=0.4, horizon=1, **changes)


def test_bars_add_up_to_the_estimate(qtbot):
    example = bandit()
    _, picture = shown(qtbot, "pushes", example)
    gradient = example.iteration.estimate.gradient
    np.testing.assert_allclose(picture.facts.pushes.net, gradient, atol=1e-14)


def test_the_diamonds_are_what_the_theory_of_bandits_says(qtbot):
    example = bandit()
    _, picture = shown(qtbot, "pushes", example)
    q = example.world.mdp.reward[0, :, 0]
    logits = example.iteration.before.theta
    chance = np.exp(logits) / np.exp(logits).sum()
    objective = chance @ q
    np.testing.assert_allclose(picture.facts.target, chance * (q - objective), atol=1e-12)
    assert picture.facts.bar == pytest.approx(objective)


def test_all_positive_rewards_push_every_sampled_arm_up(qtbot):
    _, picture = shown(qtbot, "pushes", bandit())
    taken = picture.facts.pushes.counts > 0
    assert (picture.facts.pushes.own[taken] > 0.0).all()
    assert picture.facts.risen_by_own == picture.facts.sampled == taken.sum()
    said = f"own samples lift {taken.sum()} of {taken.sum()} sampled actions"
    assert any(said in label.text for label in picture.labels)


def test_what_rises_by_luck_alone_pays_less_than_the_mean(qtbot):
    example = bandit()
    _, picture = shown(qtbot, "pushes", example, (880, 420))
    pays, theta = example.world.mdp.reward[0, :, 0], example.iteration.before.theta
    objective = pays @ np.exp(theta) / np.exp(theta).sum()
    lucky = int(((picture.facts.pushes.net > 0.0) & (pays < objective)).sum())
    assert lucky == picture.facts.risen_by_luck > 0
    assert f"{lucky} only by luck" in picture.labels[0].text


def test_a_baseline_is_written_below_the_returns(qtbot):
    _, plain = shown(qtbot, "pushes", bandit())
    _, less = shown(qtbot, "pushes", bandit(baseline="leave-one-out"))
    assert [line.names[0] for line in plain.bars.lines] == ["mean return"]
    assert [line.names[0] for line in less.bars.lines] == ["mean return", "less b"]


@pytest.mark.parametrize(("baseline", "said"), [("leave-one-out", True), ("mean", False)])
def test_the_net_is_the_gradient_on_average_only_where_that_is_so(qtbot, baseline, said):
    _, picture = shown(qtbot, "pushes", bandit(baseline=baseline), (880, 420))
    assert any("on average" in label.text for label in picture.labels) == said


def test_at_a_selected_step_it_is_the_row_of_its_observation(qtbot):
    example = made("pgviz/GridWorld-v0", horizon=30, init_scale=0.5)
    _, picture = shown(qtbot, "pushes", example, step=0)
    row = example.iteration.estimate.gradient.reshape(-1, 4)[0]
    np.testing.assert_allclose(picture.facts.pushes.net, row, atol=1e-14)
    assert picture.facts.where == "at a1"
    assert picture.facts.bar is None


def test_without_a_step_it_is_all_rows_together(qtbot):
    example = made("pgviz/GridWorld-v0", horizon=30, init_scale=0.5)
    _, picture = shown(qtbot, "pushes", example)
    rows = example.iteration.estimate.gradient.reshape(-1, 4)
    np.testing.assert_allclose(picture.facts.pushes.net, rows.sum(axis=0), atol=1e-13)


def test_of_a_network_the_net_is_that_of_the_biases_of_its_output(qtbot):
    example = made("CartPole-v1", hidden="5", baseline="mean")
    _, picture = shown(qtbot, "pushes", example)
    output = example.policy.layers[-1]
    biases = output.matrix(example.iteration.estimate.gradient)[:, -1]
    np.testing.assert_allclose(picture.facts.pushes.net, biases, atol=1e-12)


def test_a_gaussian_has_no_list_of_actions(qtbot):
    _, picture = shown(qtbot, "pushes", made("pgviz/Beacon-v0", hidden="6", horizon=30))
    assert picture.words == NO_SOFTMAX


def test_an_arm_is_read_with_all_digits(qtbot):
    example = bandit()
    _, picture = shown(qtbot, "pushes", example)
    arm = picture.bars.actions[0]
    text = picture.tip_at(QPointF(picture.bars.column(0).center()))
    assert text.startswith(example.world.actions.names[arm])
    assert "net: " in text
