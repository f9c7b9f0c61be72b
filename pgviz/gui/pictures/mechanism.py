"""A mechanism drawn from its observation: the selected trajectory's now, the others' as ghosts."""

from typing import Protocol

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QTransform

from pgviz.gui.notation import trajectory_name
from pgviz.gui.pictures.drawing import Drawing, Hit
from pgviz.gui.pictures.scene import Places, Scene
from pgviz.gui.pictures.words import place_text
from pgviz.gui.pictures.writing import LEFT, SMALL, line_height, paint_text
from pgviz.gui.theme import Theme, mixed
from pgviz.gui.view import Pointer

MOST_GHOSTS = 24
GHOST = 0.3  # of the return's colour, the rest the card's


class Mechanism(Protocol):
    """How one world looks. The painter's unit is the world's, y upwards; pens are in px."""

    bounds: QRectF

    def paint_scenery(self, painter: QPainter, theme: Theme) -> None:
        """Paint what doesn't move."""

    def paint_body(self, painter: QPainter, state: np.ndarray, theme: Theme) -> None:
        """Paint the mechanism in the state that was observed."""

    def paint_ghost(self, painter: QPainter, state: np.ndarray, color: QColor) -> None:
        """Paint the outline of another trajectory's."""

    def paint_action(
        self, painter: QPainter, state: np.ndarray, action: np.ndarray | int, theme: Theme
    ) -> None:
        """Paint the push that is about to act."""


class MechanismPicture(Drawing):
    """The mechanism at the cursor, with the action about to be taken in π's colour."""

    legend = (("score", "arrow: action"),)

    def __init__(self, mechanism: Mechanism) -> None:
        super().__init__()
        self._mechanism = mechanism
        bounds = mechanism.bounds
        self.stretch = 3 if bounds.width() > 1.3 * bounds.height() else 2

    def paint(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        theme, trajectory, time = scene.theme, scene.selected, scene.agent_time
        painter.save()
        painter.setTransform(_fitted(self._mechanism.bounds, area), combine=True)
        self._mechanism.paint_scenery(painter, theme)
        self._paint_ghosts(painter, scene, time)
        state = scene.observation(trajectory, time)
        self._mechanism.paint_body(painter, state, theme)
        action = scene.action(trajectory, time)
        if action is not None:
            self._mechanism.paint_action(painter, state, action, theme)
        painter.restore()
        self._paint_caption(painter, scene, area)

    def paint_pointer(self, painter: QPainter, scene: Scene, pointer: Pointer) -> None:
        trajectory, step = pointer.trajectory, pointer.step
        if trajectory is None or step is None or trajectory >= scene.batch.size:
            return
        if step <= scene.reached[trajectory]:
            painter.save()
            painter.setTransform(_fitted(self._mechanism.bounds, QRectF(self.rect())), combine=True)
            state = scene.observation(trajectory, step)
            self._mechanism.paint_ghost(painter, state, scene.theme.ink)
            painter.restore()

    def find(self, scene: Scene, point: QPointF) -> Hit | None:
        step = min(scene.agent_time, int(scene.batch.lengths[scene.selected]) - 1)
        text = place_text(scene, scene.selected, scene.agent_time)
        return Hit(Pointer(scene.selected, step), text)

    def _paint_ghosts(self, painter: QPainter, scene: Scene, time: int) -> None:
        others = np.flatnonzero((scene.reached >= time) & (scene.reached > 0))
        others = others[others != scene.selected][:MOST_GHOSTS]
        places = Places(others, np.full(len(others), time))
        states = places.look_up(scene.batch, scene.observations, scene.last_observations)
        bins = scene.colors.bins(scene.returns[others]).tolist()
        for state, index in zip(states, bins, strict=True):
            color = mixed(scene.colors.palette[index], scene.theme.card, GHOST)
            self._mechanism.paint_ghost(painter, state, color)

    def _paint_caption(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        painter.setFont(scene.theme.font(SMALL))
        place = QRectF(area.left(), area.top(), area.width(), line_height(scene.theme))
        text = f"{trajectory_name(scene.selected)} at t = {scene.agent_time}"
        paint_text(painter, place, text, scene.theme.quiet, LEFT)


def _fitted(bounds: QRectF, area: QRectF) -> QTransform:
    """Return the transform that puts `bounds`, y upwards, in the middle of `area`."""
    scale = min(area.width() / bounds.width(), area.height() / bounds.height())
    transform = QTransform.fromTranslate(area.center().x(), area.center().y())
    transform.scale(scale, -scale)
    transform.translate(-bounds.center().x(), -bounds.center().y())
    return transform
