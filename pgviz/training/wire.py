"""What passes between the trainer's thread and its worker process."""

from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, TypeAlias

from pgviz.environments.errors import describe
from pgviz.training.engine import CannotBeSent, Message
from pgviz.training.packing import pack, unpack

Line: TypeAlias = "Connection[Any, Any]"  # generic to the type checker only


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
    line.send_bytes(pack(value))


def receive(line: Line) -> Any:
    """Wait for a value; raises EOFError or OSError where nobody is at the other end."""
    return unpack(line.recv_bytes())
