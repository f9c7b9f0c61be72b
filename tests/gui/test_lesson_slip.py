"""Another slip: what moves and what stays, against transitions written out by hand."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from pgviz.environments.slip import with_slip
from pgviz.gui.derivation.scenes.slip import NO_SLIP, SlipScene
from pgviz.gui.preferences import Preferences
from pgviz.gui.window import Window
from pgviz.lessons.scenarios import scenario
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from tests.gui.driven import Driven
from tests.gui.iterations import made
from tests.gui.test_lesson_scenes import shown

LAKE = "FrozenLake-v1"


def lake():
    return made(LAKE, init_scale=1.0, iterations=1)


def by_hand(example, slip, trajectory=0):
    """Return ∏ P of a trajectory on the ice, each P from where the three ways lead."""
    batch, mdp = example.iteration.batch, example.world.mdp
    states = [*batch.states[batch.slice(trajectory)], batch.last_states[trajectory]]
    moves = ((0, -1), (1, 0), (0, 1), (-1, 0))  # rows and columns, in the order of the actions
    product = 1.0
    for state, action, entered in zip(
        states[:-1], batch.actions[batch.slice(trajectory)], states[1:], strict=True
    ):
        chance = 0.0
        for way, share in ((0, 1 - slip), (1, slip / 2), (-1, slip / 2)):
            place = np.array(divmod(state, 4)) + moves[(action + way) % 4]
            row, column = np.clip(place, 0, 3)
            chance += share * (4 * row + column == entered)
        product *= chance
    assert mdp.states == 16
    return product


@pytest.mark.parametrize("slip", [0.1, 0.5, 0.95])
@pytest.mark.parametrize("trajectory", [0, 3])
def test_the_dynamics_are_those_of_the_other_world(qtbot, slip, trajectory):
    example = lake()
    scene, picture = shown(qtbot, "slip", example, trajectory=trajectory)
    scene.slide(slip)
    before, after = (np.exp(factors.sums[1]) for factors in picture.facts.factors)
    assert before == pytest.approx(by_hand(example, 2 / 3, trajectory))
    assert after == pytest.approx(by_hand(example, slip, trajectory))


def test_the_score_is_the_same_to_the_last_bit_and_the_policy_as_well(qtbot):
    scene, picture = shown(qtbot, "slip", lake())
    scene.slide(0.3)
    before, after = picture.facts.scores
    assert before.any()
    np.testing.assert_array_equal(before, after)
    assert picture.facts.factors[0].sums[2] == picture.facts.factors[1].sums[2]
    assert any("0, to the last digit" in label.text for label in picture.labels)


def test_the_score_is_what_differences_of_log_probabilities_give(qtbot):
    example = lake()
    scene, picture = shown(qtbot, "slip", example)
    scene.slide(0.4)
    material, score = picture.facts.material, picture.facts.scores[1]
    parameter = int(np.abs(score).argmax())
    step = 1e-5 * np.eye(len(score))[parameter]
    logs = [
        np.log(by_hand(example, 0.4)) + log_policy(example, material.theta + sign * step)
        for sign in (-1, 1)
    ]
    assert (logs[1] - logs[0]) / 2e-5 == pytest.approx(score[parameter], rel=1e-6)


def test_a_trajectory_that_slipped_can_not_happen_on_dry_ground(qtbot):
    scene, picture = shown(qtbot, "slip", lake())
    scene.slide(0.0)
    assert by_hand(lake(), 0.0) == 0.0
    assert not picture.facts.possible
    assert any("can't happen at slip 0" in label.text for label in picture.labels)
    assert picture.tip_at(QPointF(picture.frequencies.row(0).center()))


def test_the_world_that_is_learnt_in_is_left_alone(qtbot):
    example = lake()
    spec = example.world.spec
    scene, picture = shown(qtbot, "slip", example)
    scene.slide(0.9)
    assert example.world.spec == spec
    assert picture.facts.altered.spec == with_slip(spec, 0.9)


def test_it_begins_where_something_is_to_be_seen(qtbot):
    scene, picture = shown(qtbot, "slip", made("pgviz/GridWorld-v0", horizon=30))
    assert picture.home == 0.0
    assert picture.slip > 0.0
    scene.slider.go_home()
    assert picture.slip == 0.0


def test_the_button_asks_for_the_other_world_and_only_where_it_is_another(qtbot):
    example = lake()
    scene, _ = shown(qtbot, "slip", example)
    heard = []
    scene.environment_wanted.connect(heard.append)
    scene.slide(0.25)
    scene.learn.click()
    assert heard == [with_slip(example.world.spec, 0.25)]
    scene.slider.go_home()
    assert not scene.learn.isEnabled()


def test_other_worlds_have_no_slip(qtbot):
    _, picture = shown(qtbot, "slip", made("pgviz/TwoStep-v0"))
    assert picture.words == NO_SLIP


def log_policy(example, theta):
    batch = example.iteration.batch
    own = batch.slice(0)
    evaluation = example.policy.evaluate(theta, batch.observations[own], batch.actions[own])
    return evaluation.log_probabilities.sum()


def test_learning_in_the_other_world_can_be_undone(qtbot, tmp_path):
    experiment = scenario("gridworld").experiment
    window = Window(
        experiment, Runner(experiment, InThread()), Preferences(tmp_path / "preferences.ini")
    )
    driven = Driven(window, qtbot)
    window.show()
    driven.wait_for(lambda: driven.number == 0)
    window.open_lesson("dynamics")
    driven.settle()
    slippery = with_slip(experiment.environment, 0.3)
    window.findChild(SlipScene).environment_wanted.emit(slippery)
    driven.wait_for(lambda: driven.view.world.spec == slippery)
    assert window.workbench.experiment.hyperparameters == experiment.hyperparameters
    window.workbench.undo()
    driven.wait_for(lambda: driven.view.world.spec == experiment.environment)
    assert window.workbench.experiment == experiment
    window.close()
