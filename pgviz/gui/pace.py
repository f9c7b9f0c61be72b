"""When the next move is due."""

from time import monotonic


class Pace:
    """So many moves a second, evenly, with none made up for that was missed."""

    def __init__(self, speed: float) -> None:
        self.speed = speed  # moves a second
        self._due = 0.0

    def restart(self) -> None:
        """Have the first move be due at once."""
        self._due = monotonic()

    def is_due(self) -> bool:
        """Return whether to move now; the next move is due one period later."""
        now = monotonic()
        if now < self._due:
            return False
        self._due = max(self._due + 1.0 / self.speed, now)
        return True
