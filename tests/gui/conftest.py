"""No test of the window leaves a widget, timer or thread of Qt behind, or a warning unheard."""

import gc
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # where a screen is wanted, it is set

from PySide6.QtCore import QEvent, QSettings, QThread, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from pgviz.gui.fonts import load_fonts
from tests.gui.saved import Sessions

LOUD = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg)


def pytest_collection_finish() -> None:
    """Spare the collections after each test the thousands of objects that importing has made."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _leaves_nothing_of_qt(qapp: QApplication) -> Iterator[None]:
    before = living()
    yield
    release()
    left = {address: name for address, name in living().items() if address not in before}
    assert not left, f"left behind: {sorted(left.values())}"


@pytest.fixture(autouse=True)
def _settings_of_its_own(tmp_path: Path) -> None:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Fail a test whose closing warns: pytest-qt itself listens until the end of the call only."""
    ignored = re.compile("|".join(item.config.getini("qt_log_ignore")) or r"(?!)")
    heard: list[str] = []

    def listen(kind: QtMsgType, _context: object, message: str) -> None:
        if kind in LOUD and not ignored.search(message):
            heard.append(message)

    previous = qInstallMessageHandler(listen)
    try:
        yield
    finally:
        qInstallMessageHandler(previous)
    assert not heard, f"Qt warned while the test was cleaned up: {heard}"


def release() -> None:
    """Delete what waits to be deleted: widgets in reference cycles, and those marked for later."""
    for _ in range(2):  # what the collector frees may mark more
        gc.collect()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def living() -> dict[int, str]:
    """Return the address and description of each top-level widget, live timer and live thread."""
    wrapped = Shiboken.getAllValidWrappers()
    found = [timer for timer in wrapped if isinstance(timer, QTimer) and timer.isActive()]
    found += [thread for thread in wrapped if isinstance(thread, QThread) and thread.isRunning()]
    found += [widget for widget in QApplication.topLevelWidgets() if not _is_tooltip(widget)]
    return {Shiboken.getCppPointer(thing)[0]: repr(thing) for thing in found}


def _is_tooltip(widget: QWidget) -> bool:
    # Qt keeps the last tooltip for some seconds, whatever becomes of what it was shown for.
    return widget.metaObject().className() == "QTipLabel"


@pytest.fixture
def windows(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sessions]:
    """Yield what opens windows that save into a data folder of their own, closed at the end."""
    load_fonts()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    sessions = Sessions(qtbot, tmp_path)
    yield sessions
    sessions.close()
