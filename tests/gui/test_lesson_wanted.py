"""What a lesson's picture asks for is done by the window, for real, and can be taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pgviz.gui.derivation.scenes.bias import BiasStage
from pgviz.gui.derivation.scenes.discount import DiscountStage
from pgviz.gui.derivation.scenes.loss import LossScene
from pgviz.gui.derivation.scenes.sample import SampleStage
from pgviz.gui.fonts import load_fonts
from pgviz.gui.preferences import Preferences
from pgviz.gui.window import Window
from pgviz.lessons.scenarios import scenario
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from tests.gui.driven import Driven


@pytest.fixture
def seen(qtbot: QtBot, tmp_path: Path) -> Iterator[Driven]:
    load_fonts()
    experiment = scenario("two-step").experiment
    preferences = Preferences(tmp_path / "preferences.ini")
    window = Window(experiment, Runner(experiment, InThread()), preferences)
    driven = Driven(window, qtbot)
    window.resize(1280, 720)
    window.show()
    driven.wait_for(lambda: driven.number == 0)
    yield driven
    window.close()


def shown(driven: Driven, lesson: str, kind: type) -> object:
    driven.window.open_lesson(lesson)
    driven.wait_for(lambda: driven.window.bridge.has_obeyed)
    driven.window.bridge.player.advance(1)
    driven.wait_for(lambda: driven.number >= 1)
    driven.settle()
    driven.wait_for(lambda: bool(driven.window.findChildren(kind)))
    return driven.window.findChildren(kind)[0]


def hyperparameter(driven: Driven, name: str) -> object:
    return getattr(driven.window.workbench.experiment.hyperparameters, name)


@pytest.mark.parametrize(
    ("lesson", "kind", "button", "name", "before", "after"),
    [
        ("discount", DiscountStage, "switch", "discount_weighting", True, False),
        ("scale", BiasStage, "switch", "mistake", "mean-log", "none"),
    ],
)
def test_a_switch_changes_the_hyperparameter_itself(
    seen, lesson, kind, button, name, before, after
):
    stage = shown(seen, lesson, kind)
    assert hyperparameter(seen, name) == before
    getattr(stage, button).click()
    assert hyperparameter(seen, name) == after
    number = seen.number
    seen.window.bridge.player.advance(1)
    seen.wait_for(lambda: seen.number == number + 1)
    assert getattr(seen.view.iteration.hyperparameters, name) == after
    seen.window.workbench.undo()
    assert hyperparameter(seen, name) == before


def test_a_button_sets_the_number_of_trajectories(seen):
    stage = shown(seen, "sample", SampleStage)
    stage.sizes[16].click()
    number = seen.number
    seen.window.bridge.player.advance(1)
    seen.wait_for(lambda: seen.number == number + 1)
    assert seen.view.iteration.batch.size == 16


def test_the_loss_follows_the_history_of_the_run(seen):
    scene = shown(seen, "loss", LossScene)
    seen.window.bridge.player.advance(3)
    seen.wait_for(lambda: seen.number == 4)
    seen.settle()
    assert scene.rows == len(seen.window.bridge.snapshot.history)
    assert scene.rows == seen.number + 1
