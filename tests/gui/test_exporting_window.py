"""Exports from the window: by key, by menu and by dialog; and what is said when they fail."""

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from pgviz.gui.exporting.card_menu import COPY, SAVE
from pgviz.gui.exporting.choice import Choice, ChoiceDialog
from pgviz.gui.exporting.clip_choice import WINDOW, ClipChoice, ClipDialog
from pgviz.gui.preferences import Preferences
from pgviz.gui.window import Window
from pgviz.lessons.scenarios import scenario
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner
from tests.gui.driven import Driven

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def driven(qtbot: QtBot, tmp_path: Path) -> Iterator[Driven]:
    experiment = scenario("gridworld").experiment
    preferences = Preferences(tmp_path / "preferences.ini")
    window = Window(experiment, Runner(experiment, InThread()), preferences)
    seen = Driven(window, qtbot)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    seen.wait_for(lambda: seen.number == 0)
    yield seen
    window.close()


def stepped(driven: Driven, count: int) -> None:
    driven.window.bridge.player.advance(count)
    driven.wait_for(lambda: driven.number == count)


def test_ctrl_shift_c_copies_the_card_that_has_the_keyboard(driven):
    driven.window.panels[0].setFocus()
    driven.press(Qt.Key.Key_C, BOTH)
    content = QGuiApplication.clipboard().mimeData()
    card = driven.window.pictures.card_in_use()
    assert card.content is driven.window.panels[0]
    assert content.imageData().size() == 2 * card.size()
    assert f">{card.windowTitle()}</text>".encode() in content.data("image/svg+xml").data()
    told = driven.window.status.currentMessage()
    assert told == f"“{card.windowTitle()}” is on the clipboard"


def test_a_right_click_on_a_card_offers_its_picture(driven):
    card = driven.window.cards["gradient"]
    place = QPoint(30, 12)
    click = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, card.mapToGlobal(place))
    QApplication.sendEvent(card.content, click)
    menu = card.findChild(QMenu)
    assert menu.isVisible()
    assert [action.text() for action in menu.actions()] == [COPY, SAVE]
    menu.actions()[0].trigger()
    menu.hide()
    assert "Gradient estimate" in driven.window.status.currentMessage()


def test_a_picture_is_saved_as_it_was_chosen(driven, tmp_path):
    window, path = driven.window, tmp_path / "图 1.pdf"
    window.pictures.save(window.cards["learning"])
    dialog = window.findChild(ChoiceDialog)
    dialog.format.setCurrentIndex(dialog.format.findData("pdf"))
    assert not dialog.scale.isEnabled()
    dialog.theme.setCurrentIndex(dialog.theme.findData("print"))
    dialog.accept()
    files = window.findChild(QFileDialog)
    files.fileSelected.emit(str(path))
    files.reject()
    assert path.read_bytes().startswith(b"%PDF-")
    assert window.status.currentMessage() == f"Saved {path}"


def test_another_card_can_be_chosen_than_the_one_in_use(driven, tmp_path):
    window, path = driven.window, tmp_path / "o.svg"
    window.pictures.save(window.cards["learning"])
    dialog = window.findChild(ChoiceDialog)
    assert dialog.card.currentText() == "Learning"
    offered = {dialog.card.itemData(index) for index in range(dialog.card.count())}
    assert offered == {key for key, card in window.cards.items() if card.isVisible()}
    dialog.card.setCurrentIndex(dialog.card.findData("gradient"))
    dialog.format.setCurrentIndex(dialog.format.findData("svg"))
    dialog.accept()
    files = window.findChild(QFileDialog)
    assert Path(files.selectedFiles()[0]).name == "gradient.svg"
    files.fileSelected.emit(str(path))
    files.reject()
    assert ">Gradient estimate</text>" in path.read_text("utf-8")


def test_a_picture_that_cannot_be_saved_is_told_of_and_the_old_one_stays(driven, tmp_path):
    path = tmp_path / "gone" / "o.png"
    driven.window.pictures.write(driven.window.cards["learning"], Choice(), path)
    told = f"{path} can't be written: No such file or directory."
    assert driven.window.status.message == told
    assert driven.window.status.currentMessage() == ""


def test_the_window_looks_the_same_after_a_picture_for_print(driven):
    window = driven.window
    before = window.grab().toImage()
    window.pictures.encoded(window.cards["trajectories"], Choice("png", 1, "print"))
    assert window.grab().toImage() == before


def test_figures_arrays_and_a_script_of_the_run_that_is_shown(driven, tmp_path):
    stepped(driven, 3)
    driven.window.workbench.edit("learning_rate", 0.05)
    driven.window.bridge.player.advance(2)
    driven.wait_for(lambda: driven.number == 5)
    records, after = driven.window.records, driven.view.iteration.after
    records.write_figures(tmp_path / "o.csv")
    with (tmp_path / "o.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["changed"] for row in rows] == ["", "", "", "", "learning_rate=0.05", ""]
    records.write_arrays(tmp_path / "o.npz")
    with np.load(tmp_path / "o.npz", allow_pickle=False) as arrays:
        assert arrays["theta_after"].tobytes() == after.theta.tobytes()
    records.write_script(tmp_path / "o.py")
    run = subprocess.run([sys.executable, tmp_path / "o.py"], capture_output=True, text=True)
    assert (run.stdout.strip(), run.stderr) == (after.theta_sha256, "")


def test_a_failure_to_save_figures_is_told(driven, tmp_path):
    (tmp_path / "full.csv").symlink_to("/dev/full")
    driven.window.records.write_figures(tmp_path / "full.csv")
    told = driven.window.status.message
    assert told == f"{tmp_path}/full.csv can't be written: No space left on device."


def recorded(driven: Driven, path: Path, choice: ClipChoice) -> QProgressDialog:
    driven.window.clips.record(choice, path)
    return driven.window.findChild(QProgressDialog)


@pytest.mark.parametrize("suffix", ["gif", "mp4"])
def test_a_clip_shows_the_iterations_between_two(driven, tmp_path, suffix):
    stepped(driven, 7)
    path, seen = tmp_path / f"o.{suffix}", len(driven.views)
    recorded(driven, path, ClipChoice("gradient", range(1, 7, 2), 8.0))
    driven.wait_for(path.exists)
    driven.wait_for(lambda: driven.window.status.currentMessage() == f"Saved {path}")
    driven.settle()
    numbers = [view.iteration.number for view in driven.views[seen:]]
    assert sorted(set(numbers)) == [1, 3, 5, 7]
    assert driven.number == 7  # where it was
    with av.open(str(path)) as clip:
        assert len(list(clip.decode(video=0))) == 3


def test_a_clip_that_is_cancelled_leaves_no_file_and_goes_back(driven, tmp_path):
    stepped(driven, 30)
    progress = recorded(driven, tmp_path / "o.gif", ClipChoice(WINDOW, range(30), 8.0))
    driven.wait_for(lambda: progress.value() >= 2)
    progress.findChild(QPushButton).click()
    driven.settle()
    assert not (tmp_path / "o.gif").exists()
    assert driven.number == 30


def test_the_window_can_be_closed_while_a_clip_is_recorded(driven, tmp_path):
    stepped(driven, 20)
    progress = recorded(driven, tmp_path / "o.gif", ClipChoice(WINDOW, range(20), 8.0))
    driven.wait_for(lambda: progress.value() >= 1)
    driven.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    driven.window.close()
    assert not (tmp_path / "o.gif").exists()
    driven.window.deleteLater()


def test_a_clip_that_cannot_be_written_is_told_of(driven, tmp_path):
    (tmp_path / "full.gif").symlink_to("/dev/full")
    recorded(driven, tmp_path / "full.gif", ClipChoice("learning", range(1), 8.0))
    told = f"{tmp_path}/full.gif can't be written: No space left on device."
    driven.wait_for(lambda: driven.window.status.message == told)


def test_which_clip_is_wanted_is_asked_for(driven, tmp_path):
    stepped(driven, 5)
    driven.press(Qt.Key.Key_M, BOTH)
    dialog = driven.window.findChild(ClipDialog)
    dialog.part.setCurrentIndex(dialog.part.findData("learning"))
    dialog.first.setValue(4)
    dialog.last.setValue(2)
    assert dialog.choice() == ClipChoice("learning", range(2, 5), 8.0)
    dialog.reject()
