"""The breakpoints that the user has chosen; the runner follows those that are on."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from pgviz.gui.bridge import Bridge
from pgviz.training.breakpoints import Breakpoint
from pgviz.training.commands import SetBreakpoints
from pgviz.training.snapshot import Snapshot


@dataclass(frozen=True)
class Chosen:
    """One breakpoint, on or off."""

    breakpoint: Breakpoint
    is_on: bool = True


class Breakpoints(QObject):
    """They hold for this run and those after it, until a session brings others with it."""

    changed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        bridge.informed.connect(self._follow)
        self.chosen: tuple[Chosen, ...] = ()

    def add(self, breakpoint: Breakpoint) -> None:
        """Add one, or switch it on where it is among them."""
        others = [each for each in self.chosen if each.breakpoint != breakpoint]
        self._choose(*others, Chosen(breakpoint))

    def remove(self, index: int) -> None:
        """Take one away."""
        self._choose(*self.chosen[:index], *self.chosen[index + 1 :])

    def switch(self, index: int, *, on: bool) -> None:
        """Switch one on or off."""
        switched = replace(self.chosen[index], is_on=on)
        self._choose(*self.chosen[:index], switched, *self.chosen[index + 1 :])

    def _follow(self, snapshot: Snapshot) -> None:
        """Take over what the runner obeys, where that came with a session."""
        if self._bridge.has_obeyed and snapshot.breakpoints != self._obeyed:
            self.chosen = tuple(map(Chosen, snapshot.breakpoints))
            self.changed.emit()

    @property
    def _obeyed(self) -> tuple[Breakpoint, ...]:
        return tuple(each.breakpoint for each in self.chosen if each.is_on)

    def _choose(self, *chosen: Chosen) -> None:
        self.chosen = chosen
        self._bridge.send(SetBreakpoints(self._obeyed))
        self.changed.emit()
