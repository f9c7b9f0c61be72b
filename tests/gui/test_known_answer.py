"""The line under the scenario's name: in short, and in full in its tooltip."""

import math
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.estimation.exact import exact_gradient
from pgviz.gui.elided_label import ElidedLabel
from pgviz.gui.known_answer import OTHER_OBJECTIVE, KnownAnswer
from pgviz.gui.view import Pointer, View
from pgviz.lessons.known import number
from pgviz.lessons.scenarios import scenario
from pgviz.training.cursor import Cursor
from pgviz.training.experiment import Experiment
from pgviz.training.iteration import iterate
from pgviz.training.snapshot import Snapshot
from pgviz.training.state import initial_state, policy_for
from tests.known_answers import ANSWERS


class Told:
    """What is written of a run and its first iteration."""

    def __init__(self, qtbot: QtBot, experiment: Experiment, **changes: object) -> None:
        self._label, self._world = ElidedLabel(), make_world(experiment.environment)
        qtbot.addWidget(self._label)
        self._label.resize(500, 20)
        answer = KnownAnswer(self._label)
        answer.show_run(Snapshot(experiment, world=self._world))
        self.at_first = self._label.text(), self._label.toolTip()
        self.view = self._first(experiment, changes)
        answer.show_view(self.view)
        self.line, self.tip = self._label.text(), self._label.toolTip()
        self._world.close()

    def _first(self, experiment: Experiment, changes: dict[str, object]) -> View:
        choices = experiment.hyperparameters.changed(changes)
        iteration = iterate(
            initial_state(self._world, choices, experiment.seed), choices, self._world
        )
        policy = policy_for(self._world, choices)
        return View(self._world, policy, iteration, Cursor(0, "update", 0, 0), Pointer(0))


def test_the_corridor_is_held_against_its_optimum(qtbot: QtBot) -> None:
    told = Told(qtbot, scenario("short-corridor").experiment)
    assert told.at_first[0] == "softmax table · 2 parameters"
    assert told.at_first[1].startswith("Best possible J = −11.657 at p = 0.586")
    state, optimum = told.view.iteration.before, ANSWERS["short_corridor"]["optimum"]["J"]
    p = 1.0 / (1.0 + math.exp(state.theta[0] - state.theta[1]))
    objective = (2.0 * p - 4.0) / (p * (1.0 - p))  # the closed form, whatever the horizon
    assert told.line == f"{number(optimum - objective)} below the best J"
    assert told.tip.startswith("softmax table · 2 parameters\n")
    assert f"now {number(objective)}, {number(optimum - objective)} below." in told.tip
    assert "Variance of one trajectory's gradient at the start, by θ of " in told.tip


def test_of_the_cart_pole_the_batch_s_mean_is_told(qtbot: QtBot) -> None:
    told = Told(qtbot, scenario("cartpole").experiment, batch_size=8)
    batch = told.view.iteration.batch
    mean = batch.steps / batch.size  # every step pays 1
    assert told.line == f"≈ {number(475.0 - mean)} below solved"
    assert told.tip.startswith("softmax network")
    assert f"the batch's mean is {number(mean)}," in told.tip
    assert "Variance" not in told.tip


@pytest.mark.parametrize("changes", [{"discount": 0.9}, {"horizon": 5}])
def test_of_another_objective_nothing_is_compared(qtbot: QtBot, changes: dict[str, object]) -> None:
    told = Told(qtbot, scenario("two-step").experiment, **changes)
    assert told.line == "softmax table · 2 parameters"
    assert OTHER_OBJECTIVE in told.tip
    assert "now" not in told.tip


def test_another_batch_size_leaves_the_objective_as_it_is(qtbot: QtBot) -> None:
    told = Told(qtbot, scenario("two-step").experiment, batch_size=3)
    exact = exact_gradient(
        told.view.world.mdp, told.view.policy, told.view.iteration.before.theta, 1.0, 2
    )
    assert told.line.startswith(f"{number(1.0 - exact.objective)} below the best J")


@pytest.mark.parametrize("name", [None, "gridworld", "acrobot"])
def test_of_a_world_without_an_answer_only_the_policy_is_told(
    qtbot: QtBot, name: str | None
) -> None:
    begun = scenario(name or "two-step").experiment
    changed = {**begun.environment.arguments, "slip": 0.1} if name == "gridworld" else {}
    spec = EnvironmentSpec(begun.environment.id, changed)
    told = Told(qtbot, replace(begun, environment=spec, scenario=name), batch_size=2)
    assert told.line == told.at_first[0]
    assert told.line.endswith("parameters")
    assert told.tip == ""
