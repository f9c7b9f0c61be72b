"""Contestants: processes of one thread each that do the same work in turn.

A contestant is a module that calls `serve(work)`. It imports and compiles what it needs once, and
is then asked for one repeat after the other, so that contestants can take turns.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

Work = Callable[..., Mapping[str, float]]
Iterate = Callable[[], int]
"""Do one piece of work, whole; return the number of steps in it."""

# Read by the libraries when they are loaded: every contestant computes in one thread.
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
    "JAX_PLATFORMS": "cpu",
}


@dataclass(frozen=True)
class Contestant:
    """Who takes part: a module, and the packages without which it is absent."""

    name: str
    module: str
    needs: tuple[str, ...] = ()  # as they are imported
    arguments: tuple[str, ...] = ()

    @property
    def is_present(self) -> bool:
        return all(find_spec(package) is not None for package in self.needs)

    def command(self, *arguments: str) -> list[str]:
        """Return what starts it."""
        return [sys.executable, "-m", self.module, *self.arguments, *arguments]


def environment() -> dict[str, str]:
    """Return the environment of a contestant's process."""
    return {**os.environ, **ONE_THREAD}


def present(contestants: Sequence[Contestant]) -> tuple[Contestant, ...]:
    """Return those that can take part."""
    return tuple(each for each in contestants if each.is_present)


def absent(contestants: Sequence[Contestant]) -> tuple[str, ...]:
    """Return the names of those that can't."""
    return tuple(each.name for each in contestants if not each.is_present)


@dataclass(frozen=True)
class Running:
    """A contestant that waits to be asked."""

    contestant: Contestant
    process: "subprocess.Popen[str]"

    def ask(self, **request: Any) -> dict[str, float]:
        """Have it do one piece of work; raises RuntimeError where it has ended instead."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.contestant.name} ended with code {self.process.wait()}.")
        return json.loads(answer)


@contextmanager
def on_one_core() -> Iterator[None]:
    """Keep this process, and those it starts in the block, to one core where the system can.

    JAX takes more than one thread whatever its flags say.
    """
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


@contextmanager
def started(contestants: Sequence[Contestant]) -> Iterator[tuple[Running, ...]]:
    """Start the contestants; they end with the block."""
    with ExitStack() as stack:
        yield tuple(stack.enter_context(_started(each)) for each in contestants)


@contextmanager
def _started(contestant: Contestant) -> Iterator[Running]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(contestant.command(), env=environment(), **pipes) as process:
        yield Running(contestant, process)


def serve(work: Work) -> None:
    """Answer every request that is read with what the work returns, until there are no more."""
    answers, sys.stdout = sys.stdout, sys.stderr  # what libraries print is no answer
    for request in sys.stdin:
        print(json.dumps(work(**json.loads(request))), file=answers, flush=True)


def repeated(iterate: Iterate, seconds: float) -> dict[str, float]:
    """Return the steps of whole iterations, at least one, that took so long, and how long."""
    steps, began, taken = 0, time.perf_counter(), -1.0
    while taken < seconds:
        steps += iterate()
        taken = time.perf_counter() - began
    return {"steps": steps, "seconds": taken}


def take_part(train: Work, solve: Callable[[int], int]) -> None:
    """Answer requests to train, or learn with a seed and tell when that was done."""
    what, *seed = sys.argv[1:]
    if what == "train":
        serve(train)
    else:
        trajectories = solve(int(*seed))
        print(json.dumps({"at": time.time(), "trajectories": trajectories}))
