"""How long the runner has had nothing to say."""

from time import monotonic

LONG = 3  # s; most iterations, and most worlds to open, take less


class Silence:
    """Counts the whole seconds since it was last broken."""

    def __init__(self) -> None:
        self._since = monotonic()
        self._told = 0

    @property
    def is_long(self) -> bool:
        """Whether the user may wonder what is going on."""
        return monotonic() - self._since >= LONG

    def end(self) -> None:
        """Count from now."""
        self._since, self._told = monotonic(), 0

    def news(self) -> int | None:
        """Return how many seconds it has lasted, once for each second from LONG on; else None."""
        seconds = int(monotonic() - self._since)
        if seconds < LONG or seconds == self._told:
            return None
        self._told = seconds
        return seconds
