"""Every run of a window is saved by itself, and what the window says of that is true."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt

from pgviz.gui.sessions.saved_label import SavedLabel
from pgviz.gui.speed import FULL
from pgviz.gui.theme import LIGHT
from pgviz.training.saver import Saving
from pgviz.training.sessions.autosave import autosaved, sessions_folder
from pgviz.training.sessions.reading import is_open, read_session
from tests.gui.saved import Sessions
from tests.training.runs import EXPERIMENT, plain_theta
from tests.training.sessions.sessions import theta_in


def end_of(path: Path) -> int:
    return read_session(path).branches[0].end


def test_a_run_is_in_its_file_when_the_window_is_closed(windows: Sessions) -> None:
    driven = windows.open()
    driven.advance(4)
    path = driven.file()
    assert path.parent == sessions_folder()
    driven.advance(2)  # which may not be there yet
    driven.window.close()
    assert end_of(path) == 7
    assert theta_in(path) == plain_theta(EXPERIMENT, 7)
    assert not is_open(path)
    assert list(sessions_folder().iterdir()) == [path]


def test_a_run_at_full_speed_is_in_its_file_when_the_window_is_closed(windows: Sessions) -> None:
    driven = windows.open()
    driven.window.bridge.player.set_speed(FULL)
    driven.press(Qt.Key.Key_Space)
    driven.wait_for(lambda: driven.window.bridge.snapshot.count > 20)
    path = driven.saving.path
    driven.window.close()
    assert path is not None
    assert end_of(path) > 20
    assert theta_in(path) == plain_theta(EXPERIMENT, end_of(path))


def test_a_window_that_only_just_began_leaves_nothing(windows: Sessions) -> None:
    driven = windows.open()
    driven.file()
    driven.window.close()
    assert list(sessions_folder().iterdir()) == []


def test_a_run_that_only_just_began_leaves_nothing_when_another_begins(windows: Sessions) -> None:
    driven = windows.open()
    driven.file()
    driven.window.workbench.new_seed()
    driven.advance(2)
    second = driven.file()
    assert autosaved() == (second,)
    driven.window.close()
    assert theta_in(second) == plain_theta(replace(EXPERIMENT, seed=4), 3)


def test_the_label_says_that_all_is_saved_only_when_it_is(windows: Sessions) -> None:
    driven = windows.open()
    label = driven.window.sessions.label
    for _ in range(3):
        driven.advance(1)
        driven.wait_for(lambda: label.text() == "autosaved")
        path = driven.saving.path
        assert path is not None
        assert end_of(path) == driven.window.bridge.snapshot.count
    assert f"4 iterations of this branch are on the disk, in\n{path}" in label.toolTip()


def test_the_label_says_nothing_of_a_run_by_the_file_of_another(windows: Sessions) -> None:
    driven = windows.open()
    driven.advance(5)
    driven.file()
    label, saving = SavedLabel(LIGHT), driven.saving
    driven.window.workbench.new_seed()
    driven.settle()
    label.show_saving(saving, driven.window.bridge.snapshot)
    assert label.text() == ""
    assert label.toolTip() == ""
    label.show_saving(Saving(), driven.window.bridge.snapshot)
    assert label.text() == ""


def test_each_window_has_a_file_of_its_own(windows: Sessions) -> None:
    both = [windows.open(), windows.open(replace(EXPERIMENT, seed=5))]
    for driven in both:
        driven.advance(2)
    paths = [driven.file() for driven in both]
    assert set(autosaved()) == set(paths)
    for driven in both:
        driven.window.close()
    for path, seed in zip(paths, (3, 5), strict=True):
        assert theta_in(path) == plain_theta(replace(EXPERIMENT, seed=seed), 3)
