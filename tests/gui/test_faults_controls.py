"""Whatever is done to the controls, however fast, what they ask for is done and shown."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from pgviz.environments.world import EnvironmentSpec
from pgviz.gui.bridge import Bridge
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner

TWO_STEP = Experiment(EnvironmentSpec("pgviz/TwoStep-v0"), Hyperparameters(batch_size=3), 5)
PATIENCE = 10_000  # ms


@pytest.fixture
def bridge(qtbot: QtBot) -> Iterator[Bridge]:
    bridge = Bridge(runner := Runner(TWO_STEP, InThread()))
    runner.start()
    qtbot.waitUntil(lambda: bridge.view is not None, timeout=PATIENCE)
    yield bridge
    bridge.close()


@pytest.fixture
def stream(bridge: Bridge) -> Iterator[QTimer]:
    """Changes as fast as the event loop takes them, while the timer runs."""
    rates = count(1)

    def change() -> None:
        chosen = replace(TWO_STEP.hyperparameters, learning_rate=1e-6 * next(rates))
        bridge.runs.apply(replace(TWO_STEP, hyperparameters=chosen))

    timer = QTimer()
    timer.timeout.connect(change)
    yield timer
    timer.stop()


def test_a_thousand_changes_a_second_never_stop_the_picture(
    bridge: Bridge, stream: QTimer, qtbot: QtBot
) -> None:
    bridge.player.run()
    stream.start(1)
    qtbot.waitUntil(lambda: bridge.snapshot.handled > 100, timeout=PATIENCE)
    qtbot.waitUntil(lambda: bridge.focus.iteration.number > 3, timeout=PATIENCE)
