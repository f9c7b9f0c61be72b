"""The benchmarks of `make bench`: NAME → the module whose `measure(effort)` returns a Result."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from tests.benchmarks.result import Effort, Result


@dataclass(frozen=True)
class Benchmark:
    """A benchmark, which is imported only when it is wanted: not every one needs Qt."""

    module: str
    what: str  # a line that says what is measured

    def measure(self, effort: Effort) -> Result:
        """Measure, and return what came of it."""
        return import_module(self.module).measure(effort)


BENCHMARKS: Mapping[str, Benchmark] = {
    "train": Benchmark(
        "tests.benchmarks.train",
        "whole iterations on CartPole under a policy that lives 500 steps",
    ),
    "solve": Benchmark(
        "tests.benchmarks.solve",
        "process start to an average of 475 over 100 trajectories of CartPole",
    ),
    "scores": Benchmark(
        "tests.benchmarks.scores",
        "per-step norms, shares and per-trajectory gradients of 4000 steps",
    ),
    "tabular": Benchmark(
        "tests.benchmarks.tabular",
        "whole iterations of worlds with a table, and J and ∇J exactly",
    ),
    "window": Benchmark(
        "tests.benchmarks.window",
        "painted frames at 1440 × 900 while it learns at full speed",
    ),
    "overhead": Benchmark(
        "tests.benchmarks.overhead",
        "training beside the open window, over the same iterations without one",
    ),
    "pause": Benchmark(
        "tests.benchmarks.pause",
        "from a click on Pause to no further step, and to the paused look",
    ),
    "paused": Benchmark(
        "tests.benchmarks.paused",
        "what an open window costs while it is paused",
    ),
    "start": Benchmark(
        "tests.benchmarks.start",
        "from the start of `pgviz` to its first full paint",
    ),
    "memory": Benchmark(
        "tests.benchmarks.memory",
        "resident memory of a window and its worker while the run grows",
    ),
    "history": Benchmark(
        "tests.benchmarks.history",
        "a frame of Learning at many lengths of the run",
    ),
    "growth": Benchmark(
        "tests.benchmarks.growth",
        "how the time of an iteration grows with its size",
    ),
    "past": Benchmark(
        "tests.benchmarks.past",
        "going back to any iteration of a run",
    ),
    "scrub": Benchmark(
        "tests.benchmarks.scrub",
        "a window that follows the pointer over 100 000 iterations",
    ),
    "sessions": Benchmark(
        "tests.benchmarks.sessions",
        "saving and reading a million iterations, and what is lost where that is cut off",
    ),
}
