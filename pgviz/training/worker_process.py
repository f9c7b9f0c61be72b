"""A worker process, seen from the thread that drives it."""

import ctypes
import math
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from time import monotonic
from typing import Any

from pgviz.training.commands import Urgency
from pgviz.training.inbox import Inbox
from pgviz.training.shelf import Shelf
from pgviz.training.wire import Line, receive
from pgviz.training.worker import Flag, serve

FAREWELL = 0.5  # s to end by itself

Patience = Mapping[Urgency, float]
"""How many seconds an answer may take when a command of such urgency waits; without end if not."""


Serve = Callable[[Line, Flag], None]
"""What the process does: it answers through the line until its other end is gone."""


class WorkerProcess:
    """Started when made. Its methods raise EOFError or OSError where it has ended."""

    def __init__(self, serve: Serve = serve, name: str = "pgviz worker") -> None:
        context = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang
        ours, theirs = context.Pipe()
        self._line = Line(ours, Shelf.made())
        self._flag: Any = context.RawValue(ctypes.c_byte, Urgency.NONE)
        self._process = context.Process(
            target=serve,
            args=(replace(self._line, connection=theirs), self._flag),
            name=name,
            daemon=True,
        )
        with _deaf_to_ctrl_c():
            self._process.start()
        theirs.close()  # so that the line ends with the process

    def send(self, packed: bytes, inbox: Inbox) -> None:
        """Send a request, and how urgent the commands are that wait already."""
        self._flag.value = inbox.listen()
        self._line.connection.send_bytes(packed)

    def receive(self) -> Any:
        """Wait for an answer and return it."""
        return receive(self._line)

    def has_answer(self, inbox: Inbox, patience: Patience) -> bool:
        """Wait for an answer, passing on how urgent waiting commands are; tell if one came."""
        ends = math.inf
        while True:
            urgency = self._flag.value = inbox.listen()
            ends = min(ends, monotonic() + patience.get(urgency, math.inf))
            left = max(0.0, ends - monotonic())
            answers = self._line.connection
            ready = wait([answers, inbox.bell], None if math.isinf(left) else left)
            if answers in ready or left == 0.0:
                return answers in ready

    def has_command(self, inbox: Inbox) -> bool:
        """Wait for a command, or for the end of the process, which has nothing to say before."""
        return inbox.bell in wait([inbox.bell, self._line.connection])

    def is_alive(self) -> bool:
        """Return whether it runs."""
        return self._process.is_alive()

    def ending(self) -> str:
        """Return how it ended, in words."""
        self._process.join(FAREWELL)
        code = self._process.exitcode
        if code is None:
            return "it closed its connection"
        return f"killed by signal {-code}" if code < 0 else f"exit code {code}"

    def end(self) -> None:
        """Let it end by itself, or else kill it."""
        self._line.close()
        self._process.join(FAREWELL)
        self.kill()
        self._process.join()

    def kill(self) -> None:
        """Kill it, if it runs."""
        self._process.kill()


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Block SIGINT, also in what is started: an interrupted import would show a traceback."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    resource_tracker.ensure_running()  # which a first start does otherwise, and then unblocks it
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
