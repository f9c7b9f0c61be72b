"""Studies in the background: one at a time, with progress, to be cancelled."""

import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pgviz.environments.errors import describe
from pgviz.training.bulletin import Bulletin
from pgviz.training.commands import Pause, Quit
from pgviz.training.engine import EngineFailed, Message
from pgviz.training.inbox import Inbox
from pgviz.training.studies.places import PATIENCE, Place
from pgviz.training.studies.study import Study

FAREWELL = 1.8  # s for a thread to end by itself


@dataclass(frozen=True)
class StudySnapshot:
    """A study as far as it is known. All of it is frozen."""

    study: Study
    done: int = 0
    result: Any = None  # of the study's kind; None until its first part is done
    running: bool = True
    message: Message | None = None  # why it was given up; the result is kept

    @property
    def total(self) -> int:
        """How many parts it has at the most; it may end before, done."""
        return self.study.total


class StudyRunner:
    """Carries out the study that was started last, in a process that ends with it.

    Whatever goes wrong becomes the message of a snapshot. As a context manager it stops itself.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._job: _Job | None = None
        self._former: list[_Job] = []  # that were told to end

    def __enter__(self) -> "StudyRunner":
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    @property
    def newest(self) -> StudySnapshot | None:
        """The newest of the study that was started last; None before the first."""
        return None if self._job is None else self._job.bulletin.newest

    def start(self, study: Study) -> None:
        """Begin a study; one that is under way is ended, and nothing more is heard of it."""
        self._leave()
        self._job = _Job(study, self._patience)
        self._job.start()

    def cancel(self) -> None:
        """End the study soon; what is known of it by then is kept."""
        if self._job is not None:
            self._job.inbox.put(Pause())

    def wait_until(
        self, predicate: Callable[[StudySnapshot], bool], seconds: float
    ) -> StudySnapshot:
        """Return the first snapshot from now on that the predicate accepts.

        Raises TimeoutError where none was accepted in so many seconds, or none will come.
        """
        if self._job is None:
            raise TimeoutError("no study was started")
        return self._job.bulletin.wait_until(predicate, seconds)

    def stop(self) -> None:
        """End everything, at once; the newest snapshot stays."""
        self._leave()
        for job in self._former:
            job.end()
        self._former.clear()

    def _leave(self) -> None:
        self._former = [job for job in self._former if job.thread.is_alive()]
        if self._job is not None and self._job.thread.is_alive():
            self._job.inbox.put(Quit())
            self._former.append(self._job)


class _Job:
    """One study with the thread that drives it."""

    def __init__(self, study: Study, patience: float) -> None:
        self.bulletin = Bulletin(StudySnapshot(study))
        self.inbox = Inbox()
        self._study, self._place = study, Place(patience)
        # A daemon, so that an environment that hangs in it can't keep the program from ending.
        self.thread = threading.Thread(target=self._live, name="pgviz study", daemon=True)

    def start(self) -> None:
        """Begin."""
        self.thread.start()

    def end(self) -> None:
        """Wait for its end after a Quit, and bring it about where it doesn't come."""
        self.thread.join(FAREWELL)
        if self.thread.is_alive():
            self._place.kill()
            self.thread.join(FAREWELL)

    def _live(self) -> None:
        message = None
        try:
            for partial in self._place.carry_out(self._study, self.inbox):
                self.bulletin.publish(done=partial.done, result=partial.result)
        except EngineFailed as failed:
            message = failed.message
        except Exception as error:
            text = f"{self._study.title} ended by a fault of its own: {describe(error)}"
            message = Message(text, traceback.format_exc())
            raise
        finally:
            self.bulletin.publish(running=False, message=message)
