"""Back and forth over the iterations that there were: a preview at once, the whole one after it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pgviz.gui.focus import Entry, Focus
from pgviz.gui.journey import Journey
from pgviz.gui.preview import preview_of
from pgviz.training.commands import Command, Revisit
from pgviz.training.iteration import Iteration
from pgviz.training.snapshot import Snapshot

Send = Callable[[Command], None]


class Travels(QObject):
    """Asks for iterations of the past, and has the focus enter those that come."""

    previewed = Signal(object)  # a Preview of the iteration that is being made again
    delayed = Signal(int)  # that iteration's number, once it takes longer than one notices

    def __init__(self, focus: Focus, send: Send, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._focus, self._send = focus, send
        self._journey = Journey()
        self._snapshot: Snapshot | None = None  # the newest that was taken in

    @property
    def is_stepping(self) -> bool:
        """Whether an iteration is awaited that a step leads into."""
        return self._journey.is_stepping

    @property
    def is_under_way(self) -> bool:
        """Whether an iteration of the past is still to come."""
        return self._journey.awaited is not None

    @property
    def number(self) -> int:
        """The number of the iteration that is shown, or will be; −1 before there is one."""
        awaited, shown = self._journey.awaited, self._focus.iteration
        if awaited is not None:
            return awaited
        return -1 if shown is None else shown.number

    def begin(self, entry: Entry) -> None:
        """Await the next iteration that is made."""
        self._journey.begin(entry)

    def go(self, snapshot: Snapshot, wanted: int, entry: Entry) -> None:
        """Show an iteration of a snapshot's history."""
        self._snapshot = snapshot
        self._journey.begin(entry, wanted)
        self._send(Revisit(wanted))  # where it is at hand, too: it is what a session shows
        for each in (snapshot.iteration, snapshot.revisited):
            if each is not None and each.number == wanted:
                self._enter(each)
        self.preview()

    def preview(self) -> None:
        """Tell what is known of the iteration that is still to come, if one is."""
        awaited = self._journey.awaited
        if awaited is not None and self._snapshot is not None:
            self.previewed.emit(preview_of(self._snapshot.history, awaited))

    def take(self, before: Snapshot, snapshot: Snapshot) -> None:
        """Enter what has come between two snapshots."""
        for arrived, known in (
            (snapshot.iteration, before.iteration),
            (snapshot.revisited, before.revisited),
        ):
            if arrived is not None and arrived not in (known, self._focus.iteration):
                self._enter(arrived)

    def tell_delay(self) -> None:
        """Tell, once, of an iteration that takes long to come."""
        if (number := self._journey.delay()) is not None:
            self.delayed.emit(number)

    def end(self) -> None:
        """Await nothing any more."""
        self._journey.end()

    def _enter(self, iteration: Iteration) -> None:
        entry = self._journey.arrive(iteration.number)
        if entry is not None:
            self._focus.enter(iteration, entry)
