"""How soon the past is shown, and how much memory it takes.

    python -m tests.benchmarks.past any [ITERATIONS [SCENARIO ...]]
    python -m tests.benchmarks.past back [SCENARIO ...]
    python -m tests.benchmarks.past long [ITERATIONS [BUDGET IN MB [SCENARIO]]]
    python -m tests.benchmarks.past scrub [ITERATIONS]

`any` goes to iterations of each scenario at random; `back` steps back through a gap between
states, twice; `long` trains for 100 000 iterations, of short-corridor unless another is named, and
weighs what is kept; `scrub` drags the scrubber of a window over as many of short-corridor.
"""

import math
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pgviz.gui.app import make_application
from pgviz.gui.preferences import Preferences
from pgviz.gui.speed import FULL
from pgviz.gui.window import Window
from pgviz.lessons.scenarios import NAMES, scenario
from pgviz.training.commands import Pause, Revisit, Run, SetBudget
from pgviz.training.memory import BUDGET
from pgviz.training.runner import Runner
from tests.benchmarks.window import SIZE, Paints, wait

WAIT = 3600.0  # s
LEAST, LONG = 2_000, 100_000  # iterations
TARGETS = 200
MOVES, SECONDS = 60, 10.0  # of the pointer a second; for so long
SAMPLE = "short-corridor"


def main() -> None:
    """Do what the command line asks for."""
    what, *rest = sys.argv[1:] or ["any"]
    {"any": anywhere, "back": backwards, "long": weigh, "scrub": scrub}[what](*rest)


def anywhere(least: str = str(LEAST), *names: str) -> None:
    """Print, for each scenario, how long it takes to show any of its iterations."""
    print(
        f"{'scenario':16} {'iterations':>10} {'ms to make':>10} {'states':>7} {'MB':>6} to show, ms"
    )
    for name in names or NAMES:
        count = max(int(least), scenario(name).iterations)
        with grown(name, count) as (runner, seconds):
            memory, made = runner.newest.memory, len(runner.history)
            times = revisits(runner, some_of(made))
            figures = f"{1e3 * seconds / made:10.2f} {memory.kept:7} {memory.total / 1e6:6.1f}"
            print(f"{name:16} {made:10} {figures} {summary(times)}", flush=True)


def backwards(*names: str) -> None:
    """Print how long single steps back take through a gap that was never crossed, and again."""
    for name in names or NAMES:
        with grown(name, 200) as (runner, _):
            obey(runner, SetBudget(1))  # no state is left but the first and the newest
            obey(runner, SetBudget(BUDGET))
            steps = range(60, 30, -1)
            for again in ("first", "again"):
                times = revisits(runner, steps)
                print(f"{name:16} {again}: {1e3 * times[0]:8.1f} ms, then {summary(times[1:])}")


def weigh(count: str = str(LONG), budget: str = str(BUDGET // 10**6), name: str = SAMPLE) -> None:
    """Print what a long run keeps, by its own account and by the system's."""
    with grown(name, 1, int(budget) * 10**6) as (runner, _):
        before = resident()
        train(runner, int(count))
        memory, more = runner.newest.memory, resident() - before
        print(f"{len(runner.history)} iterations, budget {memory.budget / 1e6:.0f} MB")
        parts = f"{memory.figures / 1e6:.1f} figures + {memory.states / 1e6:.1f} states"
        print(f"counted  {memory.total / 1e6:7.1f} MB = {parts} ({memory.kept} of them)")
        print(f"resident {more / 1e6:7.1f} MB more")
        print(f"to show: {summary(revisits(runner, some_of(len(runner.history))))} ms")
        memory, more = runner.newest.memory, resident() - before
        print(f"then {memory.total / 1e6:.1f} MB counted, {more / 1e6:.1f} MB more resident")


def scrub(count: str = str(LONG)) -> None:
    """Print how a window follows the pointer over a long run."""
    application = make_application()
    experiment = scenario(SAMPLE).experiment
    with TemporaryDirectory() as folder:
        runner = Runner(experiment)
        window = Window(experiment, runner, Preferences(Path(folder) / "preferences.ini"))
        window.resize(*SIZE)
        wait(application, lambda: window.bridge.view is not None and window.bridge.is_settled)
        window.transport.speed.set_speed(FULL)
        window.bridge.run()
        wait(application, lambda: window.bridge.count >= int(count))
        window.bridge.pause()
        window.show()
        wait(application, lambda: window.bridge.is_settled)
        linger(application, 1.0)
        drag(application, window)
        window.close()


def drag(application: QApplication, window: Window) -> None:
    """Drag the scrubber to and fro, and print what was shown meanwhile."""
    previews, wholes, slow = Counted(), Counted(), []
    window.bridge.previewed.connect(previews.add)
    window.bridge.viewed.connect(wholes.add)
    paints = [Paints(each) for each in (window.scrubber, window.learning)]
    scrubber, began, move = window.scrubber, time.perf_counter(), 0
    QTest.mousePress(scrubber, Qt.MouseButton.LeftButton, pos=place(scrubber.width(), 0.0))
    while (now := time.perf_counter() - began) < SECONDS:
        if now * MOVES >= move:
            move += 1
            QTest.mouseMove(scrubber, place(scrubber.width(), now))
        at = time.perf_counter()
        application.processEvents()
        slow.append(time.perf_counter() - at)
        time.sleep(0.0005)
    QTest.mouseRelease(scrubber, Qt.MouseButton.LeftButton, pos=place(scrubber.width(), now))
    last = previews.numbers[-1]
    wait(application, lambda: window.bridge.is_settled)
    assert window.bridge.view is not None
    assert window.bridge.view.iteration.number == last
    counts = {
        "moves": move,
        "previews": len(previews.numbers),
        "paints of the scrubber": len(paints[0].times),
        "paints of the curves": len(paints[1].times),
        "whole iterations": wholes.different,
    }
    print(", ".join(f"{count / SECONDS:.1f} {name}/s" for name, count in counts.items()))
    gaps = np.diff(paints[0].times)
    print(f"between paints of the scrubber: {summary(gaps.tolist())} ms")
    print(f"one turn of the event loop:     {summary([each for each in slow if each > 1e-3])} ms")


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


@contextmanager
def grown(name: str, count: int, budget: int = BUDGET) -> Iterator[tuple[Runner, float]]:
    """Yield the runner of a scenario after so many iterations, and the seconds they took."""
    with Runner(scenario(name).experiment, budget=budget) as runner:
        runner.wait_until(lambda s: s.activity == "paused", WAIT)
        yield runner, train(runner, count)


def train(runner: Runner, count: int) -> float:
    """Have a run be at least so long; return the seconds that took."""
    began = time.perf_counter()
    runner.send(Run())
    runner.wait_until(lambda s: len(s.history) >= count, WAIT)
    obey(runner, Pause())
    return time.perf_counter() - began


def obey(runner: Runner, command: Pause | SetBudget) -> None:
    """Have a command be obeyed."""
    number = runner.send(command)
    runner.wait_until(lambda s: s.handled >= number and s.activity == "paused", WAIT)


def some_of(count: int) -> list[int]:
    """Return iterations at random, each once, not the newest."""
    return np.random.default_rng(1).choice(count - 1, min(TARGETS, count - 1), False).tolist()


def revisits(runner: Runner, numbers: Iterable[int]) -> list[float]:
    """Return the seconds until each of the iterations is there, one after the other."""
    return [revisit(runner, number) for number in numbers]


def revisit(runner: Runner, number: int) -> float:
    """Return the seconds until an iteration is there."""
    began = time.perf_counter()
    runner.send(Revisit(number))
    runner.wait_until(lambda s: s.revisited is not None and s.revisited.number == number, WAIT)
    return time.perf_counter() - began


def summary(seconds: Sequence[float]) -> str:
    """Return the median, the 99th percentile and the longest, in milliseconds."""
    median, most = np.quantile(seconds, [0.5, 0.99])
    return f"median {1e3 * median:.1f}, p99 {1e3 * most:.1f}, longest {1e3 * max(seconds):.1f}"


def resident() -> int:
    """Return the bytes of memory that this process has, on Linux."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


def linger(application: QApplication, seconds: float) -> None:
    """Let the window live for a while."""
    until = time.perf_counter() + seconds
    wait(application, lambda: time.perf_counter() > until)


if __name__ == "__main__":
    main()
