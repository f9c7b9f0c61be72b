"""When the window takes news in, and moves on: once a frame."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal

FRAME = 31  # ms from one end of a tick to the next; a timer adds to it by being late
LONGEST = 20  # ms of a tick that it begins earlier for
SMOOTHING = 0.1  # how much of the newest tick's length goes into the mean


class Beat(QObject):
    """Ticks so that ticks end, and what they show is painted, evenly.

    One that takes news in is longer than one in which only the agent moves, so it begins earlier.
    News that come too late for that are for the next tick.
    """

    ticked = Signal(bool)  # whether to take news in

    def __init__(self, has_news: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._has_news = has_news
        self._lengths = {False: 0.0, True: 0.0}  # ms, smoothed: of a tick without news, and with
        self._is_early = True  # enough to take news in
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    @property
    def is_going(self) -> bool:
        """Whether it ticks."""
        return self._timer.isActive()

    def start(self) -> None:
        """Tick a frame from now, and so on; one that ticks already goes on as it does."""
        if not self.is_going:  # one that is started again and again never comes to tick
            self._timer.start(FRAME)

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()

    def _look(self) -> None:
        """Tick with news, or when it is time for a tick without."""
        spare = self._lead(True) - self._lead(False)
        if self._is_early and not self._has_news() and spare > 0:
            self._is_early = False
            self._timer.start(spare)
        else:
            self._tick(self._is_early)

    def _tick(self, takes_news: bool) -> None:
        begun = perf_counter()
        self._is_early = True
        self.start()
        self.ticked.emit(takes_news)
        if self.is_going:  # still
            length = 1000.0 * (perf_counter() - begun)
            self._lengths[takes_news] += SMOOTHING * (length - self._lengths[takes_news])
            self._timer.start(FRAME - self._lead(True))

    def _lead(self, takes_news: bool) -> int:
        """Return how many ms before its end a tick is to begin."""
        return min(round(self._lengths[takes_news]), LONGEST)
