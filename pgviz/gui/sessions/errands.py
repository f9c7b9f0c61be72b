"""What touches the disk is done in threads of their own, so that no disk can hold the window."""

from collections.abc import Callable
from functools import partial
from threading import Thread
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

from pgviz.environments.errors import PgvizError

Result = TypeVar("Result")


class Errands(QObject):
    """Each is one thread; what comes of it is told in the window's thread."""

    _returned = Signal(object)  # what is to be called

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._threads: list[Thread] = []
        self._is_over = False
        self._returned.connect(self._tell)

    def send(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], Any],
        failed: Callable[[str], Any],
    ) -> None:
        """Do `work`; tell `then` what it returns, or `failed` why it can't be done."""
        run = partial(self._run, work, then, failed)
        # A daemon, so that a disk that hangs can't keep the program from ending.
        thread = Thread(target=run, name="pgviz files", daemon=True)
        self._threads = [*filter(Thread.is_alive, self._threads), thread]
        thread.start()

    def finish(self, seconds: float) -> None:
        """Wait so long at the most for those under way, and tell what has come of them."""
        end = monotonic() + seconds
        while self._threads:  # what has come of one may be another
            self._threads.pop().join(max(end - monotonic(), 0.0))
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        self._is_over = True

    def _run(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], Any],
        failed: Callable[[str], Any],
    ) -> None:
        try:
            tell = partial(then, work())
        except PgvizError as error:
            tell = partial(failed, str(error))
        if not self._is_over:  # else there is nobody to tell: a disk has taken too long
            self._returned.emit(tell)

    def _tell(self, tell: Callable[[], Any]) -> None:
        tell()
