"""L8: the slope of each part of log P(τ;θ), measured by nudging θ: 0, 0, not 0."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from pgviz.gui.derivation.identity import Identity
from pgviz.gui.derivation.nudge import columns
from pgviz.gui.derivation.nudge.bars import Bar, BarChart
from pgviz.gui.derivation.nudge.logarithms_picture import LogarithmsPicture
from pgviz.gui.derivation.nudge.parts import NO_THETA, Part
from pgviz.gui.derivation.nudge.sheet import Column
from pgviz.gui.derivation.nudge.stage import NudgeStage
from pgviz.gui.derivation.stage import Material
from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering, draw_labels
from pgviz.gui.theme import SPACE


class SlopesPicture(LogarithmsPicture):
    """A bar a part, as long as its slope by the formula, and a mark where it was measured."""

    title = "Slopes of the parts of log P(τ;θ)"

    def columns(self, parts: Sequence[Part]) -> list[Column]:
        return [
            columns.change(parts),
            columns.measured(parts),
            columns.derived(parts, wide=False),
        ]

    def arrange(self, area: QRectF) -> None:
        super().arrange(area)
        self.chart = BarChart(self.sheet, self._span(), "∂ along d, nats", self.theme)

    def draw_plot(self, painter: QPainter) -> None:
        self.chart.draw_axis(painter)
        moving = [(row, part.derived) for row, part in enumerate(self.parts) if part.has_theta]
        bars = [Bar(row, 0.0, slope.value, "score") for row, slope in moving if slope]
        self.chart.draw(painter, bars)
        for row, part in enumerate(self.parts):
            if part.measured is not None:
                self.chart.draw_mark(painter, row, part.measured.value, self.theme.ink)
        reasons = self.reasons()
        for label in reasons:
            painter.fillRect(label.extent.adjusted(-2.0, 3.0, 2.0, -3.0), self.theme.card)
        draw_labels(painter, reasons)

    def reasons(self) -> list[Label]:
        """Return why a part has no slope, beside its 0, on the side that has more room."""
        type_, plot = Lettering(self.theme, TICK_POINTS), self.sheet.plot
        zero = self.chart.scale.pixel(0.0)
        right = plot.right() - zero >= zero - plot.left()
        begin, room = (zero, plot.right() - zero) if right else (plot.left(), zero - plot.left())
        labels = []
        for row, part in enumerate(self.parts):
            if part.has_theta:
                continue
            unknown = "unknown, but " if part.before is None else ""
            text = type_.fitting((unknown + NO_THETA, NO_THETA, "no θ"), room - 3.0 * SPACE)
            area = self.sheet.row(row)
            box = QRectF(begin + 2.0 * SPACE, area.top(), room - 2.0 * SPACE, area.height())
            labels.append(Label(text, box, self.theme.quiet, type_, LEFT))
        return labels

    def _span(self) -> tuple[float, float]:
        slopes = [x.value for part in self.parts for x in (part.derived, part.measured) if x]
        return self.span_of(slopes, follow=self.material.running, least=(-1.0, 1.0))


class NudgeSlopesStage(NudgeStage):
    """L8, with its controls."""

    picture_type = SlopesPicture

    def identity(self, material: Material) -> Identity | None:
        """Return the measured slope of the world's part, and 0; None where it is unknown."""
        slopes = self.picture.slopes
        start, dynamics = slopes.measured("log_start"), slopes.measured("log_dynamics")
        if start is None or dynamics is None:
            return None
        return Identity(
            left_name="∂(log μ + Σ log P), measured",
            left=start + dynamics,
            right_name=f"as {NO_THETA}",
            right=0.0,
            difference=max(abs(start), abs(dynamics)),
            scale=1.0,
        )
