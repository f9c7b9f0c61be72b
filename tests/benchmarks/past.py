"""How soon any iteration of the past is shown: made again, in the worker, from a kept state.

In each scenario iterations are gone to at random; then, where no state is left between the first
and the newest, steps are made back through a gap that was never crossed, and again. One scenario
has a long run, within the budget of memory.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import numpy as np

from pgviz.lessons.scenarios import NAMES, scenario
from pgviz.training.commands import Pause, Revisit, Run, SetBudget
from pgviz.training.memory import BUDGET
from pgviz.training.runner import Runner
from tests.benchmarks.result import Effort, Figure, Requirement, Result

WAIT = 3600.0  # s
LEAST, LONG, LONG_RUN = 2_000, 100_000, "short-corridor"  # iterations; which scenario has so many
TARGETS = 200
GAP, STEPS_BACK = 200, range(60, 30, -1)  # iterations; those that are gone back through
MUST_SHOW = 100.0  # ms


def measure(effort: Effort) -> Result:
    """Go back in one scenario after the other."""
    lengths = {name: max(LEAST, scenario(name).iterations) for name in NAMES} | {LONG_RUN: LONG}
    chosen = effort.either(lengths, {NAMES[0]: 20})
    jumps = [jumps_in(name, count) for name, count in chosen.items()]
    steps = [figure for name in chosen for figure in steps_back_in(name, effort)]
    return Result(
        figures=(*jumps, *steps),
        requirements=tuple(
            Requirement(f"{each.name}, longest", each.high, "≤", MUST_SHOW, "ms") for each in jumps
        ),
    )


def jumps_in(name: str, count: int) -> Figure:
    """Return how long it took to show iterations at random."""
    with grown(name, count) as runner:
        made = len(runner.history)
        targets = np.random.default_rng(1).choice(made - 1, min(TARGETS, made - 1), replace=False)
        return Figure(f"{name}, any of {count:,} iterations", "ms", revisits(runner, targets))


def steps_back_in(name: str, effort: Effort) -> list[Figure]:
    """Return how long steps back took through a gap, and through it again."""
    steps = effort.either(STEPS_BACK, range(6, 3, -1))
    with grown(name, effort.either(GAP, 10)) as runner:
        obey(runner, SetBudget(1))  # no state is left but the first and the newest
        obey(runner, SetBudget(BUDGET))
        return [
            Figure(f"{name}, a step back through a gap, {again}", "ms", revisits(runner, steps))
            for again in ("for the first time", "again")
        ]


@contextmanager
def grown(name: str, count: int) -> Iterator[Runner]:
    """Yield the runner of a scenario after so many iterations, at least."""
    with Runner(scenario(name).experiment) as runner:
        runner.wait_until(lambda s: s.activity == "paused", WAIT)
        runner.send(Run())
        runner.wait_until(lambda s: len(s.history) >= count, WAIT)
        obey(runner, Pause())
        yield runner


def obey(runner: Runner, command: Pause | SetBudget) -> None:
    """Have a command be obeyed."""
    number = runner.send(command)
    runner.wait_until(lambda s: s.handled >= number and s.activity == "paused", WAIT)


def revisits(runner: Runner, numbers: Iterable[int]) -> tuple[float, ...]:
    """Return the milliseconds until each of the iterations is there, one after the other."""
    return tuple(revisit(runner, int(number)) for number in numbers)


def revisit(runner: Runner, number: int) -> float:
    """Return the milliseconds until an iteration is there."""
    began = time.perf_counter()
    runner.send(Revisit(number))
    runner.wait_until(lambda s: s.revisited is not None and s.revisited.number == number, WAIT)
    return 1000.0 * (time.perf_counter() - began)
