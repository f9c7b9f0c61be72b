"""The time axis of the strip: a column a step, as wide as fits."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

LENGTHS = (5, 10, 15, 20, 30, 40)  # steps that the strip has room for, so that it rarely changes
MOST_CELLS = LENGTHS[-1]
WIDEST = 44.0  # px of a column, at type scale 1


@dataclass(frozen=True)
class StepColumns:
    """Where the steps of a trajectory lie; the column after the last is that of s_T."""

    left: float
    width: float  # px, of one
    length: int  # T
    celled: bool  # whether every step is a cell, with what it says written in it

    @classmethod
    def fit(cls, left: float, right: float, length: int, room: int, scale: float) -> "StepColumns":
        """Return columns for `room` steps and what follows them between two places, px."""
        whole = max(right - left, 1.0)
        if room > MOST_CELLS:  # what follows is no cell but the mark of the end
            return cls(left, max(whole - 16.0 * scale, 1.0) / room, length, celled=False)
        return cls(left, min(whole / (room + 1), WIDEST * scale), length, celled=True)

    @property
    def right(self) -> float:
        """Where the last step ends."""
        return self.left + self.length * self.width

    def middles(self, times: np.ndarray) -> np.ndarray:
        """Return the middles of the columns of times [n], px."""
        return self.left + (times + 0.5) * self.width

    def cell(self, time: int, row: QRectF) -> QRectF:
        """Return what a row has of a step's column."""
        return QRectF(self.left + time * self.width, row.top(), self.width, row.height())

    def time_at(self, point: QPointF) -> int | None:
        """Return the time whose column holds a point, up to T; None beside them."""
        time = int((point.x() - self.left) // self.width)
        return time if 0 <= time <= self.length else None


def room_for(length: float) -> int:
    """Return the round number of steps to make room for."""
    for room in LENGTHS:
        if length <= room:
            return room
    step = 20 if length <= 200 else 100
    return int(-(-length // step) * step)
