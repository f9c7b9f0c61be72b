"""Which steps of a long trajectory have tiles of their own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    """Steps `first` to before `stop` of `length`."""

    first: int
    stop: int
    length: int

    @property
    def whole(self) -> bool:
        """Whether it holds all steps."""
        return self.first == 0 and self.stop == self.length

    @property
    def size(self) -> int:
        """How many steps it holds."""
        return self.stop - self.first

    def holds(self, step: int) -> bool:
        """Return whether a step has a tile of its own."""
        return self.first <= step < self.stop


def window_around(step: int, length: int, room: int, before: Window | None) -> Window:
    """Return a window of `room` steps that holds `step`; the one before it, as long as it does."""
    if length <= room:
        return Window(0, length, length)
    first = min(max(step - room // 2, 0), length - room)
    around = Window(first, first + room, length)
    return before if before is not None and _serves(before, around, step) else around


def _serves(before: Window, around: Window, step: int) -> bool:
    """Return whether a window may stay where it is: the tiles don't move under the mouse."""
    alike = before.length == around.length and before.size == around.size
    return alike and before.holds(step)
