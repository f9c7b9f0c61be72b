"""How commands reach the trainer's thread: without polling, and none is lost."""

import threading
from collections import deque
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from pgviz.training.commands import (
    Command,
    RequestFrame,
    Reset,
    Revisit,
    SetBudget,
    SetHyperparameters,
    Urgency,
)

NEWEST_WINS = (SetHyperparameters, SetBudget, Reset, RequestFrame, Revisit)

Numbered = tuple[int, Command]


class Inbox:
    """Commands from any thread to the one that owns it; only `put` is for the others."""

    bell: "Connection[Any, Any]"  # readable while commands have come that were not heard yet

    def __init__(self) -> None:
        self.bell, self._bell_button = Pipe(duplex=False)
        self._lock = threading.Lock()
        self._arrived: list[Numbered] = []
        self._heard: deque[Numbered] = deque()
        self._count = 0
        self._urgency = Urgency.NONE

    def put(self, command: Command) -> int:
        """Add a command and return its number, counted from 1."""
        with self._lock:
            self._count += 1
            self._arrived.append((self._count, command))
            if len(self._arrived) == 1:
                self._bell_button.send_bytes(b"!")
            return self._count

    def listen(self) -> Urgency:
        """Return the greatest urgency of the commands that wait; cheap where none has come."""
        if self._arrived:
            self._hear()
        return self._urgency

    def pop(self) -> Numbered | None:
        """Return the first command that waits, skipping those that the next one replaces."""
        self.listen()
        while len(self._heard) > 1 and _replaces(self._heard[1], self._heard[0]):
            self._heard.popleft()
        first = self._heard.popleft() if self._heard else None
        self._assess()
        return first

    def wait(self, seconds: float | None = None) -> None:
        """Block until a command comes, or for so many seconds."""
        self.bell.poll(seconds)

    def _hear(self) -> None:
        with self._lock:
            self.bell.recv_bytes()
            self._heard += self._arrived
            self._arrived = []
        self._assess()

    def _assess(self) -> None:
        urgencies = (command.urgency for _, command in self._heard)
        self._urgency = max(urgencies, default=Urgency.NONE)


def _replaces(later: Numbered, earlier: Numbered) -> bool:
    return type(later[1]) is type(earlier[1]) and isinstance(later[1], NEWEST_WINS)
