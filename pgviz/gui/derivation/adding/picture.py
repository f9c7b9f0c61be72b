"""Both sums side by side, with a line of numbers below each."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from pgviz.gui.derivation.adding import words
from pgviz.gui.derivation.adding.ends import Ends
from pgviz.gui.derivation.adding.parts import Component
from pgviz.gui.derivation.adding.ranges import Ranges
from pgviz.gui.derivation.adding.waterfall import Waterfall
from pgviz.gui.lettering import LEFT, NAME_POINTS, Label, Lettering, draw_labels
from pgviz.gui.quantity import Quantity
from pgviz.gui.row_mark import mark_row
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import NOWHERE, Pointer

LEFT_SHARE, BETWEEN = 0.56, 5.0 * SPACE  # of the width; px
END_WIDTH = 92.0  # px in normal type, for ĝ and ∇J


class SumsPicture:
    """Where everything lies in an area."""

    def __init__(self, component: Component, area: QRectF, ranges: Ranges, theme: Theme) -> None:
        self.component, self._theme = component, theme
        type_ = Lettering(theme, NAME_POINTS)
        foot = type_.height + SPACE
        left, right = halves(area.adjusted(0.0, 0.0, 0.0, -foot))
        end = END_WIDTH * theme.type_scale
        spans = ranges.follow(component)
        titles = words.estimate_titles(component), words.step_titles(component)
        self.trajectories = Waterfall(left, component.trajectories, spans[0], titles[0], end, theme)
        self.steps = Waterfall(right, component.steps, spans[1], titles[1], 0.0, theme)
        self.ends = Ends(self.trajectories, component, theme)
        lines = words.comparison(component), words.product(component)
        self._lines = [
            Label(type_.fitting(ways, part.width()), _below(part, foot), theme.ink, type_, LEFT)
            for ways, part in zip(lines, (left, right), strict=True)
        ]

    def draw(self, painter: QPainter) -> None:
        """Draw all of it."""
        view = self.component.view
        self.trajectories.draw(painter, view.trajectory)
        self.ends.draw(painter)
        self.steps.draw(painter, words.shown_step(self.component))
        draw_labels(painter, self._lines)

    def draw_pointed(self, painter: QPainter, pointer: Pointer, color: QColor) -> None:
        """Frame the trajectory and the step that are pointed at, and set off a quantity."""
        if pointer.quantity is not None:
            self._mark(painter, pointer.quantity)
        size = len(self.trajectories.sum.parts)
        if pointer.trajectory is not None and pointer.trajectory < size:
            self.trajectories.outline(painter, pointer.trajectory, color)
        own = pointer.trajectory in (None, self.component.view.trajectory)
        if own and pointer.step is not None and pointer.step < len(self.steps.sum.parts):
            self.steps.outline(painter, pointer.step, color)

    def _mark(self, painter: QPainter, quantity: Quantity) -> None:
        theme = self._theme
        areas = {
            "trajectory-gradient": (self.trajectories.bars_area, theme.estimate),
            "score": (self.steps.plot, theme.score),
            "return": (self.steps.plot, theme.weight),
            "estimate": (self.ends.estimate, theme.estimate),
            "gradient": (self.ends.target, theme.exact),
        }
        if quantity in areas:
            mark_row(painter, *areas[quantity])

    def pointer_at(self, position: QPointF) -> Pointer:
        """Return what lies under `position`."""
        at, parameter = position.toTuple(), self.component.parameter
        quantity = self.ends.quantity_at(*at)
        if quantity is not None:
            return Pointer(parameter=parameter, quantity=quantity)
        trajectory, step = self.trajectories.part_at(*at), self.steps.part_at(*at)
        if trajectory is not None and position.x() < self.steps.plot.left():
            return Pointer(trajectory, None, parameter, "trajectory-gradient")
        if step is not None:
            return Pointer(self.component.view.trajectory, step, parameter, "score")
        return NOWHERE

    def tip_at(self, position: QPointF) -> str:
        """Return the exact numbers of what lies under `position`."""
        pointer = self.pointer_at(position)
        if pointer.step is not None:
            return words.step_tip(self.component, pointer.step)
        if pointer.trajectory is not None:
            return words.trajectory_tip(self.component, pointer.trajectory)
        return words.end_tip(self.component) if pointer.quantity is not None else ""


def halves(area: QRectF) -> tuple[QRectF, QRectF]:
    """Return the left and the right part of an area."""
    left, right = QRectF(area), QRectF(area)
    left.setWidth(LEFT_SHARE * (area.width() - BETWEEN))
    right.setLeft(left.right() + BETWEEN)
    return left, right


def _below(part: QRectF, height: float) -> QRectF:
    return QRectF(part.left(), part.bottom(), part.width(), height)
