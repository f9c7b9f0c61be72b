"""Learning that is recorded, and played again with nothing learning: the same at the same pace."""

from collections.abc import Callable
from time import perf_counter

from pgviz.training.anywhere import Anywhere
from pgviz.training.commands import Urgency
from pgviz.training.engine import Progress, Task
from pgviz.training.in_thread import InThread
from pgviz.training.inbox import Inbox

Reported = tuple[float, Progress]  # s after the work began
Report = Callable[[Progress], None]


class Recorder(Anywhere):
    """The engine of the window, which keeps what was reported of each piece of work, and when."""

    def __init__(self) -> None:
        super().__init__()
        self.works: list[list[Reported]] = []
        self.ended: list[float] = []  # s, when each piece of work was over

    def work(self, task: Task, inbox: Inbox, report: Report) -> None:
        """Work as ever."""
        begun, reported = perf_counter(), []
        self.works.append(reported)

        def note(progress: Progress) -> None:
            reported.append((perf_counter() - begun, progress))
            report(progress)

        super().work(task, inbox, note)
        self.ended.append(perf_counter())


class Player(InThread):
    """An engine that reports what a recorder has kept, one piece of work after the other.

    It takes them from the recorder: gigabytes of them would slow down both windows.
    """

    def __init__(self, recorder: Recorder) -> None:
        super().__init__()
        self._works = recorder.works

    def work(self, task: Task, inbox: Inbox, report: Report) -> None:
        """Report when it was reported; then wait to be interrupted, if it was."""
        begun = perf_counter()
        for at, progress in self._works.pop(0):
            if not _waited(inbox, begun + at):
                return
            report(progress)
        if task.count is None:
            while inbox.listen() < Urgency.FINISH:
                inbox.wait()


def _waited(inbox: Inbox, until: float) -> bool:
    """Return whether one could wait so long: no command came that ends the work."""
    while (left := until - perf_counter()) > 0.0:
        inbox.wait(left)
        if inbox.listen() >= Urgency.FINISH:
            return False
    return True
