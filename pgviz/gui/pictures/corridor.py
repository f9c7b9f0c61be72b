"""ShortCorridor: its states in a row, and below it every path over time."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pgviz.environments.tabular import TabularMDP
from pgviz.gui.pictures.axes import tick_text, ticks
from pgviz.gui.pictures.grid_frame import paint_cell_label
from pgviz.gui.pictures.marks import TINY, line_height, paint_agent, paint_text
from pgviz.gui.pictures.path_picture import PathPicture
from pgviz.gui.pictures.policy_bars import action_probabilities, paint_policy_bars
from pgviz.gui.pictures.scene import Places, Scene
from pgviz.gui.pictures.steady import SteadyRange
from pgviz.gui.pictures.strands import Strands, lanes
from pgviz.gui.theme import Theme, mixed

SPREAD = 0.5  # of a column's width, over which the lanes of the paths lie
WIDEST, TALLEST = 150.0, 56.0  # px of a state in the row
RIGHT = 1  # the action


class CorridorPicture(PathPicture):
    """The same bars stand everywhere, because every state looks the same to the policy."""

    legend = (("score", "bars: π(a|s), the same everywhere"),)

    def __init__(self) -> None:
        super().__init__()
        self._row, self._columns, self._until = QRectF(), 4, 1.0
        self._bottom = 0.0
        self._longest = SteadyRange()

    def prepare(self, scene: Scene, area: QRectF) -> None:
        self._until = self._longest.follow(scene.batch, 0.0, float(scene.batch.lengths.max()))[1]
        self._columns = scene.view.world.mdp.states
        scale, gutter = scene.theme.type_scale, 2.5 * line_height(scene.theme, TINY)
        width = min(area.width() - 2.0 * gutter, self._columns * WIDEST * scale)
        height = min(area.height() * 0.42, TALLEST * scale)
        self._row = QRectF(area.center().x() - width / 2.0, area.top(), width, height)
        self._bottom = area.bottom() - 6.0

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
        paint_policy_bars(painter, below, probabilities, mdp.action_names, side, theme)

    def strands(self, scene: Scene, places: Places) -> Strands:
        states = scene.states(places)
        width = self._state(0).width()
        x = self._row.left() + (states + 0.5 + SPREAD * lanes(places.trajectories)) * width
        return Strands.through(places, np.stack([x, self._height(places.times)], axis=-1))

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

    def _height(self, times: np.ndarray) -> np.ndarray:
        top = self._row.bottom() + 10.0
        return top + times / self._until * max(self._bottom - top, 0.0)

    def _paint_times(self, painter: QPainter, theme: Theme) -> None:
        painter.setFont(theme.font(TINY))
        line = line_height(theme, TINY)
        room = self._bottom - self._row.bottom()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for time in ticks(0.0, self._until, int(room / (2.0 * line))):
            y = float(self._height(np.array(time)))
            painter.setPen(QPen(theme.line, 1.0))
            painter.drawLine(QPointF(self._row.left(), y), QPointF(self._row.right(), y))
            place = QRectF(self._row.left() - 3.0 * line - 4.0, y - line / 2.0, 3.0 * line, line)
            text = "t = 0" if time == 0.0 else tick_text(time, 1.0)
            paint_text(painter, place, text, theme.quiet, right)


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
    return int(mdp.next_state[state, RIGHT, 0]) < state


def _terminal(mdp: TabularMDP) -> np.ndarray:
    return mdp.terminated.all(axis=(1, 2))
