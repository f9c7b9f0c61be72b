"""Iterations made in a worker process, which the trainer's thread drives and waits for."""

from collections.abc import Callable
from typing import Any

import numpy as np

from pgviz.training.commands import RequestFrame, Urgency
from pgviz.training.engine import (
    CannotBeSent,
    EngineFailed,
    Message,
    Opened,
    Progress,
    Retraced,
    Task,
    Way,
)
from pgviz.training.experiment import Experiment
from pgviz.training.faults import faults_told
from pgviz.training.inbox import Inbox
from pgviz.training.wire import Failed, pack_request
from pgviz.training.worker_process import Patience, WorkerProcess

PATIENCE = 10.0  # s; one step of an environment may take as long
QUIT_PATIENCE = 1.0  # s

GOES_ON = "a new one will go on from the last whole iteration."


class InProcess:
    """An engine beside a window, whose frames and the training don't wait for each other.

    A worker that ends, or that takes longer than `patience` seconds to notice that it is to stop,
    is replaced when next needed. The bytes are those of InThread.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        quitting = {Urgency.QUIT: min(QUIT_PATIENCE, patience)}
        self._working: Patience = {Urgency.ABANDON: patience, **quitting}
        # To start a process and import packages is slow on a busy machine.
        self._opening: Patience = {Urgency.ABANDON: 3 * patience, **quitting}
        self._rendering: Patience = {**dict.fromkeys(Urgency, patience), **quitting}
        self._worker: WorkerProcess | None = None
        self._experiment: Experiment | None = None  # the last one that could be opened
        self._is_open = False  # in the present worker

    def open(self, experiment: Experiment, inbox: Inbox) -> Opened:
        opened: Opened = self._ask(self._running(), experiment, inbox, self._opening)
        self._experiment, self._is_open = experiment, True
        return opened

    def work(self, task: Task, inbox: Inbox, report: Callable[[Progress], None]) -> None:
        worker = self._with_world(inbox)
        answer = self._ask(worker, task, inbox, self._working)
        while isinstance(answer, Progress):
            report(answer)
            answer = self._answer(worker, inbox, self._working)

    def retrace(self, way: Way, inbox: Inbox) -> Retraced | None:
        answer = self._ask(self._with_world(inbox), way, inbox, self._working)
        return answer if isinstance(answer, Retraced) else None

    def render(self, request: RequestFrame, inbox: Inbox) -> np.ndarray:
        picture = self._ask(self._with_world(inbox), request, inbox, self._rendering)
        assert isinstance(picture, np.ndarray)
        return picture

    def rest(self, inbox: Inbox) -> None:
        if self._worker is None:
            inbox.wait()
        elif not self._worker.has_command(inbox):
            raise self._lost(self._worker)

    def close(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def kill(self) -> None:
        if worker := self._worker:
            worker.kill()

    def _with_world(self, inbox: Inbox) -> WorkerProcess:
        worker = self._running()
        if not self._is_open:
            assert self._experiment is not None
            self.open(self._experiment, inbox)
        return worker

    def _running(self) -> WorkerProcess:
        if self._worker is not None and self._worker.is_alive():
            return self._worker
        self.close()
        self._is_open = False
        with faults_told("No process can be started for the environment"):
            self._worker = worker = WorkerProcess()
        return worker

    def _ask(self, worker: WorkerProcess, request: object, inbox: Inbox, patience: Patience) -> Any:
        packed = pack_request(request)
        try:
            worker.send(packed, inbox)
        except OSError as error:
            raise self._lost(worker) from error
        return self._answer(worker, inbox, patience)

    def _answer(self, worker: WorkerProcess, inbox: Inbox, patience: Patience) -> Any:
        if not worker.has_answer(inbox, patience):
            raise self._hangs(worker)
        try:
            answer = worker.receive()
        except (EOFError, OSError) as error:
            raise self._lost(worker) from error
        if isinstance(answer, Failed):
            raise (CannotBeSent if answer.unknown else EngineFailed)(answer.message)
        return answer

    def _lost(self, worker: WorkerProcess) -> EngineFailed:
        how = worker.ending()
        self.close()
        return EngineFailed(Message(f"The environment's process ended ({how}); {GOES_ON}"))

    def _hangs(self, worker: WorkerProcess) -> EngineFailed:
        worker.kill()
        self.close()
        return EngineFailed(Message(f"The environment didn't return and was ended; {GOES_ON}"))
