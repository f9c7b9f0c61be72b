"""What the trainer's thread shows of itself."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from pgviz.training.branches import Branch
from pgviz.training.breakpoints import Breakpoint
from pgviz.training.commands import RequestFrame
from pgviz.training.engine import Message, WorldFacts
from pgviz.training.experiment import Experiment
from pgviz.training.history import History, Setting
from pgviz.training.iteration import Iteration
from pgviz.training.memory import MemoryUse
from pgviz.training.state import TrainerState

Activity = Literal["opening", "paused", "advancing", "running"]


@dataclass(frozen=True, eq=False)
class Frame:
    """The answer to a request; no picture where the environment draws none."""

    request: RequestFrame
    picture: np.ndarray | None  # [height, width, 3] uint8


@dataclass(frozen=True)
class Snapshot:
    """The trainer between two pieces of work. All of it is frozen but the history, which grows."""

    experiment: Experiment  # with the hyperparameters of the next iteration
    run: int = 0  # counts the runs, from 1; 0 until the first world is made
    restored: int = 0  # counts those that have gone on with a session
    activity: Activity = "opening"
    handled: int = 0  # the number of the last command that was obeyed
    world: WorldFacts | None = None  # None until the first world is made
    state: TrainerState | None = None  # what the next iteration starts from
    iteration: Iteration | None = None  # the newest whole one of the present branch
    revisited: Iteration | None = None  # the last that was asked for since the newest was made
    branches: tuple[Branch, ...] = ()  # none until the first world is made
    branch: int = 0  # the number of the present one
    history: History = field(default_factory=History)
    steps_per_second: float = 0.0
    message: Message | None = None
    frame: Frame | None = None  # the newest that was asked for
    breakpoints: tuple[Breakpoint, ...] = ()  # at which it stops by itself
    memory: MemoryUse = field(default_factory=MemoryUse)  # that its past takes
    notes: str = ""  # the user's, of this run

    @property
    def count(self) -> int:
        """How many iterations there are."""
        return len(self.history)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """What its iterations were made with, and what those to come will be."""
        made_with, wanted = self.history.settings, self.experiment.hyperparameters
        if made_with and made_with[-1][1] == wanted:
            return made_with
        return (*made_with, (self.count, wanted))

    @property
    def shown(self) -> int | None:
        """The number of the iteration of the past that is looked at; None for the newest."""
        looked_at = self.revisited
        return None if looked_at is None or looked_at is self.iteration else looked_at.number

    @property
    def is_busy(self) -> bool:
        """Whether iterations are being made."""
        return self.activity in ("running", "advancing")
