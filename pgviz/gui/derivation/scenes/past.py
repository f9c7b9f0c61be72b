"""Past rewards in a step's weight: 0 on average, and spread."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from pgviz.gui.derivation.ledger.direction import Direction
from pgviz.gui.derivation.scenes.canvas import Canvas, Reading
from pgviz.gui.derivation.scenes.measured import Measured, direction_of, measured
from pgviz.gui.derivation.scenes.past_facts import Facts, LastFacts
from pgviz.gui.derivation.scenes.past_words import added, verdict
from pgviz.gui.derivation.scenes.step_bars import StepBars
from pgviz.gui.derivation.scenes.variance_bars import VarianceBars
from pgviz.gui.derivation.scenes.whiskers import Row, Whiskers
from pgviz.gui.format import exact, short
from pgviz.gui.notation import trajectory_name
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import NOWHERE, Pointer

BARS_SHARE = 0.5  # of the width
MEANS_SHARE = 0.58  # of the height
ROUNDING = 1e-10  # of the standard deviation of one trajectory's gradient
ONE_STEP = "Every trajectory has one step: nothing is earned before it."


class PastScene(Canvas):
    """Each step's weight in two parts; what the past's mean is, and what variance it adds."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName("Past and future rewards in each step's weight")
        self._last = LastFacts()
        self.variance: VarianceBars | None = None

    @property
    def facts(self) -> Facts:
        """What is known of the shown batch."""
        return self._last.of(self.material)

    @property
    def direction(self) -> Direction:
        """Along what gradients are told as numbers."""
        return direction_of(self.material)

    def why_nothing(self) -> str:
        longest = self.material.iteration.batch.lengths.max()
        return self.why_not_sampled() if longest > 1 else ONE_STEP

    def arrange(self, area: QRectF) -> None:
        line = self.type(name=True, bold=True).height + SPACE / 2.0
        middle = area.left() + BARS_SHARE * area.width()
        left = QRectF(area.topLeft(), QPointF(middle - 2.0 * SPACE, area.bottom()))
        right = QRectF(QPointF(middle + 2.0 * SPACE, area.top()), area.bottomRight())
        self._arrange_bars(left, line)
        share = 1.0 if self.facts.spread is None else MEANS_SHARE
        upper = QRectF(right.topLeft(), QSizeF(right.width(), share * right.height()))
        self._arrange_means(upper, line)
        self._arrange_variance(right.adjusted(0.0, upper.height(), 0.0, 0.0), line)

    def draw_marks(self, painter: QPainter) -> None:
        self.bars.draw(painter)
        self.means.draw(painter)
        if self.variance is not None:
            self.variance.draw(painter)

    def draw_highlight(self, painter: QPainter) -> None:
        chosen = self.material.selected.step, self.theme.ink
        own = self._pointer.trajectory in (None, self.material.trajectory)
        pointed = self._pointer.step if own else None, self.theme.quiet
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for step, color in (chosen, pointed):
            if step is not None and step < self.bars.steps:
                painter.setPen(QPen(color, self.theme.line_scale))
                painter.drawRect(self.bars.column(step))

    def pointer_at(self, position: QPointF) -> Pointer:
        step = self._step_at(position)
        return NOWHERE if step is None else Pointer(self.material.trajectory, step)

    def tip_at(self, position: QPointF) -> str:
        step = self._step_at(position)
        if step is None:
            return super().tip_at(position)
        past, future = (
            float(each[step]) for each in (self.bars.parts.past, self.bars.parts.future)
        )
        return (
            f"step {step}\npast rewards: {exact(past)}\nfuture rewards: {exact(future)}\n"
            f"R(τ): {exact(self.bars.total)}"
        )

    def _step_at(self, position: QPointF) -> int | None:
        return self.bars.step_at(position.x()) if self.bars.plot.contains(position) else None

    def _arrange_bars(self, area: QRectF, line: float) -> None:
        own = self.material.iteration.batch.slice(self.material.trajectory)
        body = area.adjusted(0.0, line, 0.0, 0.0)
        self.bars = StepBars(body, self.facts.parts_in(own), self.theme)
        name, total = trajectory_name(self.material.trajectory), short(self.bars.total)
        titles = f"{name}: past + future = R(τ) = {total}", f"past + future = {total}"
        head = QRectF(area.left(), area.top(), area.width(), line)
        self.labels = [self.heading(head, *titles), *self.bars.labels]
        self.readings = []

    def _arrange_means(self, area: QRectF, line: float) -> None:
        head = QRectF(area.left(), area.top(), area.width(), line)
        self.means = Whiskers(area.adjusted(0.0, line, 0.0, -SPACE), self._rows, self.theme)
        self.labels += [self.heading(head, *verdict(self.past)), *self.means.labels]
        self.readings += [
            Reading(self.means.row(index), row.details) for index, row in enumerate(self.means.rows)
        ]

    def _arrange_variance(self, area: QRectF, line: float) -> None:
        spread = self.facts.spread
        self.variance = None
        if spread is not None:
            self.variance = VarianceBars(area.adjusted(0.0, line, 0.0, 0.0), spread, self.theme)
            head = QRectF(area.left(), area.top(), area.width(), line)
            self.labels += [self.heading(head, *added(spread)), *self.variance.labels]
            self.readings.append(Reading(area, self.variance.details))

    @property
    def past(self) -> Measured:
        """What the past adds to ĝ along the direction."""
        return measured(self.facts.gradients.past @ self.direction.vector)

    @property
    def _rows(self) -> list[Row]:
        along, past = self.direction, self.past
        future = measured(self.facts.gradients.future @ along.vector)
        told = "mean over the batch ± standard error, along " + along.name
        return [
            Row(("past part of ĝ", "past"), past, "quiet", f"{told}\npast: {past.details}"),
            *self._exact_row(("its expectation", "E[past]"), "quiet", self._expected),
            Row(("future part", "future"), future, "weight", f"{told}\nfuture: {future.details}"),
            *self._exact_row(("∇J, exact", "∇J"), "exact", self._aim),
        ]

    def _exact_row(self, names: tuple[str, ...], role: str, value: float | None) -> list[Row]:
        if value is None:
            return []
        number = Measured(value)
        details = f"{names[0]} along {self.direction.name}, over all trajectories: {number.details}"
        return [Row(names, number, role, details, exact=True)]

    @property
    def _expected(self) -> float | None:
        """E of the past's part along the direction, 0 where it is rounding; None if unknown."""
        spread = self.facts.spread
        if spread is None or spread.mean is None:
            return None
        mean = float(spread.mean @ self.direction.vector)
        return mean if abs(mean) > ROUNDING * spread.whole**0.5 else 0.0

    @property
    def _aim(self) -> float | None:
        known = self.material.iteration.exact
        return None if known is None else float(known.gradient @ self.direction.vector)
