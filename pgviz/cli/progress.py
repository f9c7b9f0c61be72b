"""One line on a terminal: how far, what comes out, how long yet."""

import shutil
import sys
import time
from types import TracebackType

REDRAW = 0.1  # s
BAR = 24  # characters
CLEAR = "\r\x1b[K"


class Progress:
    """Draws on standard error if that is a terminal, and leaves nothing behind."""

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        self._total = total
        self._shown = not quiet and sys.stderr.isatty()
        self._begun = time.monotonic()
        self._drawn = 0.0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._shown:
            print(CLEAR, end="", file=sys.stderr, flush=True)

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        return time.monotonic() - self._begun

    def show(self, done: int, news: str) -> None:
        """Draw that `done` of all are made; now and then, for drawing takes time too."""
        now = time.monotonic()
        if self._shown and now - self._drawn >= REDRAW:
            self._drawn = now
            width = shutil.get_terminal_size().columns - 1
            line = progress_line(done, self._total, news, self.seconds)[:width]
            print(f"{CLEAR}{line}", end="", file=sys.stderr, flush=True)


def progress_line(done: int, total: int, news: str, seconds: float) -> str:
    """Return e.g. "━━━━──── 50/100  return 3.2  0:07 left"; `done` is at least 1."""
    filled = BAR * done // total
    bar = "━" * filled + "─" * (BAR - filled)
    return f"{bar} {done}/{total}  {news}  {clock(seconds * (total - done) / done)} left"


def clock(seconds: float) -> str:
    """Return a duration as minutes:seconds, with hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
