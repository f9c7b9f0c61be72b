"""The gradient estimate: the trajectory gradients, their mean ĝ, and ∇J that it is held against."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pgviz.gui.estimate import judgement, tips, words
from pgviz.gui.estimate.expectation import expectation_of, is_worth_asking
from pgviz.gui.estimate.picture import Composer, Picture
from pgviz.gui.estimate.target import target_of
from pgviz.gui.painted import PaintedPanel
from pgviz.gui.quantity import Quantity
from pgviz.gui.theme import Theme
from pgviz.gui.view import Pointer, View

NOTHING_YET = "Press Space: ĝ is the mean of the gradients that the sampled trajectories give."
PATIENCE = 250  # ms without another iteration, before what takes long is computed
SELECTED, POINTED = 0.7, 1.0  # of a row's height


class GradientPanel(PaintedPanel):
    """Bars with standard errors at the left, the cloud of the g_i at the right."""

    title = "Gradient estimate"
    key = "gradient"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._composer = Composer()
        self._view: View | None = None
        self._expected: np.ndarray | None = None  # E[ĝ] of the view's iteration, once it is known
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PATIENCE)
        self._rest.timeout.connect(self._ask_for_expectation)

    def show_view(self, view: View) -> None:
        if self._view is None or self._view.iteration is not view.iteration:
            self._expected = None
            self._rest.stop()
            if not view.running and is_worth_asking(view):
                self._rest.start()
        self._view = view
        self.refresh()
        if self.words:
            self.subtitle_changed.emit("")

    def settle(self) -> None:
        if self._rest.isActive():
            self._rest.stop()
            self._ask_for_expectation()

    def missing(self) -> str:
        if self._view is None:
            return NOTHING_YET
        why, target = words.why_nothing(self._view.iteration), target_of(self._view)
        return f"{why}\n{words.nothing_but(target)}" if why and target else why

    def arrange(self, area: QRectF) -> None:
        assert self._view is not None
        view, theme, expected = self._view, self.theme, self._expected
        self.picture: Picture = self._composer.compose(view, area, theme, expected)
        self.subtitle_changed.emit(self.picture.subtitle)

    def draw(self, painter: QPainter) -> None:
        picture, selected = self.picture, self.picture.view.selected
        picture.bars.draw(painter)
        if picture.cloud is not None:
            picture.cloud.draw(painter)
        picture.bars.draw_parameter(painter, selected.parameter, self.theme.ink)
        self._draw_trajectory(painter, picture.view.trajectory, SELECTED)
        if picture.cloud is not None:
            picture.cloud.draw_names(painter)
        picture.legend.draw(painter)

    def draw_highlight(self, painter: QPainter) -> None:
        pointer, picture = self._pointer, self.picture
        picture.bars.draw_parameter(painter, pointer.parameter, self.theme.quiet)
        if pointer.quantity is not None:
            self._draw_quantity(painter, pointer.quantity)
        trajectory = pointer.trajectory
        if trajectory is None and pointer.quantity == "trajectory-gradient":
            trajectory = picture.view.trajectory
        if trajectory is not None and trajectory < picture.averaged.size:
            self._draw_trajectory(painter, trajectory, POINTED)

    def pointer_at(self, position: QPointF) -> Pointer:
        cloud, bars = self.picture.cloud, self.picture.bars
        arrow = cloud.quantity_at(position) if cloud else None
        if arrow is not None:
            return Pointer(quantity=arrow)
        trajectory = cloud.trajectory_at(position) if cloud else None
        if trajectory is not None:
            return Pointer(trajectory=trajectory, quantity="trajectory-gradient")
        return Pointer(parameter=bars.parameter_at(position), quantity=bars.quantity_at(position))

    def tip_at(self, position: QPointF) -> str:
        picture, pointer = self.picture, self.pointer_at(position)
        view, averaged, target = picture.view, picture.averaged, picture.target
        if pointer.trajectory is not None:
            return tips.trajectory_tip(view, picture.plane, target, pointer.trajectory)
        if pointer.parameter is not None:
            beyond = picture.bars.beyond_of(pointer.parameter)
            return tips.parameter_tip(view, averaged, target, pointer.parameter, beyond)
        if pointer.quantity == "gradient" and target is not None:
            return tips.target_tip(averaged, target)
        if pointer.quantity == "estimate":
            return tips.estimate_tip(averaged, target)
        if picture.legend.figures_box.contains(position):
            return judgement.explained(averaged, target)
        return ""

    def _ask_for_expectation(self) -> None:
        """Find out E[ĝ], which may take a tenth of a second: once nothing moves."""
        assert self._view is not None
        self._expected = expectation_of(self._view)
        if self._expected is not None:
            self.refresh()

    def _draw_quantity(self, painter: QPainter, quantity: Quantity) -> None:
        self.picture.bars.outline(painter, quantity, self.theme.ink)
        if self.picture.cloud is not None:
            self.picture.cloud.draw_pointed(painter, quantity)

    def _draw_trajectory(self, painter: QPainter, trajectory: int, share: float) -> None:
        averaged = trajectory < self.picture.averaged.count
        color = self.theme.ink if averaged else self.theme.faint
        self.picture.bars.draw_trajectory(painter, trajectory, color, share)
        if self.picture.cloud is not None:
            self.picture.cloud.draw_trajectory(painter, trajectory, color, share)
