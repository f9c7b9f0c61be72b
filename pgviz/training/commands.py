"""What the trainer can be told. Commands are values: a lesson or a bug report is a list of them."""

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

import numpy as np

from pgviz.training.breakpoints import Breakpoint
from pgviz.training.experiment import Experiment
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.sessions.writing import SessionWriter


class Urgency(IntEnum):
    """What a command that waits asks of the iteration under way."""

    NONE = 0  # nothing: it is obeyed when the work at hand is done
    FINISH = 1  # to be the last one for now; it is completed, so no stream of these stops progress
    ABANDON = 2  # to be given up half-sampled: `iterate` is pure, so it can be done again
    QUIT = 3  # to be given up, and soon


@dataclass(frozen=True)
class Run:
    """Make one iteration after the other until told otherwise."""

    urgency: ClassVar = Urgency.FINISH


@dataclass(frozen=True)
class Pause:
    """Stop now: what was sampled of the next iteration is given up, and done again later."""

    urgency: ClassVar = Urgency.ABANDON


@dataclass(frozen=True)
class Advance:
    """Make exactly `count` iterations; while running it changes nothing."""

    count: int = 1
    urgency: ClassVar = Urgency.NONE

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"count is at least 1, not {self.count}")


@dataclass(frozen=True)
class SetHyperparameters:
    """Change what the next iteration is made with.

    Where θ would change its shape or its beginning (policy, hidden, activation, init_scale),
    learning starts anew from the same environment and seed.
    """

    hyperparameters: Hyperparameters
    urgency: ClassVar = Urgency.FINISH


@dataclass(frozen=True)
class Reset:
    """Begin a new run, paused; one that can't be made leaves the present run as it is."""

    experiment: Experiment
    urgency: ClassVar = Urgency.ABANDON


@dataclass(frozen=True, eq=False)
class Restore:
    """Go on with a session, paused; one that can't be opened leaves the present run as it is.

    `writer`, if there is one, is of the session's file: it is the trainer's from now on, which
    goes on in that file, or closes it where the session can't be opened.
    """

    contents: SessionContents
    writer: SessionWriter | None = None
    urgency: ClassVar = Urgency.ABANDON


@dataclass(frozen=True)
class SetNotes:
    """Keep these notes of the user's with the run."""

    notes: str
    urgency: ClassVar = Urgency.FINISH


@dataclass(frozen=True)
class Revisit:
    """Make an iteration of the present branch again, the same bytes, and show it.

    It is what a session shows when it is opened again, until another one is made. One that there
    wasn't is ignored. Of several that wait only the last is obeyed.
    """

    iteration: int
    urgency: ClassVar = Urgency.FINISH


@dataclass(frozen=True)
class Leave:
    """Leave the present branch before an iteration, paused: what follows is a future of its own.

    It has the same random numbers, so that a difference is one of settings and not of luck.
    """

    iteration: int
    name: str
    urgency: ClassVar = Urgency.ABANDON


@dataclass(frozen=True)
class Switch:
    """Go on with another branch, paused."""

    branch: int
    urgency: ClassVar = Urgency.ABANDON


@dataclass(frozen=True)
class Rename:
    """Call a branch something else."""

    branch: int
    name: str
    urgency: ClassVar = Urgency.FINISH


@dataclass(frozen=True)
class Hide:
    """Take a branch out of sight, or bring it back; the present one and the first always stay."""

    branch: int
    hidden: bool
    urgency: ClassVar = Urgency.FINISH


@dataclass(frozen=True)
class SetBudget:
    """Have the past of this run, and of those after it, take no more memory than this.

    It holds at once: states of the past and iterations that were made again are given up. The
    figures of all iterations stay, and so do each branch's first state and its newest.
    """

    bytes: int
    urgency: ClassVar = Urgency.FINISH

    def __post_init__(self) -> None:
        if self.bytes < 1:
            raise ValueError(f"bytes is at least 1, not {self.bytes}")


@dataclass(frozen=True)
class SetBreakpoints:
    """Stop by itself at the iterations that these strike at, in this run and those after it."""

    breakpoints: tuple[Breakpoint, ...]
    urgency: ClassVar = Urgency.FINISH


@dataclass(frozen=True, eq=False)
class RequestFrame:
    """Have the environment draw itself after `actions` from a reset with `seed`.

    Served between two iterations, each of which it delays: ask a few times a second at most.
    """

    seed: int
    actions: np.ndarray  # [t] or [t, size], as the policy sampled them
    urgency: ClassVar = Urgency.FINISH


@dataclass(frozen=True)
class Quit:
    """End the trainer."""

    urgency: ClassVar = Urgency.QUIT


Command = (
    Run
    | Pause
    | Advance
    | SetHyperparameters
    | SetBreakpoints
    | SetBudget
    | SetNotes
    | Reset
    | Restore
    | Revisit
    | Leave
    | Switch
    | Rename
    | Hide
    | RequestFrame
    | Quit
)
