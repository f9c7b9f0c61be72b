"""What the user is told of whatever an environment or a computation raises."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from pgviz.environments.errors import PgvizError, describe
from pgviz.training.engine import EngineFailed, Message

LONGEST_DETAILS = 20_000  # characters


@contextmanager
def faults_told(what: str) -> Iterator[None]:
    """Turn any error inside into an EngineFailed; `what` begins the sentence if it isn't ours."""
    try:
        yield
    # An environment's SystemExit or KeyboardInterrupt is its own fault, not our end.
    except BaseException as error:
        raise EngineFailed(_message(what, error)) from error


def _message(what: str, error: BaseException) -> Message:
    if isinstance(error, PgvizError):
        return Message(str(error))
    details = "".join(traceback.format_exception(error))
    return Message(f"{what}: {describe(error)}", details[-LONGEST_DETAILS:])
