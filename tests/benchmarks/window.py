"""How often the window paints at full speed, and how soon a pause stops the sampling.

    python -m tests.benchmarks.window [SCENARIO[:WHAT] ...]

WHAT is a line of the derivation (1 to 10), chain or a lesson, which is laid out then.

A frame is a paint of the world's picture; "shown" are the iterations that all panels showed. A
pause is over once the trainer rests and its last iteration is shown.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from pgviz.gui.app import make_application
from pgviz.gui.pictures.drawing import Drawing
from pgviz.gui.preferences import Preferences
from pgviz.gui.speed import FULL
from pgviz.gui.window import Window
from pgviz.lessons.scenarios import NAMES, scenario
from pgviz.training.runner import Runner

SECONDS, PAUSES = 5.0, 10
SIZE = (1440, 900)


class Paints(QObject):
    """When a widget was painted, in seconds."""

    def __init__(self, widget: QObject) -> None:
        super().__init__(widget)
        self.times: list[float] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.times.append(time.perf_counter())
        return False


def main() -> None:
    """Print a line a scenario."""
    application = make_application()
    print("scenario         frames/s p99 gap ms  shown/s    steps/s pause ms")
    for name in sys.argv[1:] or NAMES:
        print(measured(application, name), flush=True)


def measured(application: QApplication, wanted: str) -> str:
    """Return the figures of one scenario as a line."""
    name, _, what = wanted.partition(":")
    experiment = scenario(name).experiment
    with TemporaryDirectory() as folder:
        preferences = Preferences(Path(folder) / "preferences.ini")
        window = Window(experiment, Runner(experiment), preferences)
        window.resize(*SIZE)
        window.show()
        wait(application, lambda: window.bridge.view is not None and window.bridge.is_settled)
        if what:
            window.show_derivation(int(what) if what.isdecimal() else what)
        window.transport.speed.set_speed(FULL)
        shown: list[object] = []
        window.bridge.viewed.connect(shown.append)
        paints = Paints(window.trajectories.findChildren(Drawing)[0])
        window.bridge.run()
        began = time.perf_counter()
        wait(application, lambda: time.perf_counter() > began + SECONDS)
        steps, new = window.bridge.snapshot.steps_per_second, len(shown) / SECONDS
        gaps = np.diff([at for at in paints.times if at > began + 1.0])
        pauses = [pause(application, window) for _ in range(PAUSES)]
        window.close()
    rate, worst = 1.0 / gaps.mean(), 1000.0 * np.quantile(gaps, 0.99)
    figures = f"{rate:8.1f} {worst:10.0f} {new:8.1f} {steps:10.0f} {1000.0 * max(pauses):8.0f}"
    return f"{wanted:16} {figures}"


def pause(application: QApplication, window: Window) -> float:
    """Return the seconds from a pause to the trainer's rest, from somewhere in a run."""
    window.bridge.run()
    until = time.perf_counter() + 0.3
    wait(application, lambda: time.perf_counter() > until)
    began = time.perf_counter()
    window.bridge.pause()
    wait(application, lambda: window.bridge.is_settled)
    return time.perf_counter() - began


def wait(application: QApplication, condition: Callable[[], bool]) -> None:
    """Let the window live until the condition holds."""
    while not condition():
        application.processEvents()
        time.sleep(0.0005)


if __name__ == "__main__":
    main()
