"""Saving in a thread of its own: the newest of a run, twice a second, and at once when asked."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic, thread_time
from types import MappingProxyType

from pgviz.environments.errors import PgvizError
from pgviz.training.bulletin import Bulletin
from pgviz.training.engine import EngineFailed, Message
from pgviz.training.faults import faults_told
from pgviz.training.session_file import Place, SessionFile
from pgviz.training.sessions.autosave import autosave_path, is_autosaved
from pgviz.training.sessions.contents import SessionContents
from pgviz.training.sessions.edits import Edit
from pgviz.training.sessions.writing import SessionWriter

INTERVAL = 0.5  # s from one save to the next, so that at most one second of work is lost
# A save of a second half of a thousand iterations took 70 ms of Python, and two or three frames.
STRETCH, REST = 0.001, 0.005  # s of work at a time, and without
RETRY = 5.0  # s after a save that failed
FAREWELL = 20.0  # s for what is left to be written

FAILED = "The session can't be saved"


@dataclass(frozen=True)
class Saving:
    """What is on the disk of the present run."""

    run: int = 0  # counts the runs, from 1, as snapshots do
    path: Path | None = None  # None while it has no file
    is_named: bool = False  # whether the user has chosen that file
    saved: Mapping[int, int] = field(default_factory=dict)  # branch → the iteration it goes on with
    message: Message | None = None  # why the newest isn't there; it is tried again
    paths: Mapping[int, Path] = field(default_factory=dict)  # run → its file, or its last one


class Saver:
    """Writes the newest contents that it is given; whoever gives them never waits for the disk.

    Each run has a file of its own, which `place` chooses when the run has an iteration. What
    fails becomes a message, is tried again, and leaves the run as it is.
    """

    def __init__(self, place: Place = autosave_path, retry: float = RETRY) -> None:
        """`retry` is how many seconds after a save that failed it is tried again."""
        self._place, self._retry = place, retry
        self._bulletin = Bulletin(Saving())
        self._called = threading.Condition()  # whoever holds it may use the four below
        self._newest: SessionContents | None = None  # contents that were given and not taken
        self._orders: list[Callable[[], None]] = []  # what the thread is to do, in order
        self._hurries = self._ends = False

        self._offered = -INTERVAL  # s, when contents were given last
        self._listener: Callable[[], None] | None = None
        self._files = {0: SessionFile(place)}  # by run; for the thread
        self._paths: dict[int, Path] = {}  # by run
        self._rests_until = 0.0  # s
        self._failure: Message | None = None
        self._run = 0
        # A daemon, so that a disk that hangs can't keep the program from ending.
        self._thread = threading.Thread(target=self._live, name="pgviz saver", daemon=True)

    @property
    def newest(self) -> Saving:
        """What is on the disk; ask as often as the window paints."""
        return self._bulletin.newest

    def alert(self, listener: Callable[[], None] | None) -> None:
        """Have `listener` be called, in the saver's thread, whenever `newest` is another.

        None is for nobody.
        """
        self._listener = listener

    @property
    def is_due(self) -> bool:
        """Whether it is time to give it contents again."""
        return monotonic() - self._offered >= INTERVAL

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def begin(self, writer: SessionWriter | None = None) -> None:
        """Have what is given from now on be another run's; `writer` is of its file if it has one.

        The file of the run before is left closed once all of it is there.
        """
        self._order(partial(self._begin, writer))

    def offer(self, contents: SessionContents, *, at_once: bool = False) -> None:
        """Have the present run be saved as it is in `contents`, unless newer ones come first."""
        self._offered = monotonic()
        with self._called:
            self._newest = contents
            self._hurries |= at_once
            self._called.notify_all()

    def move(self, path: Path, *, anew: bool = False) -> "Future[None]":
        """Save the present run to another file, now, and go on there.

        If that is its file already, what another program has made of it stays, unless `anew`.
        The future holds a PgvizError where that fails, and nothing has changed; it is done in
        the saver's thread.
        """
        done: Future[None] = Future()
        self._order(partial(self._move, path, anew, done))
        return done

    def wait_until(self, predicate: Callable[[Saving], bool], seconds: float) -> Saving:
        """Return the first from now on that the predicate accepts.

        Raises TimeoutError where none was accepted in so many seconds.
        """
        return self._bulletin.wait_until(predicate, seconds)

    def close(self) -> None:
        """Write what isn't written, leave the files closed, and end the thread."""
        with self._called:
            self._ends = True
            self._called.notify_all()
        if self._thread.is_alive():
            self._thread.join(FAREWELL)

    def _order(self, order: Callable[[], None]) -> None:
        with self._called:
            self._order_newest()
            self._orders.append(order)
            self._hurries = True
            self._called.notify_all()

    def _order_newest(self) -> None:
        contents, self._newest = self._newest, None
        if contents is not None:
            self._orders.append(partial(self._take, contents))

    def _live(self) -> None:
        ends = False
        while not ends:
            orders, ends = self._wait()
            for order in orders:
                order()
            self._save(ends)

    def _wait(self) -> tuple[list[Callable[[], None]], bool]:
        is_behind = self.newest.message is not None
        with self._called:
            self._called.wait_for(self._is_called, self._retry if is_behind else None)
            self._called.wait_for(self._is_hurried, self._rests_until - monotonic())
            self._order_newest()
            orders, self._orders, self._hurries = self._orders, [], False
            return orders, self._ends

    def _is_called(self) -> bool:
        return self._newest is not None or bool(self._orders) or self._ends

    def _is_hurried(self) -> bool:
        return self._hurries or self._ends

    def _take(self, contents: SessionContents) -> None:
        self._files[self._run].take(contents)

    def _begin(self, writer: SessionWriter | None) -> None:
        self._run += 1
        self._files[self._run] = SessionFile(self._place, writer)

    def _move(self, path: Path, anew: bool, done: "Future[None]") -> None:
        try:
            with faults_told(FAILED):
                self._files[self._run].move(path, anew=anew)
        except EngineFailed as failed:
            done.set_exception(PgvizError(failed.message.text))
        else:
            done.set_result(None)

    def _save(self, ends: bool) -> None:
        """Bring all files up to date, and close those of former runs, in the end all of them."""
        self._rests_until = monotonic() + INTERVAL
        self._failure = None
        behind = {run for run, file in self._files.items() if not self._saves(run, file)}
        self._paths |= {run: file.path for run, file in self._files.items() if file.path}
        present = self._files[self._run]
        path, saved = present.path, MappingProxyType(dict(present.saved))
        kept = behind | {self._run}
        for run, file in self._files.items():
            if ends or run not in kept:
                self._succeeds(file.close)
        self._files = {run: file for run, file in self._files.items() if run in kept}
        self._publish(path, saved)

    def _publish(self, path: Path | None, saved: Mapping[int, int]) -> None:
        self._bulletin.publish(
            run=self._run,
            path=path,
            is_named=path is not None and not is_autosaved(path),
            saved=saved,
            message=self._failure,
            paths=MappingProxyType(dict(self._paths)),
        )
        if self._listener is not None:
            self._listener()

    def _saves(self, run: int, file: SessionFile) -> bool:
        """Save a run; a former one, which nobody can give another place, by itself elsewhere."""
        failure = self._failure
        if self._succeeds(partial(file.save, self._paced)):
            return True
        if run == self._run or not self._succeeds(file.save_elsewhere):
            return False
        self._failure = failure
        return True

    def _paced(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Yield edits with rests between them while nobody waits for their end."""
        since = thread_time()
        for edit in edits:
            yield edit
            if thread_time() - since > STRETCH:
                self._rest()
                since = thread_time()

    def _rest(self) -> None:
        with self._called:
            self._called.wait_for(self._is_hurried, REST)

    def _succeeds(self, write: Callable[[], None]) -> bool:
        try:
            with faults_told(FAILED):
                write()
        except EngineFailed as failed:
            self._failure = failed.message
            return False
        return True
