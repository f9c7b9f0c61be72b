"""From the words after `pgviz` to an exit code."""

import io
import os
import sys
from collections.abc import Sequence

from pgviz.cli import associate, check, export, gradient, info, listing, train, window
from pgviz.cli.command import parse
from pgviz.cli.display import NoDisplayError
from pgviz.environments.errors import PgvizError, describe, shorten

COMMANDS = (
    window.OPEN,
    train.TRAIN,
    gradient.GRADIENT,
    check.CHECK,
    window.PICTURE,
    export.EXPORT,
    info.INFO,
    listing.LIST,
    associate.ASSOCIATE,
)

REFUSED, NO_DISPLAY = 2, 3
INTERRUPTED, PIPE_CLOSED = 128 + 2, 128 + 13  # as if the signal had ended it
LONGEST = 500  # characters of an error
TRACEBACK = "PGVIZ_TRACEBACK"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0 is success; 1 a check that failed; 2 an error, which one line on standard error tells; 3 says
    that there is no display to open a window on; 128 + n that signal n (2 is Ctrl+C) ended it.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without "σ" shows "?" for it
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads has seen enough, as with `pgviz list | head`
        return PIPE_CLOSED
    except NoDisplayError as error:
        return _refuse(str(error), NO_DISPLAY)
    except (PgvizError, OSError, MemoryError) as error:
        return _refuse(str(error))
    except Exception as error:
        if TRACEBACK in os.environ:
            raise
        return _refuse(f"{describe(error)} (a fault of pgviz: {TRACEBACK}=1 shows where)")
    finally:
        _settle_output()


def _run(words: Sequence[str]) -> int:
    arguments = parse(words, COMMANDS)
    code: int = arguments.carry_out(arguments)
    sys.stdout.flush()  # here, where a failure is still told
    return code


def _refuse(reason: str, code: int = REFUSED) -> int:
    print(f"pgviz: {shorten(reason, LONGEST)}", file=sys.stderr)
    return code


def _settle_output() -> None:
    """Give up what can't be written, or Python would try again at exit and show a traceback."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
