"""Ctrl+C as a wish: the work stops between two steps, and what was done is kept."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupted(Exception):
    """A signal asks the work to stop."""


class Stop:
    """Whether to stop; `check` is what long work calls between two steps."""

    def __init__(self) -> None:
        self.signal = 0
        self._before = {number: signal.getsignal(number) for number in SIGNALS}

    @property
    def exit_code(self) -> int:
        """0, or 128 + the signal that asked to stop."""
        return 128 + self.signal if self.signal else 0

    def check(self) -> None:
        """Raise Interrupted if a signal came."""
        if self.signal:
            raise Interrupted

    def listen(self) -> None:
        """Take the signals over."""
        for number in SIGNALS:
            signal.signal(number, self._note)

    def unlisten(self) -> None:
        """Give the signals back to whom they were before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.signal = number
        self.unlisten()  # a second Ctrl+C ends at once, should an environment never return


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Note the signals that ask to stop, for the length of a `with` block."""
    stop = Stop()
    stop.listen()
    try:
        yield stop
    finally:
        stop.unlisten()


@contextmanager
def ended_at_once() -> Iterator[None]:
    """Let Ctrl+C end the process, silently.

    A KeyboardInterrupt would be printed while packages are imported, crash Qt while it starts,
    and in its event loop be printed and passed over.
    """
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
