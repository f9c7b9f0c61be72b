"""ShortCorridor: its states in a row, and below it every path over time."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from pgviz.environments.tabular import TabularMDP
from pgviz.gui.pictures.grid_frame import paint_cell_label
from pgviz.gui.pictures.marks import paint_agent
from pgviz.gui.pictures.path_picture import PathPicture
from pgviz.gui.pictures.policy_arrows import action_probabilities, paint_policy_arrows
from pgviz.gui.pictures.scene import Places, Scene
from pgviz.gui.pictures.steady import SteadyRange
from pgviz.gui.pictures.strands import Strands, lanes
from pgviz.gui.pictures.writing import RIGHT, TINY, line_height, paint_text
from pgviz.gui.scale import Scale
from pgviz.gui.theme import Theme, mixed

SPREAD = 0.5  # of a column's width, over which the lanes of the paths lie
WIDEST, TALLEST = 150.0, 56.0  # px of a state in the row
GO_RIGHT = 1  # the action


class CorridorPicture(PathPicture):
    """The same bars stand everywhere, because every state looks the same to the policy."""

    legend = (("score", "arrows: π(a|s), the same everywhere"),)

    def __init__(self) -> None:
        super().__init__()
        self._row, self._columns = QRectF(), 4
        self._times = Scale(0.0, 1.0, 0.0, 1.0)  # downwards
        self._longest = SteadyRange()

    def prepare(self, scene: Scene, area: QRectF) -> None:
        _, until = self._longest.follow(scene.batch, 0.0, float(scene.batch.lengths.max()))
        self._columns = scene.view.world.mdp.states
        scale, gutter = scene.theme.type_scale, 2.5 * line_height(scene.theme, TINY)
        width = min(area.width() - 2.0 * gutter, self._columns * WIDEST * scale)
        height = min(area.height() * 0.42, TALLEST * scale)
        self._row = QRectF(area.center().x() - width / 2.0, area.top(), width, height)
        top = self._row.bottom() + 10.0
        self._times = Scale(0.0, until, top, max(area.bottom() - 6.0, top + 1.0))

    def paint_world(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        mdp, theme = scene.view.world.mdp, scene.theme
        for state in range(mdp.states):
            _paint_state(painter, self._state(state), state, mdp, theme)
        self._paint_times(painter, theme)
        acting = np.flatnonzero(~_terminal(mdp))
        centers = np.array([self._state(state).center().toTuple() for state in acting])
        probabilities = action_probabilities(scene, mdp.observation[acting])
        width, height = self._state(0).width(), self._row.height()
        below = centers + np.array([0.0, 0.12 * height])
        side = min(width, 2.2 * height)
        paint_policy_arrows(painter, below, probabilities, mdp.action_names, side, theme)

    def strands(self, scene: Scene, places: Places) -> Strands:
        states = scene.states(places)
        width = self._state(0).width()
        x = self._row.left() + (states + 0.5 + SPREAD * lanes(places.trajectories)) * width
        return Strands.through(places, np.stack([x, self._times.pixel(places.times)], axis=-1))

    def paint_agent(self, painter: QPainter, scene: Scene) -> None:
        super().paint_agent(painter, scene)
        if not scene.reached[scene.selected]:
            return
        place = scene.place(scene.selected, scene.agent_time)
        cell = self._state(int(scene.states(place)[0]))
        at = QPointF(cell.center().x(), cell.center().y() + 0.12 * cell.height())
        paint_agent(painter, at, scene.theme)

    def _state(self, state: int) -> QRectF:
        width = self._row.width() / self._columns
        left = self._row.left() + state * width
        return QRectF(left, self._row.top(), width, self._row.height())

    def _paint_times(self, painter: QPainter, theme: Theme) -> None:
        painter.setFont(theme.font(TINY))
        line = line_height(theme, TINY)
        for tick in self._times.ticks(1.8 * line, whole=True):
            y = self._times.pixel(tick.value)
            painter.setPen(QPen(theme.line, 1.0))
            painter.drawLine(QPointF(self._row.left(), y), QPointF(self._row.right(), y))
            place = QRectF(self._row.left() - 3.0 * line - 4.0, y - line / 2.0, 3.0 * line, line)
            text = tick.text if tick.value else "t = 0"
            paint_text(painter, place, text, theme.quiet, RIGHT)


def _paint_state(
    painter: QPainter, cell: QRectF, state: int, mdp: TabularMDP, theme: Theme
) -> None:
    swapped, goal = is_swapped(mdp, state), bool(_terminal(mdp)[state])
    tint = theme.estimate if goal else theme.dynamics
    share = 0.24 if goal or swapped else 0.06
    painter.setPen(QPen(theme.line, 1.0))
    painter.setBrush(mixed(tint, theme.card, share))
    painter.drawRect(cell)
    name = mdp.state_names[state] if goal else f"state {mdp.state_names[state]}"
    long = f"{name}: ⇄ swapped" if swapped else name
    paint_cell_label(painter, cell, (long, "⇄ swapped" if swapped else name, "⇄"), theme)


def is_swapped(mdp: TabularMDP, state: int) -> bool:
    """Return whether "right" leads to the left."""
    return int(mdp.next_state[state, GO_RIGHT, 0]) < state


def _terminal(mdp: TabularMDP) -> np.ndarray:
    return mdp.terminated.all(axis=(1, 2))
