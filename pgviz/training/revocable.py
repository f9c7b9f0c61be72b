"""An engine whose world can be the former one again, where what it was opened for has failed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from pgviz.training.commands import RequestFrame
from pgviz.training.engine import Engine, Opened, Progress, Retraced, Task, Way
from pgviz.training.experiment import Experiment
from pgviz.training.inbox import Inbox


class Revocable:
    """Passes everything on to an engine. The former world is opened when it is next needed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._opened: Experiment | None = None  # in the engine
        self._wanted: Experiment | None = None

    @contextmanager
    def or_back(self) -> Iterator[None]:
        """Have the world of before again if the block fails."""
        before = self._wanted
        try:
            yield
        except BaseException:
            self._wanted = before
            raise

    def open(self, experiment: Experiment, inbox: Inbox) -> Opened:
        opened = self._engine.open(experiment, inbox)
        self._opened = self._wanted = experiment
        return opened

    def work(self, task: Task, inbox: Inbox, report: Callable[[Progress], None]) -> None:
        self._go_back(inbox)
        self._engine.work(task, inbox, report)

    def retrace(self, way: Way, inbox: Inbox) -> Retraced | None:
        self._go_back(inbox)
        return self._engine.retrace(way, inbox)

    def render(self, request: RequestFrame, inbox: Inbox) -> np.ndarray:
        self._go_back(inbox)
        return self._engine.render(request, inbox)

    def rest(self, inbox: Inbox) -> None:
        self._engine.rest(inbox)

    def close(self) -> None:
        self._engine.close()

    def kill(self) -> None:
        self._engine.kill()

    def _go_back(self, inbox: Inbox) -> None:
        if self._wanted is not None and self._wanted is not self._opened:
            self.open(self._wanted, inbox)
