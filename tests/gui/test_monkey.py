"""A monkey at the window: whatever it does, nothing is raised, warned of or called a fault."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, get_args

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QSlider, QWidget
from pytestqt.qtbot import QtBot

from pgviz.environments import EnvironmentSpec
from pgviz.gui.app import faults_told
from pgviz.gui.fonts import load_fonts
from pgviz.gui.preferences import Preferences
from pgviz.gui.quantity import Quantity
from pgviz.gui.view import Pointer
from pgviz.gui.window import CHAIN, Window
from pgviz.lessons.lessons import NAMES as LESSONS
from pgviz.lessons.scenarios import scenario
from pgviz.training.declarations import Choice, Declaration
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import DECLARATIONS, Hyperparameters
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from tests.gui.driven import Driven

DEEDS = 30  # of each monkey
SIZES = ((960, 600), (1440, 900), (2560, 1440), (960, 1440))
GRANULARITIES = ("step", "trajectory", "phase", "update")
CHEAP = {"batch_size": (1, 2, 30), "horizon": (1, 2, 60), "hidden": ((), (3,), (2, 2))}
"""The extremes of what would make an iteration long are left to the tests of training."""

LEDGES = EnvironmentSpec("FrozenLake-v1", {"desc": ["SFF", "FHF", "FFG"]})
BOUNTY = EnvironmentSpec("pgviz/GridWorld-v0", {"goal_reward": 1e300, "slip": 0.4})
EXPERIMENTS = {
    **{
        name: scenario(name).experiment
        for name in ("two-step", "gridworld", "taxi", "cartpole", "beacon")
    },
    "a lake of three by three": Experiment(LEDGES, Hyperparameters(horizon=4), 1),
    "a goal beyond all numbers": Experiment(BOUNTY, Hyperparameters(horizon=7), 1),
}


class Monkey:
    """Does at random what a person can do; the same seed does the same."""

    def __init__(self, driven: Driven, seed: int) -> None:
        self._driven, self._window, self._random = driven, driven.window, Random(seed)

    def act(self) -> None:
        """Do one thing, and wait for what comes of it."""
        self._random.choice(DOINGS)(self)
        self._driven.settle()

    def look_at_a_line(self) -> None:
        self._window.show_derivation(self._random.choice([CHAIN, *range(1, 11)]))

    def look_at_a_lesson(self) -> None:
        self._window.open_lesson(self._random.choice(LESSONS))

    def select(self) -> None:
        batch, layers = self._driven.view.iteration.batch, self._driven.view.policy.size
        trajectory = self._random.randrange(batch.size)
        pointer = Pointer(
            trajectory,
            self._random.choice([None, self._random.randrange(int(batch.lengths[trajectory]))]),
            self._random.choice([None, self._random.randrange(layers)]),
            self._random.choice([None, *get_args(Quantity)]),
        )
        panel = self._random.choice(self._window.panels)
        self._random.choice([panel.pointed, panel.chosen]).emit(pointer)

    def edit(self) -> None:
        declaration = self._random.choice(list(DECLARATIONS.values()))
        value = self._random.choice(extremes(declaration))
        self._window.workbench.edit(declaration.key, value)

    def undo_or_redo(self) -> None:
        workbench = self._window.workbench
        self._random.choice([workbench.undo, workbench.redo, workbench.restore_settings])()

    def learn(self) -> None:
        self._window.bridge.player.advance(self._random.choice([1, 5]))

    def step(self) -> None:
        self._window.bridge.focus.granularity = self._random.choice(GRANULARITIES)
        player, focus = self._window.bridge.player, self._window.bridge.focus
        self._random.choice([player.forward, player.back, focus.to_beginning])()

    def dress(self) -> None:
        appearance = self._window.appearance
        self._random.choice([appearance.toggle_theme, appearance.toggle_lecture])()

    def resize(self) -> None:
        self._window.resize(*self._random.choice(SIZES))

    def rearrange(self) -> None:
        card = self._random.choice(list(self._window.cards.values()))
        layouts = self._window.layouts
        ways = layouts.toggle_derivation, layouts.toggle_landscape, layouts.restore
        self._random.choice([card.close, card.show, card.raise_, *ways])()

    def wander(self) -> None:
        """Go over the window with the mouse, from card to card."""
        window = self._window
        for _ in range(5):
            place = QPoint(*(self._random.randrange(side) for side in window.size().toTuple()))
            QTest.mouseMove(window.windowHandle(), place)
            QApplication.processEvents()

    def slide(self) -> None:
        sliders = self._seen(QSlider)
        if sliders:
            slider = self._random.choice(sliders)
            slider.setValue(self._random.randint(slider.minimum(), slider.maximum()))

    def press(self) -> None:
        buttons = [each for each in self._seen(QAbstractButton) if "Draw" not in each.text()]
        if buttons:
            self._random.choice(buttons).click()

    def use_the_mouse(self) -> None:
        widget = self._random.choice([self._window.derivation, *self._seen(QWidget)])
        place = QPoint(*(self._random.randrange(side) for side in widget.size().toTuple()))
        left = Qt.MouseButton.LeftButton
        QTest.mouseMove(widget, place)
        if self._random.random() < 0.5:
            QTest.mouseClick(widget, left, Qt.KeyboardModifier.NoModifier, place)

    def _seen(self, kind: type[QWidget]) -> Sequence[Any]:
        """Return what is within reach in the derivation's card."""
        found = self._window.derivation.findChildren(kind)
        return [each for each in found if each.isVisible() and each.isEnabled() and each.width()]


DOINGS: tuple[Callable[[Monkey], None], ...] = (
    *(Monkey.look_at_a_line, Monkey.look_at_a_lesson, Monkey.select, Monkey.edit) * 2,
    *(Monkey.learn, Monkey.step, Monkey.slide, Monkey.press, Monkey.use_the_mouse),
    *(Monkey.undo_or_redo, Monkey.dress, Monkey.resize),
    *(Monkey.rearrange, Monkey.wander) * 2,
)


def extremes(declaration: Declaration) -> Sequence[Any]:
    """Return the outermost values of a hyperparameter, and where it starts."""
    if declaration.key in CHEAP:
        return CHEAP[declaration.key]
    if isinstance(declaration, Choice):
        return [option.value for option in declaration.options]
    return declaration.low, declaration.default, declaration.high


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Experiment], Driven]]:
    load_fonts()
    windows = []

    def open_window(experiment: Experiment) -> Driven:
        runner = Runner(experiment, InThread())
        windows.append(Window(experiment, runner, Preferences(tmp_path / "preferences.ini")))
        driven = Driven(windows[0], qtbot)
        windows[0].show()
        driven.wait_for(lambda: bool(driven.views))
        return driven

    yield open_window
    for window in windows:
        window.close()


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_nothing_that_is_done_upsets_the_window(opened, name: str) -> None:
    driven = opened(EXPERIMENTS[name])
    driven.settle()
    monkey = Monkey(driven, seed=len(name))
    with faults_told(driven.window.status):
        for _ in range(DEEDS):
            monkey.act()
            assert "fault" not in driven.window.status.message
    assert driven.view.iteration.number >= 0
