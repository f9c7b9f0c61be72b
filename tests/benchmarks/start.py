"""From the start of the process of `pgviz --scenario gridworld` to its first full paint.

Full is a paint in which all cards show an iteration. A window of pyqtgraph with one plot takes
turns with it; the first turn only warms the files up, and writes the bytecode of all modules, which
an installed package has, into a folder for the length of the benchmark. Without a screen, and on a
virtual one where there is Xvfb.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from tempfile import TemporaryDirectory

from tests.benchmarks.contestants import Contestant, absent, environment
from tests.benchmarks.result import Effort, Figure, Requirement, Result

OURS = ("pgviz", "--scenario", "gridworld")
BARE = Contestant("pyqtgraph", "tests.benchmarks.first_paint", ("pyqtgraph",))
SCREEN = "1920x1200x24"
FIRST, FULL = "pgviz, first paint", "pgviz, first full paint"
MUST_TAKE, MUST_BE = 1.5, 2.0  # s; times the bare window

Times = dict[str, list[float]]
"""What is measured → seconds, one a repeat."""


def measure(effort: Effort) -> Result:
    """Let both start in turn, on every platform there is."""
    more = effort if effort.toy else replace(effort, repeats=effort.repeats + 1)
    with ExitStack() as stack:
        kept = {} if effort.toy else _bytecode(stack.enter_context(TemporaryDirectory()))
        platforms = {"offscreen": {**kept, "QT_QPA_PLATFORM": "offscreen"}}
        if shutil.which("Xvfb") and not effort.toy:
            display = stack.enter_context(virtual_screen())
            platforms["xcb"] = {**kept, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
        times = {name: _times(chosen, more) for name, chosen in platforms.items()}
    figures = {
        (name, what): Figure(f"{what}, {name}", "s", tuple(seconds))
        for name, each in times.items()
        for what, seconds in each.items()
    }
    requirements = [each for name in platforms for each in _requirements(name, figures)]
    missing = () if len(platforms) > 1 else ("There was no virtual screen to open windows on.",)
    return Result(tuple(figures.values()), tuple(requirements), absent([BARE]), notes=missing)


def _bytecode(folder: str) -> dict[str, str]:
    """Return what has Python keep its bytecode in a folder, even where it is told to keep none."""
    return {"PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}


def _times(platform: Mapping[str, str], effort: Effort) -> Times:
    times: Times = {}
    for _ in range(effort.repeats):
        ours = started(platform, *OURS)
        times.setdefault(FIRST, []).append(ours["first"])
        times.setdefault(FULL, []).append(ours["full"])
        if BARE.is_present:
            times.setdefault(BARE.name, []).append(started(platform, BARE.name)["full"])
    return times if effort.toy else {name: each[1:] for name, each in times.items()}


def started(platform: Mapping[str, str], *words: str) -> dict[str, float]:
    """Start a process; return after how many seconds it had painted."""
    with TemporaryDirectory() as folder:
        homes = {"XDG_DATA_HOME": f"{folder}/data", "XDG_CONFIG_HOME": f"{folder}/config"}
        command = [sys.executable, "-m", "tests.benchmarks.first_paint", *words]
        began = time.time()
        run = subprocess.run(
            command,
            env={**environment(), **homes, **platform},
            stdout=subprocess.PIPE,
            check=True,
        )
    return {name: at - began for name, at in json.loads(run.stdout).items()}


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Run Xvfb for the length of a `with` block; its display."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as screen:
        os.close(writing)
        try:
            with os.fdopen(reading) as lines:
                yield f":{lines.readline().strip()}"
        finally:
            screen.terminate()


def _requirements(name: str, figures: Mapping[tuple[str, str], Figure]) -> Iterator[Requirement]:
    ours = figures[name, FULL]
    yield Requirement(ours.name, ours.median, "≤", MUST_TAKE, "s")
    if BARE.is_present:
        over = ours.over(figures[name, BARE.name])
        yield Requirement(over.name, over.median, "≤", MUST_BE)
