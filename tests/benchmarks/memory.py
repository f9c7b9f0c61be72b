"""Resident memory of a window and its worker while a run grows.

Counted are the pages of the window and those that are the worker's own: both share the libraries,
and other programs may as well (Linux's smaps_rollup). What the history says it takes of its budget
is told apart: the rest is what must not grow.
"""

from pathlib import Path

from pgviz.lessons.scenarios import scenario
from tests.benchmarks.open_window import PaintedWindow, live, opened, wait_for
from tests.benchmarks.paused import ours
from tests.benchmarks.result import Effort, Figure, Requirement, Result

MANY_STEPS, MANY_ITERATIONS = "gridworld", "two-step"
STEPS = (100_000, 1_000_000)  # of the environment
ITERATIONS = (10_000, 110_000)
PATIENCE = 1800.0  # s
BEYOND, TOTAL = 5.0, 300.0  # MB
MB = 1e6


class Weighed:
    """What a window and its worker took at two moments of a run."""

    def __init__(self, window: PaintedWindow) -> None:
        self._window = window
        self.resident: list[float] = []  # MB
        self.counted: list[float] = []  # MB, of the budget

    def weigh(self) -> None:
        """Pause, and take note."""
        bridge = self._window.bridge
        bridge.player.pause()
        wait_for(lambda: bridge.is_settled)
        live(1.0)  # saved as well
        self.resident.append(resident(*ours()) / MB)
        self.counted.append(bridge.snapshot.memory.total / MB)

    @property
    def growth(self) -> float:
        """MB that were added between the two."""
        return self.resident[1] - self.resident[0]

    @property
    def growth_beyond(self) -> float:
        """MB of them that the history does not account for."""
        return self.growth - (self.counted[1] - self.counted[0])


def measure(effort: Effort) -> Result:
    """Weigh a run of many steps, and one of many iterations."""
    steps = weighed(MANY_STEPS, "steps", effort.either(STEPS, (1000, 2000)))
    iterations = weighed(MANY_ITERATIONS, "iterations", effort.either(ITERATIONS, (10, 20)))
    each = {
        f"{MANY_STEPS}, {STEPS[0]:,} to {STEPS[1]:,} steps": steps,
        f"{MANY_ITERATIONS}, {ITERATIONS[1] - ITERATIONS[0]:,} iterations": iterations,
    }
    return Result(
        figures=tuple(figure for name, run in each.items() for figure in _figures(name, run)),
        requirements=(
            *(
                Requirement(
                    f"{name}: growth beyond the history's", run.growth_beyond, "≤", BEYOND, "MB"
                )
                for name, run in each.items()
            ),
            Requirement(f"total after {STEPS[1]:,} steps", steps.resident[1], "≤", TOTAL, "MB"),
        ),
    )


def weighed(name: str, what: str, moments: tuple[int, int]) -> Weighed:
    """Return what a scenario's window took after so many steps, or iterations."""
    with opened(scenario(name).experiment) as window:
        run = Weighed(window)
        for moment in moments:
            window.bridge.player.run()
            wait_for(lambda moment=moment: made(window, what) >= moment, PATIENCE)
            run.weigh()
    return run


def made(window: PaintedWindow, what: str) -> int:
    """Return how many steps, or iterations, the run has."""
    history = window.bridge.snapshot.history
    return int(history.columns["steps"].sum()) if what == "steps" else len(history)


def resident(window: int, *workers: int) -> int:
    """Return the bytes that some processes have in memory, shared libraries counted once."""
    return _rollup(window, "Rss") + sum(_rollup(worker, "Anonymous") for worker in workers)


def _rollup(process: int, what: str) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith(f"{what}:"))
    return 1024 * int(line.split()[1])


def _figures(name: str, run: Weighed) -> tuple[Figure, ...]:
    return (
        Figure(f"{name}: window and worker at the end", "MB", (run.resident[1],)),
        Figure(f"{name}: growth", "MB", (run.growth,)),
        Figure(f"{name}: growth beyond the history's", "MB", (run.growth_beyond,)),
    )
