"""pgviz, without its window."""

from collections.abc import Iterator
from dataclasses import replace

from pgviz.environments import EnvironmentSpec, freeze, make_world
from pgviz.lessons.scenarios import scenario
from pgviz.training.freed_memory import keep_freed_memory
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state
from tests.benchmarks.contestants import repeated, take_part
from tests.benchmarks.peers import balancing
from tests.benchmarks.peers.solved import until_solved

SETTINGS = Hyperparameters().changed(
    {"optimizer": "adam", "learning_rate": 0.0, "return": "to-go", "hidden": balancing.SIZES[1:-1]}
)


def train(trajectories: int, horizon: int, seconds: float) -> dict[str, float]:
    """Iterate for so long with a policy that stays as it is."""
    settings = SETTINGS.changed({"batch_size": trajectories, "horizon": horizon})
    world = make_world(EnvironmentSpec("CartPole-v1"))
    state = replace(initial_state(world, settings, seed=1), theta=freeze(balancing.theta()))

    def once() -> int:
        nonlocal state
        iteration = iterate(state, settings, world)
        state = iteration.after
        return iteration.scalars.steps

    return repeated(once, seconds)


def solve(seed: int) -> int:
    """Learn as the scenario does."""
    return until_solved(returns_of_batches(seed))


def returns_of_batches(seed: int) -> Iterator[list[float]]:
    """Yield the returns of one batch after the other."""
    experiment = scenario("cartpole").experiment
    world = make_world(experiment.environment)
    state = initial_state(world, experiment.hyperparameters, seed)
    while True:
        iteration = iterate(state, experiment.hyperparameters, world)
        yield iteration.batch.total(iteration.batch.rewards).tolist()
        state = iteration.after


if __name__ == "__main__":
    keep_freed_memory()  # as `pgviz train` and the window's worker do
    take_part(train, solve)
