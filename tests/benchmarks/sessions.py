"""How fast sessions are, and how safe: python -m tests.benchmarks.sessions [times] [folder]

A process that saves is killed `times` (200) times at random moments, half of them while it saves
copies as well; nothing that it said was saved may be lost. Then the times of saving and reading.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from pgviz.environments import make_world
from pgviz.training.sessions.reading import read_session
from pgviz.training.sessions.writing import SessionWriter, write_session
from pgviz.training.state import initial_state
from tests.training.sessions.killing import kill_while_saving, require_nothing_lost
from tests.training.sessions.saving import figures, grown
from tests.training.sessions.sessions import EXPERIMENT, FITTED

LONG = 1_000_000  # iterations
A_SECOND = 37_000  # iterations, about as many as a second makes at the most
SAVES = 20


def kills(folder: Path, times: int) -> None:
    """Kill a process that saves so many times; raises AssertionError where something is lost."""
    saved = []
    for seed in range(times):
        path = folder / f"{seed}/run.pgviz"
        path.parent.mkdir()
        random = np.random.default_rng(seed)
        saved.append(kill_while_saving(path, random, copies=seed % 2 == 1))
        require_nothing_lost(path, saved[-1])
    print(f"{times} of {times} killed while saving: none lost an iteration that was saved")
    print(f"  they had saved {min(saved)} to {max(saved)} iterations, 7 at a time")


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds some work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def speeds(folder: Path) -> None:
    """Print how long a long run takes to write, to go on with, and to read."""
    path = folder / "long.pgviz"
    world = make_world(EXPERIMENT.environment)
    first, scalars = initial_state(world, FITTED, EXPERIMENT.seed), figures(LONG + A_SECOND * SAVES)
    world.close()
    whole = timed(lambda: write_session(path, grown(first, scalars, LONG)))
    print(f"{LONG:,} iterations written whole in {whole:.2f} s, {path.stat().st_size:,} bytes")
    with SessionWriter.resume(path)[0] as writer:
        counts = [LONG + A_SECOND * number for number in range(1, SAVES + 1)]
        saves = [timed(lambda n=n: writer.save(grown(first, scalars, n))) for n in counts]
        print(
            f"{A_SECOND:,} more saved in {1000 * np.median(saves):.0f} ms, {1000 * max(saves):.0f}"
        )
        copy = timed(lambda: writer.save_copy(folder / "copy.pgviz"))
    print(f"copied in {copy:.2f} s, read and checked in {timed(lambda: read_session(path)):.2f} s")


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    place = sys.argv[2] if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory(dir=place) as name:
        kills(Path(name), times)
        speeds(Path(name))


if __name__ == "__main__":
    main()
