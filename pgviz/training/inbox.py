"""How commands reach the trainer's thread: without polling, and without being lost."""

import threading
from collections import deque
from itertools import pairwise
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from pgviz.training.commands import Command, RequestFrame, Reset, SetHyperparameters, Urgency

NEWEST_WINS = (SetHyperparameters, Reset, RequestFrame)

Numbered = tuple[int, Command]


class Inbox:
    """Commands from any thread to the one that owns it; only `put` is for the others."""

    bell: "Connection[Any, Any]"  # readable while commands have come that were not listened to

    def __init__(self) -> None:
        self.bell, self._bell_button = Pipe(duplex=False)
        self._lock = threading.Lock()
        self._arrived: deque[Numbered] = deque()
        self._heard: list[Numbered] = []
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

    def take(self) -> list[Numbered]:
        """Return the commands that wait, in order, without those that the next one replaces."""
        self.listen()
        taken, self._heard, self._urgency = self._heard, [], Urgency.NONE
        kept = [first for first, second in pairwise(taken) if not _replaces(second, first)]
        return kept + taken[-1:]

    def wait(self, seconds: float | None = None) -> None:
        """Block until a command comes, or for so many seconds."""
        self.bell.poll(seconds)

    def _hear(self) -> None:
        with self._lock:
            self.bell.recv_bytes()
            arrived = list(self._arrived)
            self._arrived.clear()
        self._heard += arrived
        self._urgency = max(self._urgency, *(command.urgency for _, command in arrived))


def _replaces(later: Numbered, earlier: Numbered) -> bool:
    return type(later[1]) is type(earlier[1]) and isinstance(later[1], NEWEST_WINS)
