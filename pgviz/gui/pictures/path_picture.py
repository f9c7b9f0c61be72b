"""A world with the paths of the batch in it: what all such pictures have in common."""

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from pgviz.gui.pictures.drawing import Drawing, Hit
from pgviz.gui.pictures.marks import (
    paint_agent,
    paint_bright,
    paint_curve,
    paint_end,
    paint_ring,
    thinned,
)
from pgviz.gui.pictures.scene import MOST_PLACES, Places, Scene
from pgviz.gui.pictures.strands import NO_STRANDS, Strands
from pgviz.gui.pictures.words import place_text
from pgviz.gui.view import Pointer

REACH = 12.0  # px from the mouse, within which a path is pointed at
LONG = 160  # points of a path
TAIL = 40  # steps before the cursor, that are thick on a long path
MOST_ENDS = 60  # marks of ends that can still be told apart


class PathPicture(Drawing):
    """Paths coloured by return, the selected one bright, the agent on it.

    A subclass paints the world below the paths and what is written above them, and says where
    states lie (`strands`).
    """

    smooth = True  # whether many lines are antialiased; those along pixels needn't be
    longest_stride = 1  # how many steps may be drawn as one line where there are too many
    lanes_width = math.inf  # px, where paths along the same way lie side by side

    def __init__(self) -> None:
        super().__init__()
        self._strands = self._bright = NO_STRANDS

    def prepare(self, scene: Scene, area: QRectF) -> None:
        """Work out what `strands` and `paint_world` need."""

    def paint_world(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        """Paint what lies below the paths."""

    def paint_over_paths(self, painter: QPainter, scene: Scene) -> None:
        """Paint what lies above the paths, the selected one included."""

    def paint_labels(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        """Paint what lies above everything but the agent."""

    def strands(self, scene: Scene, places: Places) -> Strands:
        """Return where the places lie, after `prepare`."""
        raise NotImplementedError

    def drawn(self, scene: Scene) -> int:
        return scene.drawn_of_at_most(self.longest_stride * MOST_PLACES)

    def paint(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        self.prepare(scene, area)
        self.paint_world(painter, scene, area)
        self._strands = self.strands(scene, _at_most(scene.places(self.drawn(scene))))
        self._bright = self.strands(scene, _at_most(scene.path(scene.selected)))
        self.paint_paths(painter, scene)
        self.paint_selected(painter, scene)
        self.paint_over_paths(painter, scene)
        self.paint_labels(painter, scene, area)
        self.paint_agent(painter, scene)

    def paint_paths(self, painter: QPainter, scene: Scene) -> None:
        """Paint the paths of the batch in the colours of their returns."""
        strands, width = self._strands, 1.5 * scene.theme.line_scale
        bins = scene.colors.bins(scene.returns[strands.trajectories])
        crowds = np.bincount(scene.colors.bins(scene.returns[: self.drawn(scene)]))
        few = len(strands.points) <= 400
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, few or self.smooth)
        for index in np.unique(bins):
            path = strands.path(bins == index)
            color = thinned(scene.colors.palette[index], self.lanes_width / crowds[index])
            paint_curve(painter, path, color, width if few else 1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.drawn(scene) <= MOST_ENDS:
            self._paint_ends(painter, scene, strands, 2.5)

    def paint_selected(self, painter: QPainter, scene: Scene) -> None:
        """Paint the selected path with its end; of a long one only the latest steps thick."""
        strands = self._bright
        if len(strands.points) > LONG:
            width = 1.4 * scene.theme.line_scale
            paint_curve(painter, strands.path(), scene.theme.weight, width)
            since = scene.agent_time - TAIL
            strands = strands.only((strands.times > since) & (strands.times <= scene.agent_time))
        paint_bright(painter, strands.path(), scene.theme)
        self._paint_ends(painter, scene, self._bright, 4.5, scene.theme.weight)

    def agent(self, scene: Scene) -> QPointF | None:
        """Return where the agent is at the cursor; None while its trajectory isn't sampled."""
        if not scene.reached[scene.selected]:
            return None
        strand = self.strands(scene, scene.place(scene.selected, scene.agent_time))
        return QPointF(*strand.points[0].tolist())

    def paint_agent(self, painter: QPainter, scene: Scene) -> None:
        """Paint the agent where it is at the cursor."""
        place = self.agent(scene)
        if place is not None:
            paint_agent(painter, place, scene.theme)

    def paint_pointer(self, painter: QPainter, scene: Scene, pointer: Pointer) -> None:
        if pointer.trajectory is None or pointer.trajectory >= scene.batch.size:
            return
        strands = self.strands(scene, scene.path(pointer.trajectory))
        width = 2.0 * scene.theme.line_scale
        paint_curve(painter, strands.path(), scene.theme.card, width + 2.0)
        paint_curve(painter, strands.path(), scene.theme.ink, width)
        if pointer.step is not None:
            place = strands.where(pointer.trajectory, pointer.step)
            if place is not None:
                paint_ring(painter, place, scene.theme)

    def find(self, scene: Scene, point: QPointF) -> Hit | None:
        near = [strands.nearest(point) for strands in (self._bright, self._strands)]
        hits = [nearest for nearest in near if nearest and nearest.distance <= REACH]
        if not hits:
            return self.find_in_world(scene, point)
        trajectory = min(hits, key=lambda hit: hit.distance).trajectory
        return self._hit_on(scene, trajectory, point)

    def find_in_world(self, scene: Scene, point: QPointF) -> Hit | None:
        """Return what lies at a point where no path is."""
        return None

    def _hit_on(self, scene: Scene, trajectory: int, point: QPointF) -> Hit | None:
        # Many steps may have been drawn as one line: look along the path in full.
        nearest = self.strands(scene, scene.path(trajectory)).nearest(point)
        if nearest is None:
            return None
        step = min(nearest.time, int(scene.batch.lengths[trajectory]) - 1)
        return Hit(Pointer(trajectory, step), place_text(scene, trajectory, nearest.time))

    def _paint_ends(
        self,
        painter: QPainter,
        scene: Scene,
        strands: Strands,
        size: float,
        color: QColor | None = None,
    ) -> None:
        lengths = scene.batch.lengths[strands.trajectories]
        ends = np.flatnonzero(strands.times == lengths)
        trajectories = strands.trajectories[ends]
        bins = scene.colors.bins(scene.returns[trajectories]).tolist()
        for row, trajectory, index in zip(ends, trajectories, bins, strict=True):
            paint_end(
                painter,
                QPointF(*strands.points[row].tolist()),
                color or scene.colors.palette[index],
                terminated=bool(scene.batch.terminated[trajectory]),
                size=size * scene.theme.line_scale**0.5,
            )


def _at_most(places: Places) -> Places:
    return places.thinned(int(np.ceil(len(places.times) / MOST_PLACES)))
