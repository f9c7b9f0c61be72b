"""Runs of other seeds behind the return: median and band where they belong."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor

from pgviz.environments.batch import freeze
from pgviz.gui.fonts import load_fonts
from pgviz.gui.panels.learning import LearningPanel
from pgviz.gui.theme import DARK, LIGHT
from pgviz.training.history import DTYPES, History
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.studies.seeds import Bundle, SeedRuns
from tests.gui.showing import color_at, pixels

RUNS = np.linspace(-10.0, 10.0, 21) * np.ones((40, 1))  # 21 level runs: the median is 0


@pytest.fixture(autouse=True)
def _fonts(qapp):
    load_fonts()


def history_of(count):
    history = History(Hyperparameters())
    rows = {name: np.arange(count).astype(dtype) for name, dtype in DTYPES.items()}
    rows["mean_return"] = 7.0 + np.arange(count) % 2
    rows["std_return"] = np.zeros(count)
    rows["objective"] = np.full(count, np.nan)
    history.append(rows, Hyperparameters())
    return history


def seeds(runs=RUNS, objective=None):
    of = tuple(range(2, 2 + runs.shape[1]))
    return SeedRuns(of, Bundle(freeze(runs.copy())), objective and Bundle(freeze(objective)))


def panel_with(qtbot, runs, theme=LIGHT, count=20):
    panel = LearningPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(1200, 200)
    panel.show_history(history_of(count))
    panel.show_luck(runs)
    return panel


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_median_the_band_and_what_lies_outside(qtbot, theme):
    panel = panel_with(qtbot, seeds(), theme)
    plot, picture = panel.plots[0], pixels(panel)
    x = round(plot.plot.left() + 0.75 * plot.plot.width())  # where only the seeds have come to
    darkness = {
        value: difference(color_at(picture, QPoint(x, round(plot.up.pixel(value)))), theme.card)
        for value in (0.0, 7.5, 9.5)
    }
    assert darkness[0.0] > darkness[7.5] > darkness[9.5]  # the median, the band, between two runs


def difference(name, color):
    one, other = QColor(name).getRgb(), color.getRgb()
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def test_the_axes_have_room_for_all_runs(qtbot):
    panel = panel_with(qtbot, seeds())
    plot = panel.plots[0]
    assert (plot.up.low, plot.up.high) == (-10.0, 10.0)
    assert plot.across.high == 39
    panel.show_luck(None)
    assert panel.plots[0].up.high < 10.0
    assert panel.plots[0].across.high == 19


def test_it_is_said_what_is_grey(qtbot):
    panel = LearningPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(1200, 200)
    heard = []
    panel.subtitle_changed.connect(heard.append)
    panel.show_history(history_of(20))
    panel.show_luck(seeds())
    assert heard[-1] == "20 iterations · grey: 21 other seeds, median, 80 % in the band"
    panel.show_luck(None)
    assert heard[-1] == "20 iterations"


def test_one_iteration_of_one_seed_is_drawn(qtbot):
    panel = panel_with(qtbot, seeds(np.array([[3.0]])), count=1)
    pixels(panel)
    assert panel.plots[0].up.low <= 3.0 <= panel.plots[0].up.high
