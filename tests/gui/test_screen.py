"""The real program on a screen: it opens, learns in its worker process, and ends when told to."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pgviz.gui.fonts import load_fonts
from pgviz.gui.preferences import Preferences
from pgviz.gui.speed import FULL
from pgviz.gui.view import View
from pgviz.gui.window import Window
from pgviz.lessons.scenarios import scenario
from pgviz.training.runner import Runner

pytestmark = pytest.mark.screen
PATIENCE = 30.0  # s


def test_the_window_opens_and_learns(qtbot: QtBot, tmp_path: Path) -> None:
    load_fonts()
    experiment = scenario("gridworld").experiment
    window = Window(experiment, Runner(experiment), Preferences(tmp_path / "preferences.ini"))
    views: list[View] = []
    window.bridge.viewed.connect(views.append)
    with qtbot.waitExposed(window):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: bool(views), timeout=int(1000 * PATIENCE))
    window.transport.speed.set_speed(FULL)
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: views[-1].iteration.number > 100, timeout=int(1000 * PATIENCE))
    picture = window.screen().grabWindow(window.winId()).toImage()
    colors = {picture.pixel(x, y) for x in range(0, 1200, 7) for y in range(60, 700, 7)}
    assert len(colors) > 20  # cards, text and plots, not an empty window
    window.close()
    assert QGuiApplication.platformName() != "offscreen"


def test_the_program_closes_its_window_when_the_system_ends_it() -> None:
    command = [sys.executable, "-m", "pgviz", "--scenario", "two-step", "--run"]
    program = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        wait_until_caught(program, signal.SIGTERM)
        program.send_signal(signal.SIGTERM)
        _, said = program.communicate(timeout=PATIENCE)
    finally:
        program.kill()
        program.communicate()
    assert program.returncode == 0, said
    assert "Traceback" not in said


def wait_until_caught(program: "subprocess.Popen[str]", number: signal.Signals) -> None:
    """Return once the program handles a signal: its window is then there to be closed."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and program.poll() is None:
        status = Path(f"/proc/{program.pid}/status").read_text()
        caught = int(next(line for line in status.splitlines() if "SigCgt" in line).split()[1], 16)
        if caught & 1 << (number - 1):
            return
    pytest.fail(f"the program does not handle {number.name}")
