"""Where the iteration that is awaited will be entered."""

from pgviz.gui.focus import Entry


class Journey:
    """Begins with a request for an iteration, and ends with its arrival."""

    def __init__(self) -> None:
        self._entry: Entry | None = None

    @property
    def is_stepping(self) -> bool:
        """Whether an iteration is awaited that a step leads into."""
        return self._entry == "step"

    def begin(self, entry: Entry) -> None:
        """Await an iteration."""
        self._entry = entry

    def arrive(self) -> Entry:
        """Return where the iteration that has come is entered: at its end if it wasn't awaited."""
        entry, self._entry = self._entry or "end", None
        return entry

    def end(self) -> None:
        """Await none any more."""
        self._entry = None
