"""A scenario's iterations without a window, in a process of their own, from one to another."""

from time import perf_counter

from pgviz.environments import make_world
from pgviz.lessons.scenarios import scenario
from pgviz.training.freed_memory import keep_freed_memory
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state
from tests.benchmarks.contestants import serve


class Headless:
    """Runs scenarios, and goes on with each where it has left it."""

    def __init__(self) -> None:
        self._worlds, self._states = {}, {}

    def between(self, name: str, first: int, end: int) -> dict[str, float]:
        """Return the steps of the iterations from `first` to before `end`, and their seconds.

        They are not before those that were asked for last.
        """
        if name not in self._worlds:
            self._begin(name)
        self._iterate(name, first)
        begun = perf_counter()
        steps = self._iterate(name, end)
        return {"steps": steps, "seconds": perf_counter() - begun}

    def _begin(self, name: str) -> None:
        experiment = scenario(name).experiment
        self._worlds[name] = world = make_world(experiment.environment)
        self._states[name] = initial_state(world, experiment.hyperparameters, experiment.seed)

    def _iterate(self, name: str, end: int) -> int:
        steps, hyperparameters = 0, scenario(name).experiment.hyperparameters
        while self._states[name].iteration < end:
            iteration = iterate(self._states[name], hyperparameters, self._worlds[name])
            self._states[name] = iteration.after
            steps += iteration.scalars.steps
        return steps


if __name__ == "__main__":
    keep_freed_memory()  # as the window's worker does
    serve(Headless().between)
