"""The gradient estimate: the trajectory gradients, their mean ĝ, and how far it can be trusted."""

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pgviz.gui.estimate import words
from pgviz.gui.estimate.cloud import NEAR
from pgviz.gui.estimate.picture import Composer, Picture
from pgviz.gui.painted import PaintedPanel
from pgviz.gui.theme import Theme
from pgviz.gui.view import NOWHERE, Pointer, View

NOTHING_YET = "Press Space: ĝ is the mean of the gradients that the sampled trajectories give."
SELECTED, POINTED = 0.7, 1.0  # of a row's height


class GradientPanel(PaintedPanel):
    """Bars with standard errors at the left, the cloud of the g_i at the right."""

    title = "Gradient estimate"
    key = "gradient"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._composer = Composer()
        self._view: View | None = None
        self._pointer = NOWHERE

    def show_view(self, view: View) -> None:
        self._view = view
        self.refresh()
        if self.words:
            self.subtitle_changed.emit("")

    def show_pointer(self, pointer: Pointer) -> None:
        if pointer != self._pointer:
            self._pointer = pointer
            self.update()

    def missing(self) -> str:
        return NOTHING_YET if self._view is None else words.why_nothing(self._view.iteration)

    def arrange(self, area: QRectF) -> None:
        assert self._view is not None
        self.picture: Picture = self._composer.compose(self._view, area, self.theme)
        self.subtitle_changed.emit(self.picture.subtitle)

    def draw(self, painter: QPainter) -> None:
        picture, selected = self.picture, self.picture.view.selected
        picture.bars.draw(painter)
        if picture.cloud is not None:
            picture.cloud.draw(painter)
        picture.bars.draw_parameter(painter, selected.parameter, self.theme.ink)
        self._draw_trajectory(painter, picture.view.trajectory, SELECTED)
        picture.legend.draw(painter)

    def draw_highlight(self, painter: QPainter) -> None:
        pointer = self._pointer
        self.picture.bars.draw_parameter(painter, pointer.parameter, self.theme.quiet)
        if pointer.trajectory is not None and pointer.trajectory < self.picture.averaged.size:
            self._draw_trajectory(painter, pointer.trajectory, POINTED)

    def pointer_at(self, position: QPointF) -> Pointer:
        cloud = self.picture.cloud
        trajectory = cloud.trajectory_at(position) if cloud else None
        if trajectory is not None:
            return Pointer(trajectory=trajectory)
        return Pointer(parameter=self.picture.bars.parameter_at(position))

    def tip_at(self, position: QPointF) -> str:
        picture, pointer = self.picture, self.pointer_at(position)
        if pointer.trajectory is not None:
            return words.trajectory_tip(picture.view, picture.plane, pointer.trajectory)
        if pointer.parameter is not None:
            beyond = picture.bars.beyond_of(pointer.parameter)
            return words.parameter_tip(picture.view, picture.averaged, pointer.parameter, beyond)
        if picture.cloud and QLineF(position, picture.cloud.tip).length() <= NEAR:
            return words.estimate_tip(picture.averaged)
        return ""

    def _draw_trajectory(self, painter: QPainter, trajectory: int, share: float) -> None:
        averaged = trajectory < self.picture.averaged.count
        color = self.theme.ink if averaged else self.theme.faint
        self.picture.bars.draw_trajectory(painter, trajectory, color, share)
        if self.picture.cloud is not None:
            self.picture.cloud.draw_trajectory(painter, trajectory, color, share)
