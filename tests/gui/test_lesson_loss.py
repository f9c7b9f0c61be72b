"""The lesson of the loss: both curves are the history's, and a change is marked in both."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from pgviz.environments.making import make_world
from pgviz.environments.world import EnvironmentSpec
from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.scenes.loss import LossScene
from pgviz.gui.fonts import load_fonts
from pgviz.gui.format import exact
from pgviz.gui.theme import LIGHT
from pgviz.training.history import History, columns_of
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state
from tests.gui.iterations import made
from tests.gui.showing import holds, pixels, show
from tests.gui.test_learning_panel import learnt, long_history

CHANGED = 4


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def shown(qtbot, history, size=(560, 190), **changes):
    scene = LossScene(LIGHT)
    scene.show_history(history)
    example = made("pgviz/GridWorld-v0", **changes)
    return show(qtbot, scene, Material.of(example.view(), Nudge()), size)


def test_both_curves_are_drawn_and_named(qtbot):
    scene = shown(qtbot, learnt(8))
    assert [plot.curve.series.column for plot in scene.plots] == ["objective", "surrogate_loss"]
    picture = pixels(scene)
    assert holds(picture, LIGHT.exact)
    assert holds(picture, LIGHT.dynamics)
    assert any("measures nothing" in name for name in scene.plots[1].curve.series.names)


def test_a_change_of_the_baseline_is_marked_in_both(qtbot):
    history = learnt(8, [(CHANGED, {"baseline": "mean"})])
    scene = shown(qtbot, history)
    assert scene.changes.iterations.tolist() == [CHANGED]
    picture = pixels(scene)
    for plot in scene.plots:
        x = round(plot.across.pixel(CHANGED))
        area = plot.plot.toRect()
        column = picture[area.top() : area.bottom(), x - 1 : x + 2]
        assert holds(column, LIGHT.parameter)
    above = scene.plots[0]
    place = QPointF(above.across.pixel(CHANGED), above.plot.center().y())
    assert "changed: b none → mean" in scene.tip_at(place)


def test_the_surrogate_jumps_with_the_baseline_while_the_policy_stays():
    # With a step size of 0 nothing is learnt: J stays, and still the surrogate loss jumps.
    world = make_world(EnvironmentSpec("pgviz/GridWorld-v0"))
    choices = Hyperparameters().changed({"learning_rate": 0.0, "horizon": 20})
    state, found = initial_state(world, choices, 1), []
    for baseline in ("none", "mean"):
        made_with = choices.changed({"baseline": baseline})
        found.append(iterate(state, made_with, world).scalars)
    before, after = found
    assert before.objective == after.objective
    assert abs(before.surrogate_loss - after.surrogate_loss) > 1.0


def test_where_the_objective_is_unknown_the_mean_return_stands_for_it(qtbot):
    history = History()
    for number in range(3):
        scalars = made("CartPole-v1", iterations=number + 1, hidden="4").iteration.scalars
        history.append(columns_of([scalars]), Hyperparameters())
    scene = shown(qtbot, history)
    assert scene.plots[0].curve.series.column == "mean_return"
    assert exact(history.columns["mean_return"][1]) in "\n".join(scene.reading(1))


@pytest.mark.parametrize("rows", [1_000, 100_000])
def test_what_is_kept_of_a_long_run_is_as_wide_as_the_picture(qtbot, rows):
    history = long_history(rows, surrogate_loss=np.sin(np.arange(rows)))
    scene = shown(qtbot, history)
    assert max(len(plot.curve.line.lows) for plot in scene.plots) <= 560


def test_before_the_first_iteration_it_says_what_to_do(qtbot):
    scene = LossScene(LIGHT)
    qtbot.addWidget(scene)
    scene.show_history(History())
    assert scene.missing().startswith("Press Space")
