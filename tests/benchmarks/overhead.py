"""Training beside the open window at full speed, over the same iterations without a window.

Both run the scenario from its seed, so that they make the same iterations, byte for byte: those
between the first and the last report that the window's trainer has had in a repeat.
"""

from pgviz.lessons.scenarios import scenario
from tests.benchmarks.contestants import Contestant, Running, started
from tests.benchmarks.open_window import PaintedWindow, live, opened, wait_for
from tests.benchmarks.recorded import Recorder, Reported
from tests.benchmarks.result import Effort, Figure, Requirement, Result

SCENARIOS = ("gridworld", "two-step", "short-corridor", "cartpole", "taxi")
HEADLESS = Contestant("headless", "tests.benchmarks.headless")
SECONDS, FEWEST = 1.0, 3  # of one repeat; reports in it, on however busy a machine
MUST_BE = 0.9

Rates = tuple[float, float]  # steps/s with the window, and without


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
    recorder = Recorder()
    with opened(scenario(name).experiment, recorder) as window:
        return [_pair(name, window, recorder, headless, effort) for _ in range(effort.repeats)]


def _pair(
    name: str, window: PaintedWindow, recorder: Recorder, headless: Running, effort: Effort
) -> Rates:
    works = len(recorder.works)
    window.bridge.run()
    live(effort.either(SECONDS, 0.3))
    wait_for(lambda: len(recorder.works) > works and len(recorder.works[-1]) >= FEWEST)
    window.bridge.pause()
    wait_for(lambda: window.bridge.is_settled)
    first, end, steps, seconds = _between(recorder.works[-1])
    alone = headless.ask(name=name, first=first, end=end)
    return steps / seconds, alone["steps"] / alone["seconds"]


def _between(reported: list[Reported]) -> tuple[int, int, int, float]:
    """Return which iterations came after the first report, their steps, and the seconds."""
    (begun, first), *others = reported
    (ended, last) = others[-1]
    steps = sum(int(progress.scalars["steps"].sum()) for _, progress in others)
    return first.iteration.number + 1, last.iteration.number + 1, steps, ended - begun


def _figures(name: str, rates: list[Rates]) -> tuple[Figure, Figure]:
    beside, alone = zip(*rates, strict=True)
    return (
        Figure(f"{name}, beside the window", "steps/s", beside),
        Figure(f"{name}, headless", "steps/s", alone),
    )
