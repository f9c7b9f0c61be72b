"""How fast sessions are, and how safe.

A process that saves is killed at random moments, half the times while it saves copies as well;
nothing that it said was saved may be lost. Then a long run is written, gone on with and read.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from pgviz.environments import make_world
from pgviz.training.sessions.reading import read_session
from pgviz.training.sessions.writing import SessionWriter, write_session
from pgviz.training.state import initial_state
from tests.benchmarks.result import Effort, Figure, Requirement, Result
from tests.training.sessions.killing import kill_while_saving, require_nothing_lost
from tests.training.sessions.saving import figures, grown
from tests.training.sessions.sessions import EXPERIMENT, FITTED

KILLS = 200
LONG = 1_000_000  # iterations
A_SECOND = 37_000  # iterations, about as many as a second makes at the most
SAVES = 20


def measure(effort: Effort) -> Result:
    """Kill, then measure."""
    times = effort.either(KILLS, 2)
    with tempfile.TemporaryDirectory() as name:
        whole = sum(keeps_all(Path(name), seed) for seed in range(times))
        speeds = speeds_of(Path(name), effort.either(LONG, 1000), effort.either(A_SECOND, 100))
    kept = Requirement("files that have lost nothing", whole, "≥", times, "killed while saving")
    return Result(speeds, (kept,))


def keeps_all(folder: Path, seed: int) -> bool:
    """Kill a process that saves; return whether all is there that it said was saved."""
    path = folder / f"{seed}/run.pgviz"
    path.parent.mkdir()
    saved = kill_while_saving(path, np.random.default_rng(seed), copies=seed % 2 == 1)
    try:
        require_nothing_lost(path, saved)
    except AssertionError:
        return False
    return True


def speeds_of(folder: Path, long: int, second: int) -> tuple[Figure, ...]:
    """Return how long a run takes to write, to go on with, to copy and to read."""
    path, world = folder / "long.pgviz", make_world(EXPERIMENT.environment)
    first, scalars = initial_state(world, FITTED, EXPERIMENT.seed), figures(long + second * SAVES)
    world.close()
    whole = timed(lambda: write_session(path, grown(first, scalars, long)))
    with SessionWriter.resume(path)[0] as writer:
        counts = [long + second * number for number in range(1, SAVES + 1)]
        saves = [timed(lambda n=n: writer.save(grown(first, scalars, n))) for n in counts]
        copy = timed(lambda: writer.save_copy(folder / "copy.pgviz"))
    return (
        Figure(f"{long:,} iterations written", "s", (whole,)),
        Figure(f"{second:,} more saved", "s", tuple(saves)),
        Figure("copied", "s", (copy,)),
        Figure("read and checked", "s", (timed(lambda: read_session(path)),)),
    )


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds some work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
