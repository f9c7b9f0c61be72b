"""What a worker process costs: python -m tests.benchmarks.worker [seconds]

Steps per second of a plain loop of `iterate`, of the trainer in a thread, and in a worker
process, each with a window's thread that asks for the newest snapshot 30 times a second.
"""

import sys
import time

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.training.anywhere import Anywhere
from pgviz.training.commands import Pause, Run
from pgviz.training.engine import Engine
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.in_thread import InThread
from pgviz.training.iteration import iterate
from pgviz.training.runner import Runner
from pgviz.training.state import initial_state

WAIT = 60.0  # s
FRAME = 1 / 30  # s
SETTINGS = Hyperparameters().changed({"learning_rate": 0.0, "return": "to-go", "horizon": 500})
WORLDS = (("pgviz/GridWorld-v0", 256), ("CartPole-v1", 16), ("pgviz/TwoStep-v0", 10))


def loop_rate(experiment: Experiment, seconds: float) -> float:
    """Return the steps a second of a plain loop."""
    world = make_world(experiment.environment)
    state = initial_state(world, experiment.hyperparameters, experiment.seed)
    steps, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        iteration = iterate(state, experiment.hyperparameters, world)
        steps, state = steps + iteration.scalars.steps, iteration.after
    return steps / (time.perf_counter() - begun)


def runner_rate(experiment: Experiment, engine: Engine, seconds: float) -> float:
    """Return the steps a second of the trainer."""
    with Runner(experiment, engine) as runner:
        runner.wait_until(lambda s: s.activity == "paused", WAIT)
        runner.send(Run())
        begun = time.perf_counter()
        while time.perf_counter() - begun < seconds:
            time.sleep(FRAME)
        number = runner.send(Pause())
        runner.wait_until(lambda s: s.handled >= number, WAIT)
        return float(runner.history.columns["steps"].sum()) / (time.perf_counter() - begun)


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    print(f"{'steps/s':28} {'loop':>10} {'thread':>10} {'considerate':>12} {'worker':>10}")
    for id, batch_size in WORLDS:
        settings = SETTINGS.changed({"batch_size": batch_size})
        experiment = Experiment(EnvironmentSpec(id), settings, seed=1)
        engines = InThread(), InThread(considerate=True), Anywhere()
        rates = [runner_rate(experiment, engine, seconds) for engine in engines]
        loop = loop_rate(experiment, seconds)
        name = f"{id}, m = {batch_size}"
        print(f"{name:28} {loop:10,.0f} {rates[0]:10,.0f} {rates[1]:12,.0f} {rates[2]:10,.0f}")


if __name__ == "__main__":
    main()
