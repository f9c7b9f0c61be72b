"""From a click on Pause to no further step of the environment, and to the paused look.

The mouse clicks at random moments while a scenario learns at full speed. No further step is made
once the engine has returned to the trainer; the look is paused once the window has painted the
button that says Run again. The picture of the last iteration follows once that has come.
"""

from time import perf_counter

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pgviz.lessons.scenarios import NAMES, scenario
from tests.benchmarks.open_window import PaintedWindow, live, opened, wait_for
from tests.benchmarks.recorded import Recorder
from tests.benchmarks.result import Effort, Figure, Requirement, Result

TIMES = 3  # a repeat: 21 of each scenario
LATEST = 0.25  # s, after which it is paused at the latest
NO_STEP, LOOK = 100.0, 50.0  # ms
WHAT = "to no further step", "to the paused look", "to the picture of the last iteration"


def measure(effort: Effort) -> Result:
    """Pause every scenario again and again."""
    names = effort.either(NAMES, NAMES[:1])
    pauses = {name: pauses_of(name, effort.repeats * effort.either(TIMES, 1)) for name in names}
    return result_of(pauses)


def result_of(pauses: dict[str, np.ndarray]) -> Result:
    """Return what came of the pauses of each scenario, [times, 3] ms each."""
    every = np.concatenate(list(pauses.values()))
    p99 = np.quantile(every, 0.99, axis=0)
    return Result(
        figures=tuple(
            Figure(f"{name}, {what}", "ms", tuple(column.tolist()))
            for name, times in pauses.items()
            for what, column in zip(WHAT, times.T, strict=True)
        ),
        requirements=(
            Requirement(f"p99 of all, {WHAT[0]}", float(p99[0]), "≤", NO_STEP, "ms"),
            Requirement(f"p99 of all, {WHAT[1]}", float(p99[1]), "≤", LOOK, "ms"),
        ),
        notes=(f"Of all {len(every)} pauses, p99 {WHAT[2]} is {p99[2]:.0f} ms.",),
    )


def pauses_of(name: str, times: int) -> np.ndarray:
    """Return how long each pause of a scenario took, [times, 3] ms."""
    recorder, random = Recorder(), np.random.default_rng(0)
    with opened(scenario(name).experiment, recorder) as window:
        moments = random.uniform(0.0, LATEST, times)
        return np.array([pause(window, recorder, moment) for moment in moments.tolist()])


def pause(window: PaintedWindow, recorder: Recorder, moment: float) -> list[float]:
    """Return the milliseconds that one pause took, so many seconds after it began to learn."""
    window.bridge.player.run()
    works = len(recorder.works)
    wait_for(lambda: len(recorder.works) > works)
    live(moment)
    clicked = perf_counter()
    QTest.mouseClick(window.transport.run, Qt.MouseButton.LeftButton)
    assert window.bridge.player.mode == "paused"
    painted = len(window.painted)
    wait_for(lambda: window.bridge.is_settled and len(window.painted) > painted)
    live(0.05)  # what came last is painted
    moments = recorder.ended[-1], window.painted[painted], window.painted[-1]
    return [1000.0 * (each - clicked) for each in moments]
