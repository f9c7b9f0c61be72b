"""What passes between the trainer's thread and its worker process."""

from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from pgviz.environments.errors import describe
from pgviz.training.engine import CannotBeSent, Message
from pgviz.training.packing import pack, pack_apart, unpack
from pgviz.training.shelf import Shelf, Span


@dataclass(frozen=True)
class Line:
    """One end of what connects the two: a pipe, and a shelf for large arrays where there is one."""

    connection: "Connection[Any, Any]"  # generic to the type checker only
    shelf: Shelf | None

    @property
    def is_clear(self) -> bool:
        """Whether large arrays that were transmitted last have been received."""
        return self.shelf is None or self.shelf.is_empty

    def close(self) -> None:
        """Release this end."""
        self.connection.close()
        if self.shelf is not None:
            self.shelf.close()


@dataclass(frozen=True)
class Parcel:
    """A value whose large arrays lie on the shelf."""

    packed: bytes
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Stopped:
    """The task's work has ended, as it was to."""


@dataclass(frozen=True)
class Failed:
    """What was asked could not be done."""

    message: Message
    unknown: bool = False  # the environment's id is not registered in the worker


def pack_request(request: object) -> bytes:
    """Return a request in bytes; raises CannotBeSent where it can't leave this process."""
    try:
        return pack(request)
    # Anything may be raised by a user's own arguments when they are pickled.
    except Exception as error:
        text = f"This can't be sent to another process: {describe(error)}"
        raise CannotBeSent(Message(text)) from error


def transmit(line: Line, value: object) -> None:
    """Send a value; raises OSError where nobody is at the other end."""
    line.connection.send_bytes(_packed(value, line.shelf))


def receive(line: Line) -> Any:
    """Wait for a value; raises EOFError or OSError where nobody is at the other end."""
    value = unpack(line.connection.recv_bytes())
    if not isinstance(value, Parcel):
        return value
    assert line.shelf is not None
    return unpack(value.packed, line.shelf.take(value.spans))


def _packed(value: object, shelf: Shelf | None) -> bytes:
    if shelf is None:
        return pack(value)
    packed, apart = pack_apart(value)
    if not apart:
        return packed
    spans = shelf.lay(apart)
    return pack(value) if spans is None else pack(Parcel(packed, spans))
