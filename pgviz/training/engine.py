"""Where iterations are made: what the trainer's thread asks of such a place, and is told by it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from pgviz.environments.batch import Batch
from pgviz.environments.layout import GridLayout
from pgviz.environments.spaces import Space
from pgviz.environments.tabular import TabularMDP
from pgviz.environments.world import EnvironmentSpec, World
from pgviz.training.breakpoints import Breakpoint
from pgviz.training.commands import RequestFrame, Urgency
from pgviz.training.experiment import Experiment
from pgviz.training.history import Columns
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.inbox import Inbox
from pgviz.training.iteration import Iteration
from pgviz.training.state import TrainerState


@dataclass(frozen=True)
class Message:
    """What the user is to know, in one sentence; `details` are for a report of a fault of ours."""

    text: str
    details: str = ""
    is_fault: bool = True  # not what the user has asked for


class EngineFailed(Exception):
    """The engine could not do what it was asked; it can be asked again."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


class CannotBeSent(EngineFailed):
    """The world exists in this process only."""


@dataclass(frozen=True)
class WorldFacts:
    """What a `World` is, without the means to sample from it: this much can always be sent."""

    spec: EnvironmentSpec
    title: str
    observations: Space
    actions: Space
    mdp: TabularMDP | None
    layout: GridLayout | None
    time_limit: int | None

    @classmethod
    def of(cls, world: World) -> "WorldFacts":
        """Return the facts of a world."""
        spaces = world.observations, world.actions
        return cls(world.spec, world.title, *spaces, world.mdp, world.layout, world.time_limit)


@dataclass(frozen=True)
class Opened:
    """A world that was made, and the state that learning begins with in it."""

    world: WorldFacts
    state: TrainerState
    note: str = ""  # what the user is to know of it


@dataclass(frozen=True, eq=False)
class Task:
    """Iterations to make one after the other: `count` of them, or without end.

    The one that a breakpoint strikes at is the last.
    """

    state: TrainerState
    hyperparameters: Hyperparameters
    count: int | None = None
    breakpoints: tuple[Breakpoint, ...] = ()
    recent: Columns = field(default_factory=dict)  # as `armed` returns them


Numbered = tuple[int, Batch]
"""An iteration's number and its batch."""


@dataclass(frozen=True, eq=False)
class Progress:
    """Iterations that were made since the last progress: scalars of each, the newest whole."""

    scalars: Columns
    iteration: Iteration
    states: tuple[bytes, ...]  # packed, before each of them
    struck: Breakpoint | None = None  # that ended the work with this iteration
    long_batches: tuple[Numbered, ...] = ()  # of those that took long to make


@dataclass(frozen=True)
class Way:
    """How an iteration of the past is made again: from a state, with these hyperparameters."""

    state: TrainerState
    hyperparameters: tuple[Hyperparameters, ...]  # of the state's iteration and those after it
    batch: Batch | None = None  # of the last, if it is known: it is not sampled again then
    yields_to: Urgency = Urgency.ABANDON  # of a command that waits: at this one it is given up


@dataclass(frozen=True)
class Retraced:
    """The end of a way, and the states on it but the first."""

    iteration: Iteration
    states: tuple[TrainerState, ...]


class Engine(Protocol):
    """A place where iterations are made. All methods but `kill` are for the trainer's thread.

    Each raises EngineFailed, with what to tell the user, and can be called again after it. They
    listen to the inbox: a command that comes ends the work, as its urgency says.
    """

    def open(self, experiment: Experiment, inbox: Inbox) -> Opened:
        """Make the world of the next tasks; where that fails the present one stays."""

    def work(self, task: Task, inbox: Inbox, report: Callable[[Progress], None]) -> None:
        """Make iterations until done or interrupted; report all of them before returning."""

    def retrace(self, way: Way, inbox: Inbox) -> Retraced | None:
        """Go a way to its end; None where a command that it yields to waits."""

    def render(self, request: RequestFrame, inbox: Inbox) -> np.ndarray:
        """Return the picture that the environment draws of itself, [height, width, 3] uint8."""

    def rest(self, inbox: Inbox) -> None:
        """Block until a command comes."""

    def close(self) -> None:
        """Release everything."""

    def kill(self) -> None:
        """From another thread: end by force what can be."""
