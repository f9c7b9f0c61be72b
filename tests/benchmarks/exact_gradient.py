"""How long J and ∇J take in every tabular scenario: python -m tests.benchmarks.exact_gradient"""

import time

import numpy as np

from pgviz.environments import make_world
from pgviz.lessons.scenarios import scenarios
from pgviz.training.experiment import Experiment
from pgviz.training.objective import exact_at
from pgviz.training.state import initial_state

TIMES = 50


def median(experiment: Experiment) -> float | None:
    """Return the median in milliseconds; None where there is no exact value."""
    world, choices = make_world(experiment.environment), experiment.hyperparameters
    state = initial_state(world, choices, experiment.seed)
    if exact_at(state, choices, world) is None:
        return None
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        exact_at(state, choices, world)
        taken.append(time.perf_counter() - began)
    return 1000.0 * float(np.median(taken))


def main() -> None:
    print(f"{'ms, median of ' + str(TIMES):20} {'J and ∇J':>9}")
    for scenario in scenarios():
        milliseconds = median(scenario.experiment)
        if milliseconds is not None:
            print(f"{scenario.name:20} {milliseconds:9.2f}")


if __name__ == "__main__":
    main()
