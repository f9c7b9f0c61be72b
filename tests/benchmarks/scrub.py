"""How a window follows the pointer that drags its scrubber to and fro over a long run."""

import math
from time import perf_counter

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pgviz.gui.window import Window
from pgviz.lessons.scenarios import scenario
from tests.benchmarks.open_window import PaintedWindow, live, opened, wait_for
from tests.benchmarks.result import Effort, Figure, Requirement, Result

SCENARIO, LONG = "short-corridor", 100_000  # iterations
WAIT = 3600.0  # s
MOVES, SECONDS = 60, 10.0  # of the pointer a second; for so long
MUST_PREVIEW = 29.0  # a second: 30, but for the last that the seconds cut


def measure(effort: Effort) -> Result:
    """Drag to and fro in one window."""
    with opened(scenario(SCENARIO).experiment) as window:
        grow(window, effort.either(LONG, 50))
        return drag(window, effort.either(SECONDS, 0.3))


def grow(window: Window, count: int) -> None:
    """Have a run be at least so long."""
    window.bridge.player.run()
    wait_for(lambda: window.bridge.snapshot.count >= count, WAIT)
    window.bridge.player.pause()
    wait_for(lambda: window.bridge.is_settled)


def drag(window: PaintedWindow, seconds: float) -> Result:
    """Drag the scrubber for so long; return what was shown meanwhile."""
    previews, wholes = Counted(), Counted()
    window.bridge.travels.previewed.connect(previews.add)
    window.bridge.viewed.connect(wholes.add)
    scrubber, began, before = window.scrubber, perf_counter(), len(window.painted)
    QTest.mousePress(scrubber, Qt.MouseButton.LeftButton, pos=place(scrubber.width(), 0.0))
    while (now := perf_counter() - began) < seconds:
        QTest.mouseMove(scrubber, place(scrubber.width(), now))
        live(1.0 / MOVES)
    painted = window.painted[before:]
    QTest.mouseRelease(scrubber, Qt.MouseButton.LeftButton, pos=place(scrubber.width(), now))
    wait_for(lambda: window.bridge.is_settled)
    assert window.bridge.view is not None
    assert window.bridge.view.iteration.number == previews.numbers[-1]
    rate = len(previews.numbers) / seconds
    return Result(
        figures=(
            Figure("previews", "1/s", (rate,)),
            Figure("whole iterations", "1/s", (wholes.different / seconds,)),
            Figure("between two paints", "ms", tuple(1000.0 * np.diff(painted))),
        ),
        requirements=(Requirement("previews a second", rate, "≥", MUST_PREVIEW, "1/s"),),
    )


class Counted:
    """The numbers of the iterations that a signal was sent for."""

    def __init__(self) -> None:
        self.numbers: list[int] = []

    def add(self, shown: object) -> None:
        """Take note of a view or a preview."""
        self.numbers.append(getattr(shown, "iteration", shown).number)

    @property
    def different(self) -> int:
        """How often the number was another than before."""
        return int(np.count_nonzero(np.diff(self.numbers)))


def place(width: int, seconds: float) -> QPoint:
    """Return where the pointer is: to and fro, slower and faster."""
    swing = 0.5 + 0.45 * math.sin(1.3 * seconds) * math.cos(0.37 * seconds)
    return QPoint(round(swing * width), 8)
