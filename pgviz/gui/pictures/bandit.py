"""Bandit: every reward of the batch over its arm, the true means q*, and π below."""

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF

from pgviz.gui.format import exact
from pgviz.gui.pictures.axes import Axes, fit_axes, paint_bottom_axis, paint_left_axis
from pgviz.gui.pictures.drawing import Hit
from pgviz.gui.pictures.marks import line_pen, paint_ring
from pgviz.gui.pictures.path_picture import PathPicture
from pgviz.gui.pictures.policy_arrows import action_probabilities
from pgviz.gui.pictures.scene import Places, Scene
from pgviz.gui.pictures.steady import SteadyRange, widened
from pgviz.gui.pictures.strands import Strands, lanes
from pgviz.gui.pictures.writing import LEFT, TINY, line_height, paint_text
from pgviz.gui.theme import Theme
from pgviz.gui.view import NOWHERE, Pointer

REWARDS_SHARE = 0.6  # of the height
JITTER = 0.55  # of an arm's width
NAME = "arm"  # of the axis


class BanditPicture(PathPicture):
    """A dot a trajectory: one pull, one reward."""

    legend = (("dynamics", "lines: true mean q*"),)

    def __init__(self) -> None:
        super().__init__()
        nothing = (0.0, 1.0)
        self._rewards = self._policy = Axes.over(QRectF(), nothing, nothing)
        self._range = SteadyRange()

    def prepare(self, scene: Scene, area: QRectF) -> None:
        values = np.concatenate([scene.batch.rewards, true_means(scene)])
        seen = self._range.follow(scene.batch, float(values.min()), float(values.max()))
        arms = (0.5, scene.view.world.actions.n + 0.5)
        area = area.adjusted(0.0, 0.0, -_name_width(scene.theme), 0.0)
        upper, lower = QRectF(area), QRectF(area)
        upper.setHeight(area.height() * REWARDS_SHARE)
        lower.setTop(upper.bottom())
        self._rewards = fit_axes(scene.theme, upper, arms, widened(seen, 0.08), 0)
        self._policy = fit_axes(scene.theme, lower, arms, (0.0, 1.0))

    def paint_world(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        paint_left_axis(painter, self._rewards, scene.theme, "reward")
        paint_left_axis(painter, self._policy, scene.theme, "π(arm)")
        self._paint_arms(painter, scene.theme)
        self._paint_policy(painter, scene)
        painter.setPen(line_pen(scene.theme.dynamics, 2.0 * scene.theme.line_scale**0.5))
        for arm, mean in enumerate(true_means(scene).tolist(), 1):
            ends = self._rewards.point(arm - 0.4, mean), self._rewards.point(arm + 0.4, mean)
            painter.drawLine(QLineF(*ends))

    def strands(self, scene: Scene, places: Places) -> Strands:
        batch = scene.batch
        pulled = places.times < batch.lengths[places.trajectories]
        places = Places(places.trajectories[pulled], places.times[pulled])
        steps = batch.offsets[places.trajectories] + places.times
        arms = batch.actions[steps] + 1 + JITTER * lanes(places.trajectories)
        return Strands.through(places, self._rewards.points(arms, batch.rewards[steps]))

    def paint_paths(self, painter: QPainter, scene: Scene) -> None:
        bins = scene.colors.bins(scene.returns[self._strands.trajectories])
        for index in np.unique(bins):
            dots = [QPointF(*dot) for dot in self._strands.points[bins == index].tolist()]
            width = 5.0 * scene.theme.line_scale**0.5
            painter.setPen(line_pen(scene.colors.palette[index], width))
            painter.drawPoints(QPolygonF(dots))

    def paint_selected(self, painter: QPainter, scene: Scene) -> None:
        """Leave it out: its only step is where the agent is drawn."""

    def agent(self, scene: Scene) -> QPointF | None:
        return self._bright.where(scene.selected, 0)

    def paint_pointer(self, painter: QPainter, scene: Scene, pointer: Pointer) -> None:
        if pointer.trajectory is None or pointer.trajectory >= scene.batch.size:
            return
        strands = self.strands(scene, scene.path(pointer.trajectory))
        place = strands.where(pointer.trajectory, 0)
        if place is not None:
            paint_ring(painter, place, scene.theme)

    def find_in_world(self, scene: Scene, point: QPointF) -> Hit | None:
        arms = scene.view.world.actions.n
        area = self._policy.area.united(self._rewards.area)
        if not area.contains(point):
            return None
        arm = min(int((point.x() - area.left()) / area.width() * arms), arms - 1)
        probability = action_probabilities(scene, np.zeros(1, int))[0, arm]
        mean = true_means(scene)[arm]
        return Hit(NOWHERE, f"arm {arm + 1}\nπ = {exact(probability)}\nq* = {exact(mean)}")

    def _paint_arms(self, painter: QPainter, theme: Theme) -> None:
        """Paint the numbers of the arms, and what they are after the last."""
        corner = self._policy.area.bottomRight()
        paint_bottom_axis(painter, self._policy, theme, until=math.inf)
        place = QRectF(corner + QPointF(2.0, 2.0), QSizeF(0.0, line_height(theme, TINY)))
        paint_text(painter, place, NAME, theme.quiet, LEFT)

    def _paint_policy(self, painter: QPainter, scene: Scene) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scene.theme.score)
        probabilities = action_probabilities(scene, np.zeros(1, int))[0]
        for arm, probability in enumerate(probabilities.tolist(), 1):
            top = self._policy.point(arm - 0.36, probability)
            painter.drawRect(QRectF(top, self._policy.point(arm + 0.36, 0.0)))


def _name_width(theme: Theme) -> float:
    """Return how much wider the arms' name is than the margin beside a plot, px."""
    metrics = QFontMetricsF(theme.font(TINY))
    return max(metrics.horizontalAdvance(NAME) + 2.0 - metrics.height(), 0.0)


def true_means(scene: Scene) -> np.ndarray:
    """Return q* of every arm, [arms]."""
    mdp = scene.view.world.mdp
    return (mdp.probability * mdp.reward).sum(axis=2)[0]
