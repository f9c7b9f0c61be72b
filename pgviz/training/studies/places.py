"""Where a study is carried out: in a process of its own where that can be, else in the thread."""

from collections.abc import Iterator
from typing import Any

from pgviz.training.commands import Urgency
from pgviz.training.engine import CannotBeSent, EngineFailed, Message
from pgviz.training.in_thread import Considerate
from pgviz.training.inbox import Inbox
from pgviz.training.studies.study import Partial, Study, carry_out
from pgviz.training.studies.worker import serve_study
from pgviz.training.wire import Failed, Stopped, pack_request
from pgviz.training.worker_process import WorkerProcess

PATIENCE = 5.0  # s; one step of an environment may take as long after a cancel

Partials = Iterator[Partial[Any]]


class Place:
    """Carries out one study. All methods but `kill` are for one thread."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = {Urgency.ABANDON: patience, Urgency.QUIT: 0.0}
        self._worker: WorkerProcess | None = None

    def carry_out(self, study: Study, inbox: Inbox) -> Partials:
        """Yield the study's partial results until a command in the inbox ends it.

        A process that doesn't notice a cancel in time is killed; to quit kills it at once.
        Raises EngineFailed, with what to tell the user; what was yielded before stays good.
        """
        try:
            yield from self._in_process(study, inbox)
        except CannotBeSent:
            yield from carry_out(study, Considerate(inbox).listen)

    def kill(self) -> None:
        """From another thread: end by force what can be."""
        if worker := self._worker:
            worker.kill()

    def _in_process(self, study: Study, inbox: Inbox) -> Partials:
        packed = pack_request(study)
        self._worker = worker = _started(study)
        try:
            worker.send(packed, inbox)
            while (answer := self._answer(study, worker, inbox)) is not None:
                yield answer
        except (EOFError, OSError) as error:
            how = f"its process ended ({worker.ending()})"
            raise _given_up(study, how) from error
        finally:
            worker.end()

    def _answer(self, study: Study, worker: WorkerProcess, inbox: Inbox) -> Partial[Any] | None:
        if not worker.has_answer(inbox, self._patience):
            worker.kill()
            raise _given_up(study, "it didn't stop in time and was ended")
        answer = worker.receive()
        if isinstance(answer, Failed):
            raise (CannotBeSent if answer.unknown else EngineFailed)(answer.message)
        return None if isinstance(answer, Stopped) else answer


def _started(study: Study) -> WorkerProcess:
    try:
        return WorkerProcess(serve_study, "pgviz study")
    except OSError as error:
        raise _given_up(study, f"no process can be started for it ({error})") from error


def _given_up(study: Study, why: str) -> EngineFailed:
    return EngineFailed(Message(f"{study.title}: {why}."))
