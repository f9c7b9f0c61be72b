"""Where the iteration that is awaited will be entered."""

from time import monotonic

from pgviz.gui.focus import Entry

LONG = 0.1  # s; what takes less seems to happen at once


class Journey:
    """Begins with a request for an iteration, and ends with its arrival.

    Where an iteration of the past is wanted others may come before it, which were asked for
    earlier, and after it, if it was at hand.
    """

    def __init__(self) -> None:
        self._entry: Entry | None = None
        self._wanted: int | None = None  # by its number; None is the next one to be made
        self._since: float | None = None  # s, from when on another one is shown; None once told

    @property
    def is_stepping(self) -> bool:
        """Whether an iteration is awaited that a step leads into."""
        return self._entry == "step"

    @property
    def awaited(self) -> int | None:
        """The number of the iteration of the past that is still to come."""
        return None if self._entry is None else self._wanted

    def begin(self, entry: Entry, wanted: int | None = None) -> None:
        """Await an iteration."""
        if self.awaited is None or self._since is None:
            self._since = monotonic()
        self._entry, self._wanted = entry, wanted

    def arrive(self, number: int) -> Entry | None:
        """Return where the iteration that has come is entered; None where it isn't to be.

        One that wasn't awaited is entered at its end, unless the one that is wanted is there.
        """
        if self._wanted is None:
            entry, self._entry = self._entry or "end", None
            return entry
        if number != self._wanted:
            self._since = monotonic()
            return None if self._entry is None else "end"
        wanted, self._entry = self._entry, None
        return wanted

    def delay(self) -> int | None:
        """Return the number of an iteration that takes long to come, once; else None."""
        if self.awaited is None or self._since is None or monotonic() < self._since + LONG:
            return None
        self._since = None
        return self.awaited

    def end(self) -> None:
        """Await none any more, and want none."""
        self._entry = self._wanted = None
