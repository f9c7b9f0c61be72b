"""Iterations made in the trainer's own thread."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from time import perf_counter

import numpy as np

from pgviz.environments import freeze, make_world, render_frame
from pgviz.environments.batch import Batch
from pgviz.environments.world import World
from pgviz.training.breakpoints import Breakpoint, Watch
from pgviz.training.commands import RequestFrame, Urgency
from pgviz.training.engine import (
    EngineFailed,
    Numbered,
    Opened,
    Progress,
    Retraced,
    Task,
    Way,
    WorldFacts,
)
from pgviz.training.experiment import Experiment
from pgviz.training.faults import faults_told
from pgviz.training.history import columns_of
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.inbox import Inbox
from pgviz.training.iteration import Iteration, complete, iterate
from pgviz.training.packed_states import pack_state
from pgviz.training.state import TrainerState, initial_state

# Measured beside four plots fed at 30 Hz: 44 to 47 frames a second, for two thirds of the speed.
STRETCH, REST = 0.010, 0.005  # s

LONG = 0.03  # s; the batch of an iteration that takes longer is worth keeping

AskUrgency = Callable[[], int]


@dataclass(frozen=True, eq=False)
class Made:
    """An iteration, the breakpoint that strikes at it, and its batch if that is worth keeping."""

    iteration: Iteration
    struck: Breakpoint | None
    long_batches: tuple[Numbered, ...]


class InThread:
    """An engine for work without a window, and for worlds that can't be sent to a process.

    `considerate` rests now and then: a window beside a busy thread falls to some frames a second.
    Batches of iterations that take more than `long` seconds are reported apart.
    """

    def __init__(self, considerate: bool = False, long: float = LONG) -> None:
        self._considerate, self._long = considerate, long
        self._world: World | None = None

    def open(self, experiment: Experiment, inbox: Inbox | None = None) -> Opened:
        with faults_told(f"{experiment.environment.id} can't be opened"):
            world = make_world(experiment.environment)
            state = initial_state(world, experiment.hyperparameters, experiment.seed)
            facts = WorldFacts.of(world)
        note = self._close_former()
        self._world = world
        return Opened(facts, state, note)

    def work(self, task: Task, inbox: Inbox, report: Callable[[Progress], None]) -> None:
        urgency = Considerate(inbox).listen if self._considerate else inbox.listen
        for made in self.iterations(task, urgency):
            iteration = made.iteration
            row, states = columns_of([iteration.scalars]), (pack_state(iteration.before),)
            report(Progress(row, iteration, states, made.struck, made.long_batches))

    def iterations(self, task: Task, urgency: AskUrgency) -> Iterator[Made]:
        """Yield the task's iterations until `urgency`, asked often, says to end.

        Unless it says to abandon it, one at least is made.
        """
        assert self._world is not None
        state, watch = task.state, Watch(task.breakpoints, task.recent)
        for _ in islice(count(), task.count):
            begun = perf_counter()
            iteration = _attempt(state, task.hyperparameters, self._world, urgency)
            if iteration is None:
                return
            is_long = perf_counter() - begun > self._long
            batches = ((iteration.number, iteration.batch),) if is_long else ()
            yield Made(iteration, struck := watch.struck(iteration), batches)
            if struck is not None or urgency() >= Urgency.FINISH:
                return
            state = iteration.after

    def retrace(self, way: Way, inbox: Inbox) -> Retraced | None:
        return self.traced(way, inbox.listen)

    def traced(self, way: Way, urgency: AskUrgency) -> Retraced | None:
        """Go a way to its end; None where `urgency`, asked often, says to give up."""

        def unless_yielding() -> int:
            asked = urgency()
            return asked if asked >= way.yields_to else Urgency.NONE

        assert self._world is not None
        states, last = [way.state], None
        batches = *[None] * (len(way.hyperparameters) - 1), way.batch
        for made_with, batch in zip(way.hyperparameters, batches, strict=True):
            last = _attempt(states[-1], made_with, self._world, unless_yielding, batch)
            if last is None:
                return None
            states.append(last.after)
        assert last is not None  # a way leads through one iteration at least
        return Retraced(last, tuple(states[1:-1]))

    def render(self, request: RequestFrame, inbox: Inbox | None = None) -> np.ndarray:
        assert self._world is not None
        with faults_told("The environment draws no picture"):
            return freeze(render_frame(self._world.spec, request.seed, request.actions))

    def rest(self, inbox: Inbox) -> None:
        inbox.wait()

    def close(self) -> None:
        world, self._world = self._world, None
        if world is not None:
            with faults_told("The environment can't be closed"):
                world.close()

    def kill(self) -> None:
        """Do nothing: a thread can't be ended."""

    def _close_former(self) -> str:
        try:
            self.close()
        except EngineFailed as failed:
            return failed.message.text
        return ""


class Considerate:
    """Listens to an inbox, and rests after every stretch of work unless a command comes."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._since = perf_counter()

    def listen(self) -> Urgency:
        """Return the greatest urgency of the commands that wait."""
        if perf_counter() - self._since > STRETCH:
            self._inbox.wait(REST)
            self._since = perf_counter()
        return self._inbox.listen()


class _Abandoned(Exception):
    """The iteration is to be given up half-sampled."""


def _attempt(
    state: TrainerState,
    hyperparameters: Hyperparameters,
    world: World,
    urgency: AskUrgency,
    batch: Batch | None = None,
) -> Iteration | None:
    def checkpoint() -> None:
        if urgency() >= Urgency.ABANDON:
            raise _Abandoned

    with faults_told("Iteration failed"):
        try:
            if batch is None:
                return iterate(state, hyperparameters, world, checkpoint)
            return complete(state, hyperparameters, world, batch, checkpoint)
        except _Abandoned:
            return None
