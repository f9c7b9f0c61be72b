"""The worker process: it makes iterations by itself and sends what a frame of the window needs."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import perf_counter
from typing import Any, Protocol

import gymnasium

from pgviz.environments.world import EnvironmentSpec
from pgviz.training.breakpoints import Breakpoint
from pgviz.training.commands import RequestFrame
from pgviz.training.engine import EngineFailed, Numbered, Opened, Progress, Retraced, Task, Way
from pgviz.training.experiment import Experiment
from pgviz.training.freed_memory import keep_freed_memory
from pgviz.training.history import columns_of
from pgviz.training.in_thread import InThread, Made
from pgviz.training.iteration import Iteration, Scalars
from pgviz.training.packed_states import pack_state
from pgviz.training.packing import detachable
from pgviz.training.state import TrainerState
from pgviz.training.wire import Failed, Line, Stopped, receive, transmit

FRAME = 1 / 36  # s; more often than the window looks, so that there is always a newer one
SENDING_SHARE = 0.05  # of the time, at most; large iterations are sent less often
LATEST = 0.25  # s to wait until the window has taken what was sent last


class Flag(Protocol):
    """An urgency that the trainer's thread writes and the worker reads: shared memory."""

    value: int


def serve(line: Line, flag: Flag) -> None:
    """Do what is asked through the line until its other end is gone."""
    keep_freed_memory()
    worker = Worker(line, flag)
    answer_all(line, worker.answer)
    with suppress(EngineFailed):  # nobody is left to be told
        worker.close()


def answer_all(line: Line, answer: Callable[[Any], None]) -> None:
    """Have every request be answered until the other end is gone, or the parent process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the window to answer
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            answer(receive(line))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)  # even out of an environment that never returns


class Worker:
    """Answers one request after the other."""

    def __init__(self, line: Line, flag: Flag) -> None:
        self._line = line
        self._flag = flag
        self._engine = InThread()

    def answer(self, request: object) -> None:
        """Do what is asked and send the answer."""
        try:
            answer = self._answers[type(request)](self, request)
        except EngineFailed as failed:
            unknown = isinstance(request, Experiment) and is_unknown(request.environment)
            answer = Failed(failed.message, unknown)
        transmit(self._line, answer)

    def close(self) -> None:
        """Release the environment."""
        self._engine.close()

    def _open(self, experiment: Experiment) -> Opened:
        return self._engine.open(experiment)

    def _work(self, task: Task) -> Stopped:
        outlet = Outlet(self._line, every=task.count is not None)
        try:
            for made in self._engine.iterations(task, lambda: self._flag.value):
                outlet.add(made)
        finally:
            outlet.flush()
        return Stopped()

    def _render(self, request: RequestFrame) -> Any:
        return self._engine.render(request)

    def _retrace(self, way: Way) -> Retraced | Stopped:
        return self._engine.traced(way, lambda: self._flag.value) or Stopped()

    _answers: Mapping[type, Any] = {
        Experiment: _open,
        Task: _work,
        RequestFrame: _render,
        Way: _retrace,
    }


class Outlet:
    """Sends iterations, as often as a window can show them."""

    def __init__(self, line: Line, every: bool) -> None:
        self._line = line
        self._every = every
        self._scalars: list[Scalars] = []
        self._states: list[TrainerState] = []
        self._batches: list[Numbered] = []
        self._newest: Iteration | None = None
        self._struck: Breakpoint | None = None
        self._due = 0.0

    def add(self, made: Made) -> None:
        """Take an iteration in, and send it with those before it if it is time."""
        iteration = made.iteration
        self._scalars.append(iteration.scalars)
        self._states.append(iteration.before)
        self._batches += made.long_batches
        self._newest, self._struck = iteration, made.struck
        if self._every or self._is_due:
            self.flush()

    @property
    def _is_due(self) -> bool:
        late = perf_counter() - self._due
        return late >= 0.0 and (self._line.is_clear or late >= LATEST)

    def flush(self) -> None:
        """Send what was taken in and not sent."""
        if self._newest is None:
            return
        begun = perf_counter()
        rows, batches = columns_of(self._scalars), tuple(self._batches)
        states = tuple(detachable(pack_state(state)) for state in self._states)
        made = Progress(rows, self._newest, states, self._struck, batches)
        transmit(self._line, made)
        self._scalars, self._states, self._batches, self._newest = [], [], [], None
        spent = perf_counter() - begun
        self._due = begun + max(FRAME, spent / SENDING_SHARE)


def is_unknown(environment: EnvironmentSpec) -> bool:
    """Return whether the environment's id is not registered in this process."""
    return ":" not in environment.id and environment.id not in gymnasium.registry
