"""How fast steps are sampled."""

from time import perf_counter

SPAN = 0.5  # s; long enough for a steady figure, short enough to follow a change


class Speedometer:
    """Counts steps over spans of time; `rate` is that of the last whole span, in steps/s."""

    def __init__(self) -> None:
        self.rate = 0.0
        self._steps = 0
        self._since = perf_counter()

    def start(self) -> None:
        """Begin to count anew."""
        self.rate, self._steps, self._since = 0.0, 0, perf_counter()

    def add(self, steps: int) -> None:
        """Count steps that were made since the last call."""
        self._steps += steps
        seconds = perf_counter() - self._since
        if seconds >= SPAN:
            self.rate = self._steps / seconds
            self._steps, self._since = 0, perf_counter()
