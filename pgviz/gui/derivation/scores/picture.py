"""The scores of the selected trajectory's steps, their sum, and the same measured."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.axes import labels_below
from pgviz.gui.derivation.nudge.picture import NudgePicture
from pgviz.gui.derivation.scores import words
from pgviz.gui.derivation.scores.lengths import Lengths
from pgviz.gui.derivation.scores.sums import LastSums, ScoreSums
from pgviz.gui.derivation.scores.waterfall import ScoreWaterfall
from pgviz.gui.format import signed
from pgviz.gui.lettering import LEFT, NAME_POINTS, RIGHT, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.scale import Scale, finite_range
from pgviz.gui.smooth_range import SmoothRange
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import NOWHERE, Pointer

GUTTER = "−0.005"
LENGTHS_SHARE, LOWEST = 0.36, 140.0  # of the height; px in normal type: below that no lengths
MARGIN = 0.06  # of the axis, at both ends
OF_SUM = ("score", "trajectory-score", "log-policy", "policy")


class ScoresPicture(NudgePicture):
    """A waterfall of ∂log π along the direction, and below it the lengths of the vectors."""

    title = "Scores of the steps, and their sum"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._sums, self._range = LastSums(), SmoothRange()
        self.lengths: Lengths | None = None

    @property
    def sums(self) -> ScoreSums:
        """The scores of the selected trajectory."""
        return self._sums.of(self.material)

    def arrange(self, area: QRectF) -> None:
        self._names, self._type = (Lettering(self.theme, x) for x in (NAME_POINTS, TICK_POINTS))
        left = area.left() + self._type.width(GUTTER) + 2.0 * SPACE
        self.heading = QRectF(area.left(), area.top(), area.width(), self._names.height)
        self.times = QRectF(left, area.bottom() - self._type.height, 0.0, self._type.height)
        self.times.setRight(area.right())
        body = QRectF(left, self.heading.bottom() + SPACE, area.right() - left, 0.0)
        body.setBottom(self.times.top() - SPACE / 2.0)
        roomy = area.height() >= LOWEST * self.theme.type_scale
        below = LENGTHS_SHARE * body.height() if roomy else 0.0
        self.waterfall = self._waterfall(body.adjusted(0.0, 0.0, 0.0, -below))
        self.lengths = self._lengths(body, below) if roomy else None

    def draw(self, painter: QPainter) -> None:
        self.waterfall.draw(painter)
        if self.lengths is not None:
            self.lengths.draw(painter)
        draw_labels(painter, [self.headline(), *self.time_labels()])

    def draw_highlight(self, painter: QPainter) -> None:
        selected, pointed = self.material.selected.step, self._pointed_step()
        if selected is not None:
            self._outline(painter, selected, self.theme.ink)
        if pointed is not None:
            self._outline(painter, pointed, self.theme.quiet)
        elif self._pointer.quantity in OF_SUM and self._pointer.step is None:
            painter.setPen(QPen(self.theme.quiet, 1.4 * self.theme.line_scale))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.waterfall.sum_box.adjusted(-2.0, -2.0, 2.0, 2.0))
        draw_labels(painter, [self.reading(selected if pointed is None else pointed)])

    def pointer_at(self, position: QPointF) -> Pointer:
        if position.y() < self.heading.bottom():
            return NOWHERE
        step, trajectory = self.waterfall.step_at(position), self.material.trajectory
        if step is not None:
            return Pointer(trajectory, step, quantity="score")
        box = self.waterfall.sum_box
        if box.left() <= position.x() <= box.right():
            selected = self.material.selected.step
            return Pointer(trajectory, selected, quantity="trajectory-score")
        return NOWHERE

    def tip_at(self, position: QPointF) -> str:
        pointer = self.pointer_at(position)
        if pointer.quantity == "score" and pointer.step is not None:
            return words.step_tip(self.material, self.sums, pointer.step)
        of_sum = pointer.quantity == "trajectory-score"
        return words.sum_tip(self.sums, self.slopes) if of_sum else ""

    def headline(self) -> Label:
        """Return the sum, by scores and measured."""
        texts = words.headlines(self.material, self.slopes)
        text = self._names.fitting(texts, 0.7 * self.heading.width())
        return Label(text, self.heading, self.theme.ink, self._names, LEFT)

    def reading(self, step: int | None) -> Label:
        """Return the value at a step, at the right end of the heading."""
        said = "" if step is None else f"t = {step}: {signed(float(self.waterfall.values[step]))}"
        room = self.heading.width() - self._names.width(self.headline().text) - 2.0 * SPACE
        text = self._names.fitting((said, ""), room)
        return Label(text, self.heading, self.theme.quiet, self._names, RIGHT)

    def time_labels(self) -> list[Label]:
        """Return the times of the steps, and Σ under their sum."""
        plot, length = self.waterfall.plot, len(self.waterfall.values)
        half = self.waterfall.step_width / 2.0
        scale = Scale(0.0, float(length), plot.left() + half, plot.right() + half)
        ticks = scale.spaced_ticks(self._type.width, 3.0 * SPACE, whole=True)
        within = QRectF(self.times.left() - 2.0 * SPACE, self.times.top(), 0.0, self.times.height())
        within.setRight(self.waterfall.sum_box.left())
        shown = [tick for tick in ticks if tick.value < length]
        below = labels_below(shown, scale, self.times.top(), within, self._type, self.theme)
        named = QRectF(0.0, self.times.top(), within.left() - SPACE, self.times.height())
        return [
            *below,
            self.waterfall.sum_label(self.times.top()),
            Label("t", named, self.theme.quiet, self._type, RIGHT),
        ]

    def _waterfall(self, area: QRectF) -> ScoreWaterfall:
        material, batch = self.material, self.material.iteration.batch
        values = self.sums.score.along(material.direction)
        begin = int(batch.offsets[material.trajectory])
        reached = material.cursor.reached_steps(batch, "score") - begin
        return ScoreWaterfall(
            area=area,
            values=values,
            measured=self.slopes.measured("log_policy"),
            reached=min(max(reached, 0), len(values)),
            span=self._span(values),
            theme=self.theme,
        )

    def _lengths(self, body: QRectF, below: float) -> Lengths:
        area = body.adjusted(0.0, body.height() - below + SPACE, 0.0, 0.0)
        total = float(np.linalg.norm(self.sums.total))
        return Lengths(area, self.sums.norms, total, self.waterfall, self.theme)

    def _span(self, values: np.ndarray) -> tuple[float, float]:
        if not self.material.running:
            self._range.reset()
        self._range.follow(*finite_range(np.zeros(1), np.cumsum(values)))
        low, high = self._range.low, self._range.high
        if low == high:
            return -1.0, 1.0
        margin = MARGIN * (high - low)
        return low - margin, high + margin

    def _pointed_step(self) -> int | None:
        pointer, length = self._pointer, len(self.waterfall.values)
        here = pointer.trajectory in (None, self.material.trajectory)
        known = pointer.step is not None and pointer.step < length
        of_step = pointer.quantity != "trajectory-score"
        return pointer.step if here and known and of_step else None

    def _outline(self, painter: QPainter, step: int, color: QColor) -> None:
        column = self.waterfall.column(step)
        painter.setPen(QPen(color, self.theme.line_scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(column)
        if self.lengths is not None:  # the words between the two stay free
            plot = self.lengths.plot
            painter.drawRect(QRectF(column.left(), plot.top(), column.width(), plot.height()))
