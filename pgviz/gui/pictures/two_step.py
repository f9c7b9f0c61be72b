"""TwoStep: a decision at t = 0 and one at t = 1, the batch as bundles of strands along them."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from pgviz.gui.format import short
from pgviz.gui.pictures.marks import line_pen, paint_bright
from pgviz.gui.pictures.path_picture import PathPicture
from pgviz.gui.pictures.policy_arrows import action_probabilities
from pgviz.gui.pictures.scene import Places, Scene
from pgviz.gui.pictures.strands import Strands, lanes
from pgviz.gui.pictures.words import brief
from pgviz.gui.pictures.writing import SMALL, TINY, fitting, line_height, paint_text

Texts = tuple[str, ...]
"""What may be said, the longest first."""

BENDS = np.linspace(0.0, 1.0, 17)  # along an edge
SIDES = (1.0, -1.0)  # action 0 bends down, action 1 up


class TwoStepPicture(PathPicture):
    """Two edges from each state, one an action, with reward, π and how many took it."""

    def __init__(self) -> None:
        super().__init__()
        self._nodes = np.zeros((3, 2))
        self._height, self._radius = 0.0, 0.0

    def prepare(self, scene: Scene, area: QRectF) -> None:
        line = line_height(scene.theme)
        self._radius = min(1.3 * line, area.height() / 6.0)
        left, right = area.left() + 2.0 * line, area.right() - 2.0 * line
        xs = np.linspace(left, right, 3)
        self._nodes = np.stack([xs, np.full(3, area.center().y())], axis=-1)
        self._height = max(area.height() / 2.0 - 2.2 * line, 4.0)

    def paint_world(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        for state in range(2):
            for action in range(2):
                painter.setPen(line_pen(scene.theme.line, 1.5))
                points = self._edges(np.array([state]), np.array([action]), np.zeros(1))[0]
                painter.drawPolyline([QPointF(*point) for point in points.tolist()])

    def paint_labels(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        probabilities = action_probabilities(scene, np.zeros(1, int))[0]
        taken = counts(scene)
        for state in range(2):
            for action in range(2):
                share = f"{taken[state, action]} of {taken[state].sum()}"
                told = f"π {short(probabilities[action])}"
                lines = _edge_texts(scene, state, action), (f"{told} · {share}", told)
                self._paint_edge_label(painter, scene, state, action, lines)

    def paint_selected(self, painter: QPainter, scene: Scene) -> None:
        paint_bright(painter, self._bright.path(), scene.theme)
        for time in range(3):
            self._paint_node(painter, scene, time)

    def paint_agent(self, painter: QPainter, scene: Scene) -> None:
        """Leave it out: the state that it is in is filled."""

    def strands(self, scene: Scene, places: Places) -> Strands:
        batch = scene.batch
        states = scene.states(places)
        acting = places.times < batch.lengths[places.trajectories]
        nothing = np.zeros(batch.size, int)
        actions = places.look_up(batch, batch.actions, nothing)
        points = self._edges(states, actions, lanes(places.trajectories))
        points[~acting] = self._nodes[states[~acting], None]
        # From the last state no edge leads on: of its points one is left.
        kept = (acting[:, None] | (BENDS == 0.0)).ravel()
        trajectories = np.repeat(places.trajectories, len(BENDS))[kept]
        times = np.repeat(places.times, len(BENDS))[kept]
        return Strands.through(Places(trajectories, times), points.reshape(-1, 2)[kept])

    def _edges(self, states: np.ndarray, actions: np.ndarray, lanes: np.ndarray) -> np.ndarray:
        """Return where the edges of actions [n] in states [n] run, [n, bends, 2] px."""
        start = self._nodes[states]
        end = self._nodes[np.minimum(states + 1, 2)]
        across = start[:, None] + BENDS[:, None] * (end - start)[:, None]
        arch = np.sin(np.pi * BENDS)
        side = np.array(SIDES)[actions]
        lift = side[:, None] * self._height * 0.78 * arch
        across[..., 1] += lift + lanes[:, None] * self._height * 0.34 * arch
        return across

    def _paint_node(self, painter: QPainter, scene: Scene, time: int) -> None:
        theme, here = scene.theme, time == scene.agent_time
        center, radius = QPointF(*self._nodes[time].tolist()), self._radius
        painter.setPen(QPen(theme.weight if here else theme.dynamics, 1.2))
        painter.setBrush(theme.weight if here else theme.card)
        painter.drawEllipse(center, radius, radius)
        place = QRectF(center.x() - radius, center.y() - radius, 2.0 * radius, 2.0 * radius)
        names = (f"t = {time}", str(time)) if time < 2 else ("end", "")
        text = fitting(names, theme.font(TINY), 1.8 * radius)
        painter.setFont(theme.font(TINY))
        paint_text(painter, place, text, theme.card if here else theme.ink)

    def _paint_edge_label(
        self, painter: QPainter, scene: Scene, state: int, action: int, lines: tuple[Texts, Texts]
    ) -> None:
        theme, line = scene.theme, line_height(scene.theme)
        middle = self._nodes[state : state + 2].mean(axis=0)
        top = (
            middle[1]
            + SIDES[action] * (self._height + 0.1 * line)
            - (2.1 * line if action else 0.0)
        )
        painter.setFont(theme.font(SMALL))
        width = self._nodes[1, 0] - self._nodes[0, 0]
        for row, (texts, color) in enumerate(zip(lines, (theme.ink, theme.score), strict=True)):
            text = fitting(texts, theme.font(SMALL), width - 4.0)
            place = QRectF(middle[0] - width / 2.0, top + row * line, width, line)
            paint_text(painter, place, text, color)


def counts(scene: Scene) -> np.ndarray:
    """Return how often each action was taken in each state so far, [2, 2] int."""
    batch = scene.batch
    reached = scene.view.cursor.reached_steps(batch, "sample")
    taken = np.zeros((2, 2), int)
    np.add.at(taken, (batch.states[:reached], batch.actions[:reached]), 1)
    return taken


def _edge_texts(scene: Scene, state: int, action: int) -> Texts:
    mdp = scene.view.world.mdp
    name, reward = mdp.action_names[action], brief(float(mdp.reward[state, action, 0]))
    return f"{name}, reward {reward}", f"{name}: {reward}", f"{action}: {reward}"
