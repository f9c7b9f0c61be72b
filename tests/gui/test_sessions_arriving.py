"""A session or a link that is dropped on the window, or handed over by the system, is opened."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pgviz.lessons.sharing import Shared, encode
from pgviz.training.cursor import Cursor
from pgviz.training.sessions.writing import write_session
from tests.gui.driven import Driven, Open, windows
from tests.training.runs import plain_theta
from tests.training.sessions.sessions import EXPERIMENT, iterations, session

COUNT = 3
LINK = encode(Shared(EXPERIMENT, (), Cursor(COUNT - 1, "sum", 0, 0)))
MOVE, COPY = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    yield from windows(qtbot, tmp_path, (1280, 720))


@pytest.fixture
def driven(opened: Open) -> Driven:
    return opened("short-corridor")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A session of three iterations."""
    path = tmp_path / "a run, 動量 100 %.pgviz"
    write_session(path, session(iterations(), COUNT))
    return path


def data_of(*urls: str, text: str = "") -> QMimeData:
    data = QMimeData()
    if urls:
        data.setUrls([QUrl(url) for url in urls])
    if text:
        data.setText(text)
    return data


def drag(driven: Driven, data: QMimeData) -> QDragEnterEvent:
    """Drag it over a card, to be moved, and return what has become of the event."""
    card = driven.window.cards["trajectories"].widget()
    event = QDragEnterEvent(QPoint(40, 40), MOVE | COPY, data, LEFT, NONE)
    event.setDropAction(MOVE)
    event.ignore()
    QApplication.sendEvent(card, event)
    return event


def drop(driven: Driven, data: QMimeData) -> QDropEvent:
    """Drag it over a card and let go of it there."""
    drag(driven, data)
    event = QDropEvent(QPointF(40, 40), MOVE | COPY, data, LEFT, NONE, QEvent.Type.Drop)
    event.setDropAction(MOVE)
    event.ignore()
    QApplication.sendEvent(driven.window.cards["trajectories"].widget(), event)
    return event


def check_opened(driven: Driven) -> None:
    """The window shows the three iterations that a plain loop makes."""
    bridge = driven.window.bridge
    driven.wait_for(
        lambda: bridge.snapshot.count == COUNT and bridge.snapshot.experiment == EXPERIMENT
    )
    driven.settle()
    assert bridge.snapshot.state.theta_sha256 == plain_theta(EXPERIMENT, COUNT)


def test_a_file_that_is_dropped_is_opened_and_stays_where_it_is(driven, path):
    data = data_of(path.as_uri())
    for event in (drag(driven, data), drop(driven, data)):
        assert event.isAccepted()
        assert event.dropAction() == COPY  # had it been moved, a file manager would remove it
    check_opened(driven)


@pytest.mark.parametrize(
    "data", [((), LINK), ((), f"\n {LINK} \n"), ((LINK,), ""), ((LINK,), LINK)], ids=repr
)
def test_a_link_that_is_dropped_is_opened(driven, data):
    urls, text = data
    assert drag(driven, data_of(*urls, text=text)).isAccepted()
    assert drop(driven, data_of(*urls, text=text)).isAccepted()
    check_opened(driven)


OTHERS = {
    "nothing": ((), ""),
    "a text": ((), "θ = 0"),
    "a page": (("https://example.org/run.pgviz",), ""),
    "two files": (("file:///a.pgviz", "file:///b.pgviz"), ""),
    "two links": ((LINK, LINK), ""),
    "a file and a link": (("file:///a.pgviz", LINK), ""),
}


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS.keys())
def test_anything_else_is_not_taken(driven, data):
    urls, text = data
    run = driven.window.bridge.snapshot.run
    assert not drag(driven, data_of(*urls, text=text)).isAccepted()
    assert not drop(driven, data_of(*urls, text=text)).isAccepted()
    driven.settle()
    assert driven.window.bridge.snapshot.run == run
    assert not driven.window.sessions.opening.is_busy
    assert driven.window.status.message == ""


def test_a_file_that_is_none_is_told_and_the_run_stays(driven, tmp_path):
    path, run = tmp_path / "picture.png", driven.window.bridge.snapshot.run
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    drop(driven, data_of(path.as_uri()))
    driven.wait_for(lambda: not driven.window.sessions.opening.is_busy)
    assert "picture.png" in driven.window.sessions.notice.text
    assert driven.window.bridge.snapshot.run == run


def test_a_link_that_is_none_is_told_and_the_run_stays(driven):
    run = driven.window.bridge.snapshot.run
    drop(driven, data_of(text=LINK[:-9]))
    assert driven.window.status.message.startswith("This share string can't be used: it")
    driven.settle()
    assert driven.window.bridge.snapshot.run == run


HANDED = """
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent

from pgviz.gui.app import make_application, open_window
from pgviz.lessons.scenarios import scenario
from pgviz.training.runner import Runner
from pgviz.training.saver import Saver

word, how = sys.argv[1:]
application = make_application()

def hand_over():
    url = QUrl.fromLocalFile(word) if Path(word).exists() else QUrl(word)
    QCoreApplication.postEvent(application, QFileOpenEvent(url))

def look():
    (window,) = [each for each in application.topLevelWidgets() if hasattr(each, "bridge")]
    if window.bridge.snapshot.count == 3 and window.bridge.is_settled:
        looking.stop()
        print(window.bridge.snapshot.state.theta_sha256)
        window.close()

if __name__ == "__main__":
    looking = QTimer(interval=20)
    looking.timeout.connect(look)
    looking.start()
    if how == "event":
        QTimer.singleShot(0, hand_over)
    link = word if how == "link" else None
    runner = Runner(scenario("short-corridor").experiment, saver=Saver())
    sys.exit(open_window(runner, run=False, link=link))
"""


@pytest.mark.parametrize("how", ["a file by an event", "a link by an event", "a link by a desktop"])
def test_the_program_opens_what_the_system_hands_over(tmp_path, path, how):
    """macOS tells a running program by an event; other systems start it with a link."""
    program = tmp_path / "program.py"
    program.write_text(HANDED)
    word = str(path) if "file" in how else LINK
    command = [sys.executable, str(program), word, "event" if "event" in how else "link"]
    folders = {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, **folders, "PYTHONPATH": root}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert run.stdout.strip() == plain_theta(EXPERIMENT, COUNT), run.stderr
    assert run.returncode == 0


KINDS = """
import sys
from PySide6.QtCore import QMimeDatabase

for path in sys.argv[1:]:
    print(QMimeDatabase().mimeTypeForFile(path).name())
"""


def test_what_a_desktop_is_told_lets_qt_know_a_session(tmp_path, path):
    """By its content where its name says nothing; another SQLite file stays what it was."""
    nameless, other = tmp_path / "nameless", tmp_path / "other"
    nameless.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE t (a)")
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), "PATH": ""}
    associate = [sys.executable, "-m", "pgviz", "associate"]
    subprocess.run(associate, env=environment, stdout=subprocess.DEVNULL, check=True)
    command = [sys.executable, "-c", KINDS, path, nameless, other]
    run = subprocess.run(command, env=environment, capture_output=True, text=True)
    ours, theirs = "application/x-pgviz-session", "application/vnd.sqlite3"
    assert (run.stdout.splitlines(), run.stderr) == ([ours, ours, theirs], "")


def test_a_link_from_a_desktop_that_is_none_is_told_in_the_window(driven):
    driven.window.arriving.open_url(QUrl("pgviz://nothing"))
    assert driven.window.status.message.startswith("This share string can't be used: it")
