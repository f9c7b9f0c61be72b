"""Making a clip's file in a thread of its own, while the window goes on showing frames."""

from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import numpy as np
from PySide6.QtCore import QObject, Signal

from pgviz.environments.errors import PgvizError
from pgviz.exporting.clip import write_clip


class Cancelled(Exception):
    """The clip is not wanted any more."""


class Encoder(QObject):
    """Takes frames one at a time; `ended` comes with an error, empty if the file is saved."""

    ended = Signal(str)

    def __init__(self, path: Path, rate: float, parent: QObject) -> None:
        super().__init__(parent)
        self._path, self._rate = path, rate
        self._frames: Queue[np.ndarray | None] = Queue()  # None: there are no more
        self._cancelled = Event()
        self._thread = Thread(target=self._work, name="pgviz clip", daemon=True)
        self._thread.start()

    def add(self, frame: np.ndarray) -> None:
        """Append a frame, [height, width, 3] uint8."""
        self._frames.put(frame)

    def finish(self) -> None:
        """Write the file once all frames are in it."""
        self._frames.put(None)

    def cancel(self) -> None:
        """Write no file, and wait until the thread has ended."""
        self._cancelled.set()
        self._frames.put(None)
        self.join()

    def join(self) -> None:
        """Wait until the thread has ended, which it does after `ended`."""
        self._thread.join()

    @property
    def waiting(self) -> int:
        """How many frames have not been taken in yet."""
        return self._frames.qsize()

    def _work(self) -> None:
        outcome: str | None = f"{self._path} can't be made; the terminal says why."
        try:
            write_clip(self._path, self._taken(), self._rate, self._check)
            outcome = ""
        except Cancelled:
            outcome = None
        except PgvizError as error:
            outcome = str(error)
        finally:
            if outcome is not None:
                self.ended.emit(outcome)

    def _taken(self) -> Iterator[np.ndarray]:
        while (frame := self._frames.get()) is not None:
            self._check()
            yield frame
        self._check()

    def _check(self) -> None:
        if self._cancelled.is_set():
            raise Cancelled
