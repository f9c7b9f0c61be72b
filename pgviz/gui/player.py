"""Moving through a run: by a step, at a pace, or along with the runner."""

from typing import Literal

from PySide6.QtCore import QObject, Signal

from pgviz.gui.focus import Entry, Focus
from pgviz.gui.orders import Orders
from pgviz.gui.pace import Pace
from pgviz.gui.speed import DEFAULT, FULL
from pgviz.gui.travels import Send, Travels
from pgviz.training.commands import Advance, Pause, Run

Mode = Literal["paused", "playing", "running"]


class Player(QObject):
    """Moves what is looked at, and has the runner make what comes after it.

    While playing, it moves the cursor at its pace and asks for one iteration at a time; while
    running, the runner goes on by itself.
    """

    mode_changed = Signal(str)
    paused = Signal(bool)  # by the user; whether the runner has still to come to rest

    def __init__(
        self, orders: Orders, focus: Focus, travels: Travels, send: Send, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._orders, self._focus, self._travels, self._send = orders, focus, travels, send
        self._mode: Mode = "paused"
        self._pace = Pace(DEFAULT)

    @property
    def mode(self) -> Mode:
        """Whether it is paused, plays at a pace or runs at full speed."""
        return self._mode

    def toggle(self) -> None:
        """Run where it is paused, pause where it moves; give up what takes too long."""
        rests = self._mode == "paused" and not self._orders.is_overdue
        self.run() if rests else self.pause()

    def run(self) -> None:
        """Go on at the chosen speed until paused."""
        full = self._pace.speed == FULL
        self._pace.restart()
        self._set_mode("running" if full else "playing")
        if full:
            self._travels.end()
            self._send(Run())

    def pause(self) -> None:
        """Stop where it is; an iteration that is half made is made again later."""
        was_running = self._mode == "running"
        if was_running or self._orders.is_waiting:
            self._send(Pause())
        self._set_mode("paused")
        self.paused.emit(was_running)

    def halt(self) -> None:
        """Move no more, and await no iteration; the runner isn't told."""
        self._set_mode("paused")
        self._travels.end()

    def set_speed(self, speed: float) -> None:
        """Change the pace, moves a second; FULL hands over to the runner."""
        self._pace = Pace(speed)
        if self._mode != "paused" and (speed == FULL) != (self._mode == "running"):
            self.pause()
            self.run()

    def play(self) -> None:
        """Make the next move if it is due."""
        if self._mode == "playing" and self._pace.is_due():
            self.forward()

    def forward(self) -> None:
        """Move the cursor one step; past the end of the iteration the next one is shown."""
        travels = self._travels
        if travels.is_stepping or (self._is_here and self._focus.forward()):
            return
        if travels.number + 1 < self._orders.snapshot.count:
            self.travel(travels.number + 1, "step")
        else:
            travels.begin("step")
            self._send(Advance())

    def back(self) -> None:
        """Move the cursor one step back; before the iteration's beginning the one before it."""
        travels, focus = self._travels, self._focus
        # While an iteration is awaited only a step of a whole one is sure to lead out of it.
        stays = focus.granularity != "update" if travels.is_under_way else focus.back()
        if not stays and travels.number > 0:
            self.travel(travels.number - 1)

    def travel(self, iteration: int, entry: Entry = "end") -> None:
        """Show an iteration that there was, or the nearest one."""
        if self._mode == "running":
            self.pause()
        snapshot = self._orders.snapshot
        if snapshot.count:
            wanted = min(max(iteration, 0), snapshot.count - 1)
            self._travels.go(snapshot, wanted, entry)

    def to_first(self) -> None:
        """Show the very beginning of the run."""
        self.travel(0, "beginning")

    def to_newest(self) -> None:
        """Show the newest iteration."""
        self.travel(self._orders.snapshot.count - 1)

    def advance(self, count: int) -> None:
        """Have so many iterations be made, showing the newest."""
        self._travels.end()
        self._send(Advance(count))

    @property
    def _is_here(self) -> bool:
        """Whether the iteration that is shown is the one that was wanted."""
        return self._orders.snapshot.iteration is not None and not self._travels.is_under_way

    def _set_mode(self, mode: Mode) -> None:
        if mode != self._mode:
            self._mode = mode
            self.mode_changed.emit(mode)
