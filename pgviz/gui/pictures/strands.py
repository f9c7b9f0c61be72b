"""Paths on the screen: many trajectories as few painter's paths, and which one is nearest."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from pgviz.gui.pictures.scene import Places
from pgviz.gui.points import joined_path

GOLDEN = (5.0**0.5 - 1.0) / 2.0


@dataclass(frozen=True)
class Nearest:
    """The nearest place of any strand, and how far it is, px."""

    trajectory: int
    time: int
    distance: float


@dataclass(frozen=True)
class Strands:
    """Trajectories as lines on the screen, one after the other."""

    points: np.ndarray  # [points, 2] px
    trajectories: np.ndarray  # [points] int
    times: np.ndarray  # [points] int: t of the state that a point shows, or is on the way from
    joined: np.ndarray  # [points] bool: whether a line leads on to the next point

    @classmethod
    def through(cls, places: Places, points: np.ndarray) -> "Strands":
        """Return a strand a trajectory, with a point [places, 2] a place."""
        joined = np.append(places.trajectories[1:] == places.trajectories[:-1], False)
        return cls(points, places.trajectories, places.times, joined[: len(points)])

    def only(self, rows: np.ndarray) -> "Strands":
        """Return a run of points without the others."""
        joined = self.joined[rows]
        joined[-1:] = False
        return Strands(self.points[rows], self.trajectories[rows], self.times[rows], joined)

    def path(self, rows: np.ndarray | slice = slice(None)) -> QPainterPath:
        """Return the lines of `rows`, which hold whole trajectories."""
        x, y = np.ascontiguousarray(self.points[rows].T)
        return joined_path(x, y, self.joined[rows])

    def nearest(self, point: QPointF) -> Nearest | None:
        """Return the place that is nearest to `point` along the lines; None if there is none."""
        if not len(self.points):
            return None
        feet, share = self._feet(np.array([point.x(), point.y()]))
        distances = np.hypot(*(feet - (point.x(), point.y())).T)
        found = int(distances.argmin())
        row = found + int(share[found] > 0.5)
        return Nearest(int(self.trajectories[row]), int(self.times[row]), float(distances[found]))

    def where(self, trajectory: int, time: int) -> QPointF | None:
        """Return where a state is drawn."""
        rows = np.flatnonzero((self.trajectories == trajectory) & (self.times == time))
        return QPointF(*self.points[rows[0]].tolist()) if len(rows) else None

    def _feet(self, point: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the foot of the perpendicular on each line, and its share of the line."""
        onward = np.zeros_like(self.points)
        onward[:-1] = np.where(self.joined[:-1, None], np.diff(self.points, axis=0), 0.0)
        squared = np.maximum((onward**2).sum(axis=1), 1e-12)
        share = np.clip(((point - self.points) * onward).sum(axis=1) / squared, 0.0, 1.0)
        return self.points + share[:, None] * onward, share


NO_STRANDS = Strands(np.empty((0, 2)), np.empty(0, int), np.empty(0, int), np.empty(0, bool))


def lanes(trajectories: np.ndarray) -> np.ndarray:
    """Return an offset from −0.5 to 0.5 for each trajectory: spread evenly, however many.

    Multiples of the golden section modulo 1; a trajectory keeps its lane when others are added.
    """
    return (0.5 + trajectories * GOLDEN) % 1.0 - 0.5
