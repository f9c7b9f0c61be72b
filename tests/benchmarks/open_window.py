"""A window of pgviz as `pgviz` opens it, for benchmarks: it says when it has painted.

Without a screen unless QT_QPA_PLATFORM says otherwise.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

from pgviz.gui.app import make_application
from pgviz.gui.long_lived import spare_once_shown
from pgviz.gui.preferences import Preferences
from pgviz.gui.speed import FULL
from pgviz.gui.window import Window
from pgviz.training.engine import Engine
from pgviz.training.experiment import Experiment
from pgviz.training.runner import Runner
from pgviz.training.saver import Saver

SIZE = (1440, 900)  # px
PATIENCE = 120.0  # s
LOOK = 2  # ms between two looks whether what is waited for has come


class Witness(QObject):
    """Sees whether any of the widgets it watches is painted."""

    def __init__(self) -> None:
        super().__init__()
        self._has_seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._has_seen = self._has_seen or event.type() == QEvent.Type.Paint
        return False

    def saw_paint(self) -> bool:
        """Return whether one was since this was asked last."""
        has_seen, self._has_seen = self._has_seen, False
        return has_seen


class PaintedWindow(Window):
    """Knows when it has painted: whatever has changed since is painted in one go.

    Qt also asks for paints in which there turns out to be nothing to paint. They count, but while
    the window is witnessed, which takes time of its own.
    """

    def __init__(self, experiment: Experiment, runner: Runner, preferences: Preferences) -> None:
        self.begun: list[float] = []  # s, when each of its paints began
        self.painted: list[float] = []  # s, when each was done
        self._witness: Witness | None = None
        super().__init__(experiment, runner, preferences)

    @contextmanager
    def witnessed(self) -> Iterator[None]:
        """Count only paints in which something is painted, for the length of a `with` block."""
        self._witness = Witness()
        for widget in self.findChildren(QWidget):
            widget.installEventFilter(self._witness)
        yield
        for widget in self.findChildren(QWidget):
            widget.removeEventFilter(self._witness)
        self._witness = None

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest:
            return super().event(event)
        begun = perf_counter()
        is_done = super().event(event)
        if self._witness is None or self._witness.saw_paint():
            self.begun.append(begun)
            self.painted.append(perf_counter())
        return is_done


@contextmanager
def opened(experiment: Experiment, engine: Engine | None = None) -> Iterator[PaintedWindow]:
    """Open the window, paused at its first iteration; its session is saved for the block only."""
    application = make_application()
    with TemporaryDirectory() as folder:
        runner = Runner(experiment, engine, Saver(lambda _: Path(folder) / "run.pgviz"))
        window = PaintedWindow(experiment, runner, Preferences(Path(folder) / "preferences.ini"))
        spare_once_shown(window.bridge)
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        wait_for(lambda: window.bridge.view is not None and window.bridge.is_settled)
        window.transport.speed.set_speed(FULL)
        live(0.2)  # what is laid out later is painted
        yield window
        window.end()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def live(seconds: float) -> None:
    """Let Qt's event loop run for so long, as it does for a user."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000.0 * seconds), loop.quit)
    loop.exec()


def wait_for(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Let the event loop run until the condition holds; raises TimeoutError where it never does."""
    ends = monotonic() + seconds
    while not condition():
        if monotonic() > ends:
            raise TimeoutError(f"Waited {seconds:.0f} s in vain.")
        live(LOOK / 1000.0)


def learn(window: Window, seconds: float) -> None:
    """Learn at full speed for so long, and pause."""
    window.bridge.player.run()
    live(seconds)
    window.bridge.player.pause()
    wait_for(lambda: window.bridge.is_settled)
