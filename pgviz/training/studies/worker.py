"""A study in a worker process: it sends partial results as often as a window shows them."""

import os
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from pgviz.training.engine import EngineFailed
from pgviz.training.studies.study import Partial, Study, carry_out
from pgviz.training.wire import Failed, Line, Stopped, transmit
from pgviz.training.worker import SENDING_SHARE, Flag, answer_all, is_unknown

NICENESS = 10  # the training beside it and the window come first
INTERVAL = 0.1  # s between two partial results: nobody reads faster


def serve_study(line: Line, flag: Flag) -> None:
    """Carry out each study that comes through the line until its other end is gone."""

    def answer(study: Study) -> None:
        try:
            send_newest(line, carry_out(study, lambda: flag.value))
            transmit(line, Stopped())
        except EngineFailed as failed:
            transmit(line, Failed(failed.message, is_unknown(study.environment)))

    if hasattr(os, "nice"):  # not on Windows
        os.nice(NICENESS)
    answer_all(line, answer)


def send_newest(line: Line, partials: Iterator[Partial[Any]]) -> None:
    """Send partial results now and then, and the last one in any case, even before an error."""
    newest, due = None, 0.0
    try:
        for newest in partials:
            if (begun := perf_counter()) >= due:
                transmit(line, newest)
                newest = None
                due = begun + max(INTERVAL, (perf_counter() - begun) / SENDING_SHARE)
    finally:
        if newest is not None:
            transmit(line, newest)
