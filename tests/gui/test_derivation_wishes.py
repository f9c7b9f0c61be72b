"""What the derivation's pictures ask of the window: another horizon, and many draws of ĝ."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pgviz.environments import EnvironmentSpec
from pgviz.gui.derivation.stages.fan import FanStage
from pgviz.gui.derivation.stages.ledger import ObjectiveStage
from pgviz.gui.fonts import load_fonts
from pgviz.gui.preferences import Preferences
from pgviz.gui.window import Window
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from tests.gui.driven import Driven

CORRIDOR = Experiment(
    EnvironmentSpec("pgviz/ShortCorridor-v0"), Hyperparameters(batch_size=6, horizon=100), 4
)


@pytest.fixture
def driven(qtbot: QtBot, tmp_path: Path) -> Iterator[Driven]:
    load_fonts()
    runner = Runner(CORRIDOR, InThread())
    window = Window(CORRIDOR, runner, Preferences(tmp_path / "pgviz.ini"))
    window.resize(1440, 900)
    driven = Driven(window, qtbot)
    window.show()
    driven.wait_for(lambda: bool(driven.views))
    window.layouts.show_derivation()
    driven.settle()
    yield driven
    window.close()


def test_the_horizon_that_lists_all_is_set_and_undone(driven: Driven) -> None:
    window = driven.window
    window.derivation.show_line(2)
    stage = window.findChild(ObjectiveStage)
    stage.horizon.click()
    window.bridge.player.advance(1)
    driven.settle()
    assert driven.view.iteration.hyperparameters.horizon == 16
    assert stage.table.model.ledger.complete
    assert not stage.horizon.isVisible()
    window.workbench.undo()
    assert window.workbench.experiment == CORRIDOR


def test_draws_are_made_in_the_background_and_shown(driven: Driven) -> None:
    window = driven.window
    window.derivation.show_line(6)
    stage = window.findChild(FanStage)
    assert not len(stage.picture.findings.fan.draws)
    stage.more.click()
    driven.wait_for(lambda: len(stage.picture.findings.fan.draws) == 200)
    driven.wait_for(lambda: not window.bridge.studying.is_running)
    assert stage.more.text() == "Draw 800 ĝ"
    window.bridge.player.advance(1)
    driven.settle()
    assert not len(stage.picture.findings.fan.draws)  # they were of another θ
