"""Whole iterations of worlds with a table, their sampling alone, and J and ∇J exactly.

The learning rate is 0, so that every iteration has the same policy: the one that learning begins
with. An exact gradient that is in time for every frame is as soon as the derivation can show it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from pgviz.environments import make_world
from pgviz.environments.world import World
from pgviz.lessons.scenarios import NAMES, scenario
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate, sample
from pgviz.training.objective import exact_at
from pgviz.training.state import TrainerState, initial_state, policy_for
from tests.benchmarks.contestants import repeated
from tests.benchmarks.result import Effort, Figure, Requirement, Result

BATCHES = {"gridworld": 256, "short-corridor": 256, "taxi": 256}  # trajectories
SECONDS, TIMES = 0.4, 20  # of one repeat; exact gradients in one repeat
MUST_MAKE = 2e6  # steps/s
FRAME = 1000.0 / 30.0  # ms


@dataclass(frozen=True)
class Task:
    """A scenario, ready to be iterated."""

    name: str
    world: World
    hyperparameters: Hyperparameters
    state: TrainerState

    @classmethod
    def of(cls, name: str) -> "Task":
        """Return a scenario's task; of some, a batch has another size here."""
        experiment = scenario(name).experiment
        batch_size = BATCHES.get(name, experiment.hyperparameters.batch_size)
        chosen = experiment.hyperparameters.changed(
            {"learning_rate": 0.0, "batch_size": batch_size}
        )
        world = make_world(experiment.environment)
        return cls(name, world, chosen, initial_state(world, chosen, experiment.seed))

    def iterate(self) -> int:
        """Make an iteration; return its steps."""
        return iterate(self.state, self.hyperparameters, self.world).scalars.steps

    def sample(self) -> int:
        """Draw a batch; return its steps."""
        policy = policy_for(self.world, self.hyperparameters)
        return sample(self.state, self.hyperparameters, policy, self.world).steps

    def exact(self) -> bool:
        """Return whether there are J and ∇J, having computed them."""
        return exact_at(self.state, self.hyperparameters, self.world) is not None


def measure(effort: Effort) -> Result:
    """Let all worlds take turns."""
    tasks = [Task.of(name) for name in effort.either(NAMES, tuple(BATCHES))]
    exact = [task for task in tasks if task.exact()]
    sampled = [task for task in tasks if task.name in BATCHES]
    rounds = [_round(sampled, exact, effort) for _ in range(effort.repeats)]
    figures = tuple(
        Figure(name, unit, tuple(each[name, unit] for each in rounds)) for name, unit in rounds[0]
    )
    return Result(figures, tuple(filter(None, map(_requirement, figures))))


def _round(sampled: list[Task], exact: list[Task], effort: Effort) -> dict[tuple[str, str], float]:
    seconds, times = effort.either(SECONDS, 0.0), effort.either(TIMES, 1)
    return {
        **{(_iterating(task.name), "steps/s"): _rate(task.iterate, seconds) for task in sampled},
        **{
            (f"{task.name}, sampling alone", "steps/s"): _rate(task.sample, seconds)
            for task in sampled
        },
        **{(f"{task.name}, J and ∇J", "ms"): _milliseconds(task.exact, times) for task in exact},
    }


def _iterating(name: str) -> str:
    return f"{name}, {BATCHES[name]} trajectories, whole iterations"


def _rate(work: Callable[[], int], seconds: float) -> float:
    made = repeated(work, seconds)
    return made["steps"] / made["seconds"]


def _milliseconds(work: Callable[[], bool], times: int) -> float:
    begun = perf_counter()
    for _ in range(times):
        work()
    return 1000.0 * (perf_counter() - begun) / times


def _requirement(figure: Figure) -> Requirement | None:
    if figure.unit == "ms":
        return Requirement(figure.name, figure.median, "≤", FRAME, "ms")
    if figure.name == _iterating("gridworld"):
        return Requirement(figure.name, figure.median, "≥", MUST_MAKE, "steps/s")
    return None
