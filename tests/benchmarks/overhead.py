"""Training beside the open window at full speed, over the same iterations without a window.

Both run the scenario from its seed, so that they make the same iterations, byte for byte: those
between the first and the last report that the window's trainer has had in a repeat.
"""

from collections.abc import Callable
from time import perf_counter

from pgviz.lessons.scenarios import scenario
from pgviz.training.anywhere import Anywhere
from pgviz.training.engine import Progress, Task
from pgviz.training.inbox import Inbox
from tests.benchmarks.contestants import Contestant, Running, started
from tests.benchmarks.open_window import PaintedWindow, live, opened, wait_for
from tests.benchmarks.result import Effort, Figure, Requirement, Result

SCENARIOS = ("gridworld", "two-step", "short-corridor", "cartpole", "taxi")
HEADLESS = Contestant("headless", "tests.benchmarks.headless")
SECONDS, FEWEST = 2.0, 3  # of one repeat; reports in it, on however busy a machine
MUST_BE = 0.9

Rates = tuple[float, float]  # steps/s with the window, and without
Reported = tuple[float, int, int]  # s, when; up to before which iteration; steps since the last


class Counting(Anywhere):
    """The engine of the window, which notes of each report no more than what is counted.

    Who kept whole iterations would make the window's process take hundreds of megabytes anew.
    """

    def __init__(self) -> None:
        super().__init__()
        self.works: list[list[Reported]] = []  # of each piece of work

    def work(self, task: Task, inbox: Inbox, report: Callable[[Progress], None]) -> None:
        """Work as ever."""
        reported: list[Reported] = []
        self.works.append(reported)

        def note(progress: Progress) -> None:
            steps = int(progress.scalars["steps"].sum())
            reported.append((perf_counter(), progress.iteration.number + 1, steps))
            report(progress)

        super().work(task, inbox, note)


def measure(effort: Effort) -> Result:
    """Let the window and the plain process take turns."""
    with started([HEADLESS]) as (headless,):
        names = effort.either(SCENARIOS, SCENARIOS[:1])
        pairs = [_figures(name, rates(name, headless, effort)) for name in names]
    ratios = [beside.over(alone) for beside, alone in pairs]
    return Result(
        figures=tuple(figure for pair in pairs for figure in pair) + tuple(ratios),
        requirements=tuple(Requirement(ratio.name, ratio.median, "≥", MUST_BE) for ratio in ratios),
    )


def rates(name: str, headless: Running, effort: Effort) -> list[Rates]:
    """Return the rates of one scenario, a pair a repeat."""
    engine = Counting()
    with opened(scenario(name).experiment, engine) as window:
        return [_pair(name, window, engine, headless, effort) for _ in range(effort.repeats)]


def _pair(
    name: str, window: PaintedWindow, engine: Counting, headless: Running, effort: Effort
) -> Rates:
    works = len(engine.works)
    window.bridge.player.run()
    live(effort.either(SECONDS, 0.3))
    wait_for(lambda: len(engine.works) > works and len(engine.works[-1]) >= FEWEST)
    window.bridge.player.pause()
    wait_for(lambda: window.bridge.is_settled)
    first, end, steps, seconds = _between(engine.works[-1])
    alone = headless.ask(name=name, first=first, end=end)
    return steps / seconds, alone["steps"] / alone["seconds"]


def _between(reported: list[Reported]) -> tuple[int, int, int, float]:
    """Return which iterations came after the first report, their steps, and the seconds."""
    (begun, first, _), *others = reported
    ended, end, _ = others[-1]
    return first, end, sum(steps for _, _, steps in others), ended - begun


def _figures(name: str, rates: list[Rates]) -> tuple[Figure, Figure]:
    beside, alone = zip(*rates, strict=True)
    return (
        Figure(f"{name}, beside the window", "steps/s", beside),
        Figure(f"{name}, headless", "steps/s", alone),
    )
