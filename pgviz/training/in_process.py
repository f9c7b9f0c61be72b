"""Iterations made in a worker process, which the trainer's thread drives and waits for."""

import ctypes
import math
import multiprocessing
from collections.abc import Callable, Mapping
from multiprocessing.connection import wait
from time import monotonic
from typing import Any

import numpy as np

from pgviz.training.commands import RequestFrame, Urgency
from pgviz.training.engine import CannotBeSent, EngineFailed, Message, Opened, Progress, Task
from pgviz.training.experiment import Experiment
from pgviz.training.faults import faults_told
from pgviz.training.inbox import Inbox
from pgviz.training.wire import Failed, pack, receive
from pgviz.training.worker import serve

PATIENCE = 10.0  # s; one step of an environment may take as long as this
QUIT_PATIENCE = 1.0  # s
FAREWELL = 0.5  # s that a worker is given to end by itself
REPLACED = "a new one takes its place, and learning goes on from the last whole iteration."

Patience = Mapping[Urgency, float]
"""How long an answer may take once a command of such urgency waits, in seconds."""


class WorkerProcess:
    """A process that serves, seen from its parent."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang
        self.line, theirs = context.Pipe()
        self.flag: Any = context.RawValue(ctypes.c_byte, Urgency.NONE)
        self._process = context.Process(
            target=serve, args=(theirs, self.flag), name="pgviz worker", daemon=True
        )
        self._process.start()
        theirs.close()  # so that the line ends with the worker

    def end(self) -> None:
        """Let it end by itself, or else kill it."""
        self.line.close()
        self._process.join(FAREWELL)
        self.kill()
        self._process.join()

    def kill(self) -> None:
        """Kill it, if it lives."""
        self._process.kill()

    def ending(self) -> str:
        """Return how it ended, in words."""
        self._process.join(FAREWELL)
        code = self._process.exitcode
        if code is None:
            return "it no longer answers"
        return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


class InProcess:
    """An engine for a window: its frames and the training don't wait for each other.

    A worker that dies, or takes longer than `patience` seconds to notice that it is to stop, is
    replaced when next needed. The bytes are those of InThread.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        quitting = {Urgency.QUIT: min(QUIT_PATIENCE, patience)}
        self._working: Patience = {Urgency.ABANDON: patience, **quitting}
        # Starting a process and importing packages is slow on a busy machine.
        self._opening: Patience = {Urgency.ABANDON: 3 * patience, **quitting}
        self._rendering: Patience = {**dict.fromkeys(Urgency, patience), **quitting}
        self._worker: WorkerProcess | None = None
        self._experiment: Experiment | None = None  # the last one that could be opened
        self._is_open = False  # in the present worker

    def open(self, experiment: Experiment, inbox: Inbox) -> Opened:
        opened: Opened = self._ask(experiment, inbox, self._opening)
        self._experiment, self._is_open = experiment, True
        return opened

    def work(self, task: Task, inbox: Inbox, report: Callable[[Progress], None]) -> None:
        self._reopen(inbox)
        answer = self._ask(task, inbox, self._working)
        while isinstance(answer, Progress):
            report(answer)
            answer = self._answer(inbox, self._working)

    def render(self, request: RequestFrame, inbox: Inbox) -> np.ndarray:
        self._reopen(inbox)
        picture: np.ndarray = self._ask(request, inbox, self._rendering)
        return picture

    def rest(self, inbox: Inbox) -> None:
        if self._worker is None:
            inbox.wait()
        elif inbox.bell not in wait([inbox.bell, self._worker.line]):
            raise self._lost()  # a worker that rests says nothing until its end

    def close(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def kill(self) -> None:
        if worker := self._worker:
            worker.kill()

    def _reopen(self, inbox: Inbox) -> None:
        if self._worker is None or not self._is_open:
            assert self._experiment is not None
            self.open(self._experiment, inbox)

    def _ask(self, request: object, inbox: Inbox, patience: Patience) -> Any:
        try:
            packed = pack(request)
        # Whatever a user's own arguments raise when they are pickled.
        except Exception as error:
            raise CannotBeSent(Message(f"It can't be sent to another process: {error}")) from error
        self._send(packed)
        return self._answer(inbox, patience)

    def _send(self, packed: bytes) -> None:
        worker = self._started()
        worker.flag.value = Urgency.NONE
        try:
            worker.line.send_bytes(packed)
        except OSError as error:
            raise self._lost() from error

    def _started(self) -> WorkerProcess:
        if self._worker is None:
            self._is_open = False
            with faults_told("No process can be started for the environment"):
                self._worker = WorkerProcess()
        return self._worker

    def _answer(self, inbox: Inbox, patience: Patience) -> Any:
        assert self._worker is not None
        try:
            answer = receive(self._worker.line) if _comes(self._worker, inbox, patience) else None
        except (EOFError, OSError) as error:
            raise self._lost() from error
        if answer is None:
            raise self._hangs()
        if isinstance(answer, Failed):
            raise (CannotBeSent if answer.unknown else EngineFailed)(answer.message)
        return answer

    def _lost(self) -> EngineFailed:
        assert self._worker is not None
        how = self._worker.ending()
        self.close()
        return EngineFailed(Message(f"The environment's process ended ({how}); {REPLACED}"))

    def _hangs(self) -> EngineFailed:
        self.kill()
        self.close()
        return EngineFailed(Message(f"The environment didn't return from a step; {REPLACED}"))


def _comes(worker: WorkerProcess, inbox: Inbox, patience: Patience) -> bool:
    """Wait for an answer while passing on what waiting commands ask for; tell if there is one."""
    ends = math.inf
    while True:
        urgency = inbox.listen()
        worker.flag.value = urgency
        ends = min(ends, monotonic() + patience.get(urgency, math.inf))
        left = max(0.0, ends - monotonic())
        ready = wait([worker.line, inbox.bell], None if math.isinf(left) else left)
        if worker.line in ready or left == 0.0:
            return worker.line in ready
