"""The checks as a study: carried out in a process beside the window, with progress."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from pgviz.environments.world import Checkpoint, EnvironmentSpec, World, proceed
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.state import TrainerState
from pgviz.training.studies.study import Partial
from pgviz.verification.outcome import Outcome
from pgviz.verification.suite import count, run_checks

Outcomes = tuple[Outcome, ...]


@dataclass(frozen=True, eq=False)
class ChecksStudy:
    """Makes the comparisons of all checks; its result is the outcomes so far."""

    title: ClassVar = "Check of the mathematics"
    unit: ClassVar = "comparisons"

    # Each check makes the worlds that it needs; this one is there because a study has one.
    environment: ClassVar = EnvironmentSpec("pgviz/TwoStep-v0")
    names: tuple[str, ...] | None = None  # all

    @property
    def total(self) -> int:
        """How many comparisons there are."""
        return count(self.names)

    def is_at(
        self, environment: EnvironmentSpec, state: TrainerState, hyperparameters: Hyperparameters
    ) -> bool:
        """Return that what comes of it is true at every iteration."""
        return True

    def partials(
        self, world: World, checkpoint: Checkpoint = proceed
    ) -> Iterator[Partial[Outcomes]]:
        """Yield the outcomes after each one."""
        outcomes: list[Outcome] = []
        total = self.total
        for outcome in run_checks(self.names, checkpoint):
            outcomes.append(outcome)
            yield Partial(len(outcomes), total, tuple(outcomes))
