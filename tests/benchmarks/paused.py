"""What an open window costs while it is paused, after it has learnt: it and its worker.

Processor time is read from /proc, so on Linux only.
"""

import multiprocessing
import os
from collections.abc import Iterable
from pathlib import Path

from pgviz.lessons.scenarios import scenario
from tests.benchmarks.open_window import PaintedWindow, learn, live, opened
from tests.benchmarks.result import Effort, Figure, Requirement, Result

SCENARIOS = ("gridworld", "cartpole", "taxi")
LEARNING, SECONDS = 1.0, 5.0  # s of learning before; of one repeat
REPEATS = 2  # each long enough for what happens seldom
SETTLING = 1.0  # s until all is painted, saved and quiet
MUST_COST = 1.0  # % of a core


def measure(effort: Effort) -> Result:
    """Let each window be, for so long."""
    figures = [
        each for name in effort.either(SCENARIOS, SCENARIOS[:1]) for each in of(name, effort)
    ]
    bounds = {"% of a core": MUST_COST, "repaints/s": 0.0}
    return Result(
        tuple(figures),
        tuple(
            Requirement(each.name, each.high, "≤", bounds[each.unit], each.unit) for each in figures
        ),
    )


def of(name: str, effort: Effort) -> tuple[Figure, Figure]:
    """Return the figures of one scenario."""
    with opened(scenario(name).experiment) as window:
        learn(window, effort.either(LEARNING, 0.2))
        live(effort.either(SETTLING, 0.3))
        repeats = range(effort.either(REPEATS, 1))
        pairs = [rest(window, effort.either(SECONDS, 0.3)) for _ in repeats]
    shares, repaints = zip(*pairs, strict=True)
    return (
        Figure(f"{name}, window and worker", "% of a core", shares),
        Figure(f"{name}, the window", "repaints/s", repaints),
    )


def rest(window: PaintedWindow, seconds: float) -> tuple[float, float]:
    """Return the processor's share in % of a core, and repaints a second, while nothing is done."""
    processes = ours()
    before, painted = processor_time(processes), len(window.painted)
    live(seconds)
    spent = processor_time(processes) - before
    return 100.0 * spent / seconds, (len(window.painted) - painted) / seconds


def ours() -> list[int]:
    """Return the ids of this process and its workers."""
    return [os.getpid(), *(child.pid for child in multiprocessing.active_children() if child.pid)]


def processor_time(processes: Iterable[int]) -> float:
    """Return the seconds that all threads of some processes have had on the processor."""
    threads = (path for id in processes for path in Path(f"/proc/{id}/task").iterdir())
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
