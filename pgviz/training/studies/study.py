"""What a study is: work in a world that yields partial results, each better than the last."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from pgviz.environments.errors import IterationFailed, PgvizError
from pgviz.environments.making import make_world
from pgviz.environments.world import Checkpoint, EnvironmentSpec, World
from pgviz.training.commands import Urgency
from pgviz.training.faults import faults_told
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.in_thread import AskUrgency
from pgviz.training.state import TrainerState

Result = TypeVar("Result", covariant=True)


@dataclass(frozen=True)
class Partial(Generic[Result]):
    """How far a study is, and what is known so far; frozen, with read-only arrays."""

    done: int
    total: int
    result: Result


class Study(Protocol):
    """A frozen description of the work, which can be sent to another process."""

    title: ClassVar[str]  # e.g. "Reference for ∇J"
    unit: ClassVar[str]  # what `done` and `total` count, in the plural
    environment: EnvironmentSpec

    @property
    def total(self) -> int:
        """How many there are to be at the most."""

    def is_at(
        self, environment: EnvironmentSpec, state: TrainerState, hyperparameters: Hyperparameters
    ) -> bool:
        """Return whether its result is true of that iteration as well."""

    def partials(self, world: World, checkpoint: Checkpoint) -> Iterator[Partial[Any]]:
        """Do the work, yielding what is known after each part of it.

        The same study yields the same bytes. `checkpoint` is called often; what it raises passes
        through, and what was yielded before stays good.
        """


class _Cancelled(Exception):
    """The part under way is to be given up."""


def carry_out(study: Study, urgency: AskUrgency) -> Iterator[Partial[Any]]:
    """Make the study's world and yield its partial results, until `urgency` says to abandon it.

    Raises EngineFailed, with what to tell the user.
    """

    def checkpoint() -> None:
        if urgency() >= Urgency.ABANDON:
            raise _Cancelled

    with faults_told(f"{study.environment.id} can't be opened"):
        world = make_world(study.environment)
    partials = study.partials(world, checkpoint)
    while (partial := _next(partials, study)) is not None:
        yield partial
    with faults_told("The environment can't be closed"):
        world.close()


def _next(partials: Iterator[Partial[Any]], study: Study) -> Partial[Any] | None:
    with faults_told(study.title):
        try:
            return next(partials, None)
        except IterationFailed as failed:
            raise PgvizError(f"{study.title}: {failed.account}") from failed
        except _Cancelled:
            return None
