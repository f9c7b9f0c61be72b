"""The same settings with other luck: many seeds, learning side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from pgviz.environments.batch import freeze
from pgviz.environments.errors import IterationFailed, PgvizError
from pgviz.environments.world import Checkpoint, EnvironmentSpec, World, proceed
from pgviz.training.experiment import LARGEST_SEED
from pgviz.training.history import Setting
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import Iteration, iterate
from pgviz.training.state import TrainerState, initial_state
from pgviz.training.studies.study import Partial

LOW, HIGH = 0.1, 0.9  # the quantiles that a band reaches from and to


@dataclass(frozen=True, eq=False)
class Bundle:
    """One scalar of many runs, [iterations, runs]; all arrays are read-only."""

    runs: np.ndarray

    @cached_property
    def median(self) -> np.ndarray:
        """The median over the runs, [iterations]."""
        return freeze(np.median(self.runs, axis=1))

    @cached_property
    def band(self) -> tuple[np.ndarray, np.ndarray]:
        """The quantiles LOW and HIGH over the runs, [iterations] each, linear between two runs."""
        low, high = np.quantile(self.runs, (LOW, HIGH), axis=1)
        return freeze(low), freeze(high)


@dataclass(frozen=True, eq=False)
class SeedRuns:
    """As many iterations of every run as all of them have made."""

    seeds: tuple[int, ...]
    mean_return: Bundle
    objective: Bundle | None  # J(θ) exactly, before each iteration; None where it is unknown


@dataclass(frozen=True, eq=False)
class SeedsStudy:
    """Makes `iterations` of `runs` runs; each is what the window makes from that seed.

    Their seeds follow `seed`, that of the run which they are compared with. `settings` are what
    it was made with, the first from iteration 0 on. All runs go on abreast, so that the median is
    always that of all of them.
    """

    title: ClassVar = "New luck"
    unit: ClassVar = "iterations"

    environment: EnvironmentSpec
    settings: tuple[Setting, ...]
    seed: int
    runs: int
    iterations: int

    @property
    def total(self) -> int:
        """How many iterations all runs make together."""
        return self.runs * self.iterations

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds of the runs; after the largest comes 0."""
        return tuple((self.seed + 1 + run) % (LARGEST_SEED + 1) for run in range(self.runs))

    def is_at(
        self, environment: EnvironmentSpec, state: TrainerState, hyperparameters: Hyperparameters
    ) -> bool:
        """Return whether these runs were made as one is that has come to that iteration."""
        made_with = self._made_with(state.iteration)
        return environment == self.environment and hyperparameters == made_with

    def partials(
        self, world: World, checkpoint: Checkpoint = proceed
    ) -> Iterator[Partial[SeedRuns]]:
        """Yield the runs after each iteration; raises PgvizError, naming the seed that failed."""
        begun = self.settings[0][1]
        states = [initial_state(world, begun, seed) for seed in self.seeds]
        kept = _Kept(self)
        for number in range(self.iterations):
            made = [self._iteration(state, world, checkpoint) for state in states]
            states = [iteration.after for iteration in made]
            kept.add(number, made)
            yield Partial(self.runs * (number + 1), self.total, kept.result(number + 1))

    def _iteration(self, state: TrainerState, world: World, checkpoint: Checkpoint) -> Iteration:
        try:
            return iterate(state, self._made_with(state.iteration), world, checkpoint)
        except IterationFailed as failed:
            where = f"seed {state.seed} failed at iteration {state.iteration}"
            raise PgvizError(f"{self.title}: {where}: {failed.account}") from failed

    def _made_with(self, iteration: int) -> Hyperparameters:
        return [now for at, now in self.settings if at <= iteration][-1]


class _Kept:
    """What is kept of the runs: rows that have been written never change."""

    def __init__(self, study: SeedsStudy) -> None:
        self._seeds = study.seeds
        self._returns = np.empty((study.iterations, study.runs))
        self._objectives = np.empty((study.iterations, study.runs))
        self._is_exact = False

    def add(self, number: int, made: list[Iteration]) -> None:
        self._returns[number] = [iteration.scalars.mean_return for iteration in made]
        self._objectives[number] = [iteration.scalars.objective for iteration in made]
        self._is_exact = made[0].exact is not None

    def result(self, count: int) -> SeedRuns:
        objective = Bundle(freeze(self._objectives[:count])) if self._is_exact else None
        return SeedRuns(self._seeds, Bundle(freeze(self._returns[:count])), objective)
