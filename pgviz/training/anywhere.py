"""The engine of a window: in a worker process where that can be, else in the thread."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from pgviz.training.commands import RequestFrame
from pgviz.training.engine import CannotBeSent, Engine, Opened, Progress, Retraced, Task, Way
from pgviz.training.experiment import Experiment
from pgviz.training.in_process import PATIENCE, InProcess
from pgviz.training.in_thread import InThread
from pgviz.training.inbox import Inbox

ONLY_HERE = (
    "{} exists in this program's own process only, so it is trained there, which slows both down."
)


class Anywhere:
    """Chooses the place anew with every world, and says so where it is the slow one."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._process = InProcess(patience)
        self._thread = InThread(considerate=True)
        self._chosen: Engine = self._process

    def open(self, experiment: Experiment, inbox: Inbox) -> Opened:
        try:
            opened = self._process.open(experiment, inbox)
            self._chosen = self._process
        except CannotBeSent:
            opened = self._open_here(experiment, inbox)
            self._chosen = self._thread
        return opened

    def work(self, task: Task, inbox: Inbox, report: Callable[[Progress], None]) -> None:
        self._chosen.work(task, inbox, report)

    def retrace(self, way: Way, inbox: Inbox) -> Retraced | None:
        return self._chosen.retrace(way, inbox)

    def render(self, request: RequestFrame, inbox: Inbox) -> np.ndarray:
        return self._chosen.render(request, inbox)

    def rest(self, inbox: Inbox) -> None:
        self._chosen.rest(inbox)

    def close(self) -> None:
        self._process.close()
        self._thread.close()

    def kill(self) -> None:
        self._process.kill()

    def _open_here(self, experiment: Experiment, inbox: Inbox) -> Opened:
        opened = self._thread.open(experiment, inbox)
        return replace(opened, note=ONLY_HERE.format(experiment.environment.id))
