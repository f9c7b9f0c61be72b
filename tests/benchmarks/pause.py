"""How soon pausing takes hold: python -m tests.benchmarks.pause [times]

In every scenario, and with batches far larger, the trainer runs at full speed and is paused at
random moments. Printed are milliseconds from sending Pause to the snapshot that is at rest.
"""

import sys
import time
from collections.abc import Iterator

import numpy as np

from pgviz.environments import EnvironmentSpec
from pgviz.lessons.scenarios import scenarios
from pgviz.training.anywhere import Anywhere
from pgviz.training.commands import Pause, Run
from pgviz.training.engine import Engine
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner

SECONDS = 600.0
LARGE = Hyperparameters().changed({"batch_size": 10_000, "horizon": 1000, "hidden": ()})
LARGE_WORLDS = "pgviz/GridWorld-v0", "CartPole-v1", "Pendulum-v1"


def experiments() -> Iterator[tuple[str, Experiment]]:
    for scenario in scenarios():
        yield scenario.name, scenario.experiment
    for id in LARGE_WORLDS:
        yield f"{id}, m = 10 000", Experiment(EnvironmentSpec(id), LARGE, seed=1)


def latencies(experiment: Experiment, engine: Engine, times: int) -> np.ndarray:
    """Return how long each of `times` pauses took, in milliseconds."""
    moments = np.random.default_rng(0).uniform(0.0, 0.2, times)
    with Runner(experiment, engine) as runner:
        runner.wait_until(lambda s: s.activity == "paused", SECONDS)
        return np.array([latency(runner, moment) for moment in moments.tolist()])


def latency(runner: Runner, moment: float) -> float:
    runner.send(Run())
    runner.wait_until(lambda s: s.activity == "running", SECONDS)
    time.sleep(moment)
    sent = time.perf_counter()
    number = runner.send(Pause())
    runner.wait_until(lambda s: s.handled >= number, SECONDS)
    return 1000.0 * (time.perf_counter() - sent)


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    print(f"{'ms until paused':34} {'median':>8} {'longest':>8}   {'median':>8} {'longest':>8}")
    print(f"{'':34} {'worker process':>17}   {'thread':>17}")
    for name, experiment in experiments():
        figures = [latencies(experiment, make(), times) for make in (Anywhere, InThread)]
        cells = [f"{np.median(each):8.1f} {each.max():8.1f}" for each in figures]
        print(f"{name:34} {'   '.join(cells)}", flush=True)


if __name__ == "__main__":
    main()
