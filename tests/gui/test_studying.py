"""Studies in the window: started, told of while they run, shown where they belong, and ended."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar, QToolButton
from pytestqt.qtbot import QtBot

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.estimation.directions import Directions
from pgviz.estimation.quality import DrawMoments
from pgviz.estimation.reference import Reference
from pgviz.gui.bridge import Bridge
from pgviz.gui.fonts import load_fonts
from pgviz.gui.preferences import Preferences
from pgviz.gui.study_bar import StudyBar, progress_text
from pgviz.gui.studying import Studying
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import View
from pgviz.gui.window import Window
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from pgviz.training.studies.draws import DrawsStudy, EstimateDraws, Target
from pgviz.training.studies.reference import ReferenceStudy
from pgviz.training.studies.runner import StudySnapshot
from tests.gui.iterations import made
from tests.training.faulty_worlds import faulty

PATIENCE = 20_000  # ms
CHOICES = Hyperparameters(batch_size=3, horizon=10, hidden=(3,))
BEACON = Experiment(EnvironmentSpec("pgviz/Beacon-v0"), CHOICES, 5)
GRID = Experiment(EnvironmentSpec("pgviz/GridWorld-v0"), CHOICES, 5)


class Heard:
    """All that a Studying has told."""

    def __init__(self, studying: Studying) -> None:
        self.progress: list[StudySnapshot] = []
        self.ends: list[StudySnapshot] = []
        self.failures: list[str] = []
        studying.progressed.connect(self.progress.append)
        studying.finished.connect(self.ends.append)
        studying.failed.connect(self.failures.append)


@pytest.fixture
def studying() -> Iterator[Studying]:
    made_here = Studying()
    yield made_here
    made_here.close()


@pytest.fixture
def heard(studying: Studying) -> Heard:
    return Heard(studying)


def view_of(environment: str = "pgviz/Beacon-v0") -> View:
    return made(environment, iterations=1, batch_size=3, horizon=10, hidden="3").view()


def endless(view: View) -> ReferenceStudy:
    iteration = view.iteration
    at = view.world.spec, iteration.before, iteration.hyperparameters
    return ReferenceStudy(*at, trajectories=10**9, precision=0.0)


def wait_for_end(qtbot: QtBot, heard: Heard) -> StudySnapshot:
    qtbot.waitUntil(lambda: bool(heard.ends), timeout=PATIENCE)
    return heard.ends[-1]


def test_a_reference_is_drawn_at_the_theta_that_is_shown(
    qtbot: QtBot, studying: Studying, heard: Heard
) -> None:
    view = view_of()
    studying.draw_reference(view)
    assert studying.is_running
    last = wait_for_end(qtbot, heard)
    assert not studying.is_running
    assert heard.failures == []
    assert studying.reference_at(view.world, view.iteration) is last.result
    alone = ReferenceStudy(view.world.spec, view.iteration.before, view.iteration.hyperparameters)
    *_, expected = alone.partials(make_world(view.world.spec))
    assert last.result.gradient.tobytes() == expected.result.gradient.tobytes()


def test_it_is_none_of_another_theta(qtbot: QtBot, studying: Studying, heard: Heard) -> None:
    view = view_of()
    studying.start(replace(endless(view), trajectories=100))
    wait_for_end(qtbot, heard)
    iteration = view.iteration
    following = replace(iteration, before=iteration.after)
    assert studying.reference_at(view.world, following) is None
    bolder = replace(iteration, hyperparameters=iteration.hyperparameters.changed({"discount": 0}))
    assert studying.reference_at(view.world, bolder) is None
    assert studying.reference_at(view_of("pgviz/GridWorld-v0").world, iteration) is None


def test_asked_for_once_more_it_goes_on_or_is_drawn_larger(
    qtbot: QtBot, studying: Studying, heard: Heard
) -> None:
    view = view_of()
    studying.start(first := endless(view))
    studying.draw_reference(view)
    assert heard.progress[-1].study is first
    qtbot.waitUntil(lambda: heard.progress[-1].done > 0, timeout=PATIENCE)
    studying.cancel()
    wait_for_end(qtbot, heard)
    studying.draw_reference(view)
    assert heard.progress[-1].total == 10 * first.total


def test_what_there_is_of_a_cancelled_one_is_kept(
    qtbot: QtBot, studying: Studying, heard: Heard
) -> None:
    view = view_of()
    studying.start(endless(view))
    qtbot.waitUntil(lambda: heard.progress[-1].done > 0, timeout=PATIENCE)
    studying.cancel()
    last = wait_for_end(qtbot, heard)
    assert 0 < last.done < last.total
    assert studying.reference_at(view.world, view.iteration) is last.result


def test_while_none_runs_nothing_is_asked(qtbot: QtBot, studying: Studying, heard: Heard) -> None:
    assert not studying.is_running
    studying.cancel()
    studying.start(replace(endless(view_of()), trajectories=100))
    wait_for_end(qtbot, heard)
    assert len(heard.ends) == 1
    assert not studying.is_running


def test_draws_are_compared_with_the_exact_gradient_in_the_plane_of_the_batch(
    qtbot: QtBot, studying: Studying, heard: Heard
) -> None:
    view = view_of("pgviz/GridWorld-v0")
    studying.draw_estimates(view, 30)
    draws = wait_for_end(qtbot, heard).result
    assert draws.moments.count == len(draws.points) == 30
    assert view.iteration.exact is not None
    np.testing.assert_array_equal(draws.target.gradient, view.iteration.exact.gradient)
    away = draws.gradients @ view.iteration.exact.gradient <= 0.0
    assert draws.moments.wrong_direction_share == away.mean()
    assert studying.draws_at(view.world, view.iteration) is draws


def test_where_that_is_unknown_they_are_compared_with_the_reference(
    qtbot: QtBot, studying: Studying, heard: Heard
) -> None:
    size = len(view_of().iteration.before.theta)
    reference = Reference(0.0, 0.1, np.ones(size), np.full(size, 0.5), 100)
    studying.draw_estimates(replace(view_of(), reference=reference), 3)
    target = wait_for_end(qtbot, heard).result.target
    assert target.gradient.tolist() == [1.0] * size
    assert target.standard_error.tolist() == [0.5] * size


def test_a_reference_is_kept_while_draws_are_made(
    qtbot: QtBot, studying: Studying, heard: Heard
) -> None:
    view = view_of()
    studying.start(endless(view))
    qtbot.waitUntil(lambda: heard.progress[-1].done > 0, timeout=PATIENCE)
    studying.draw_estimates(view, 3)
    wait_for_end(qtbot, heard)
    assert studying.reference_at(view.world, view.iteration) is not None
    assert studying.draws_at(view.world, view.iteration) is not None


def test_a_world_that_fails_is_told_of_once(qtbot: QtBot, studying: Studying, heard: Heard) -> None:
    study = endless(view_of())
    sound = made("tests.training.faulty_worlds:test/Faulty-v0", iterations=1)
    before, choices = sound.iteration.before, sound.iteration.hyperparameters
    failing = replace(study, environment=faulty("error"), state=before, hyperparameters=choices)
    studying.start(failing)
    wait_for_end(qtbot, heard)
    (told,) = heard.failures
    assert told.startswith("Reference for ∇J: environment (trajectory 0, step 2): it raised")


# What the bar says.


def snapshot_of(study: object, done: int, result: object) -> StudySnapshot:
    return StudySnapshot(study, done, result)


def test_the_bar_tells_how_far_a_reference_is_and_its_error() -> None:
    study = replace(endless(view_of()), trajectories=10_000)
    reference = Reference(1.0, 0.1, np.array([3.0, 4.0]), np.array([0.12, 0.16]), 3200)
    text = progress_text(snapshot_of(study, 3200, reference))
    assert plain(text) == "Reference for ∇J: 3 200 of 10 000 trajectories, ±4.0 %"
    nothing = replace(reference, gradient=np.zeros(2))
    text = progress_text(snapshot_of(study, 3200, nothing))
    assert plain(text) == "Reference for ∇J: 3 200 of 10 000 trajectories"


def test_the_bar_tells_how_many_draws_point_away() -> None:
    view = view_of("pgviz/GridWorld-v0")
    at = view.world.spec, view.iteration.before, view.iteration.hyperparameters
    study = DrawsStudy(*at, draws=1000)
    moments = DrawMoments(400, np.ones(2), np.ones(2), Directions(wrong=0.75, zero=0.5))
    draws = EstimateDraws(moments, Target(np.ones(2)), None, None)
    text = progress_text(snapshot_of(study, 400, draws))
    assert plain(text) == "Draws of ĝ: 400 of 1 000 draws, 25 ± 2 % point away"  # √(0.25·0.75/400)
    assert plain(progress_text(snapshot_of(study, 0, None))) == "Draws of ĝ: 0 of 1 000 draws"


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def test_the_bar_shows_the_share_that_is_done(qtbot: QtBot, studying: Studying) -> None:
    qtbot.addWidget(bar := StudyBar(studying, LIGHT))
    bar.show_snapshot(snapshot_of(replace(endless(view_of()), trajectories=10**12), 10**11, None))
    shown = bar.findChild(QProgressBar)
    assert shown.value() / shown.maximum() == 0.1


def test_the_bar_is_seen_while_a_study_runs_and_its_button_ends_it(
    qtbot: QtBot, studying: Studying, heard: Heard
) -> None:
    bar = StudyBar(studying, LIGHT)
    qtbot.addWidget(bar)
    assert bar.isHidden()
    studying.start(endless(view_of()))
    assert bar.isVisible()
    qtbot.waitUntil(lambda: heard.progress[-1].done > 0, timeout=PATIENCE)
    assert "±" in bar.text
    bar.restyle(DARK)
    qtbot.mouseClick(bar.findChild(QToolButton), Qt.MouseButton.LeftButton)
    wait_for_end(qtbot, heard)
    assert bar.isHidden()


# In the bridge and the window.


@pytest.fixture
def views(qtbot: QtBot) -> Iterator[tuple[Bridge, list[View]]]:
    bridge, seen = Bridge(runner := Runner(BEACON, InThread())), []
    bridge.viewed.connect(seen.append)
    runner.start()
    qtbot.waitUntil(lambda: bool(seen) and bridge.is_settled, timeout=PATIENCE)
    yield bridge, seen
    bridge.close()


def test_the_reference_is_shown_at_its_theta_alone(
    qtbot: QtBot, views: tuple[Bridge, list[View]]
) -> None:
    bridge, seen = views
    assert seen[-1].reference is None
    bridge.draw_reference()
    qtbot.waitUntil(lambda: not bridge.studying.is_running, timeout=PATIENCE)
    reference = seen[-1].reference
    assert reference is not None
    assert {view.iteration.number for view in seen} == {0}
    bridge.player.advance(1)
    qtbot.waitUntil(lambda: seen[-1].iteration.number == 1, timeout=PATIENCE)
    assert seen[-1].reference is None
    bridge.runs.start_again(BEACON)
    qtbot.waitUntil(lambda: seen[-1].iteration.number == 0, timeout=PATIENCE)
    assert seen[-1].reference is reference  # the same seed leads to the same θ


def test_draws_are_shown_too(qtbot: QtBot, views: tuple[Bridge, list[View]]) -> None:
    bridge, seen = views
    bridge.draw_estimates(20)
    qtbot.waitUntil(lambda: not bridge.studying.is_running, timeout=PATIENCE)
    assert seen[-1].draws is not None
    assert seen[-1].draws.moments.count == 20


def test_a_bridge_that_is_closed_ends_its_study(
    qtbot: QtBot, views: tuple[Bridge, list[View]]
) -> None:
    bridge, seen = views
    bridge.studying.start(endless(seen[-1]))
    bridge.close()
    assert not bridge.studying.is_running


def window_on(qtbot: QtBot, experiment: Experiment, folder: Path) -> Window:
    load_fonts()
    preferences = Preferences(folder / "preferences.ini")
    window = Window(experiment, Runner(experiment, InThread()), preferences)
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.bridge.view is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.bridge.is_settled, timeout=PATIENCE)
    return window


def test_a_key_draws_a_reference_and_another_cancels_it(qtbot: QtBot, tmp_path: Path) -> None:
    window = window_on(qtbot, BEACON, tmp_path)
    heard, height = Heard(window.studying), window.status.height()
    QTest.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert window.study_bar.isVisible()
    window.studying.start(endless(window.bridge.view))
    qtbot.waitUntil(lambda: heard.progress[-1].done > 0, timeout=PATIENCE)
    assert window.status.height() == height
    assert window.bridge.view.reference is not None
    QTest.keyClick(window, Qt.Key.Key_Escape)
    wait_for_end(qtbot, heard)
    assert not window.study_bar.isVisible()
    window.close()


def test_a_reference_is_offered_only_where_the_gradient_is_unknown(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = window_on(qtbot, GRID, tmp_path)
    action = window.actions_by_name["draw-reference"]
    assert not action.isEnabled()
    assert "known exactly" in action.toolTip()
    window.bridge.draw_reference()
    assert not window.studying.is_running
    window.workbench.open_environment("pgviz/Beacon-v0")
    qtbot.waitUntil(action.isEnabled, timeout=PATIENCE)
    assert "Estimate ∇J" in action.toolTip()
    qtbot.waitUntil(lambda: window.bridge.is_settled, timeout=PATIENCE)
    window.close()


def test_the_status_says_why_a_study_was_given_up(qtbot: QtBot, tmp_path: Path) -> None:
    sound = Experiment(faulty("none"), CHOICES, 5)
    window = window_on(qtbot, sound, tmp_path)
    view = window.bridge.view
    window.studying.start(replace(endless(view), environment=faulty("end_process")))
    qtbot.waitUntil(lambda: not window.studying.is_running, timeout=PATIENCE)
    assert window.status.message == "Reference for ∇J: its process ended (exit code 7)."
    window.close()
