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
}
