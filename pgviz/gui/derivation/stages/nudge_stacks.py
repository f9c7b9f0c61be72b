"""L7: three stacks of one bar, which add up to log P(τ;θ), and which of them a nudge moves."""

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from pgviz.environments.batch import Batch
from pgviz.estimation.factors import Factors
from pgviz.gui.derivation.identity import Identity
from pgviz.gui.derivation.nudge import columns
from pgviz.gui.derivation.nudge.bars import Bar, BarChart
from pgviz.gui.derivation.nudge.logarithms_picture import LogarithmsPicture
from pgviz.gui.derivation.nudge.parts import Part
from pgviz.gui.derivation.nudge.sheet import Column
from pgviz.gui.derivation.nudge.stage import NudgeStage
from pgviz.gui.derivation.stage import Material
from pgviz.policies.softmax import of_actions

TOTAL = 3  # the row of log P(τ;θ)
WHY_UNKNOWN = {
    False: "? unknown, and without θ",
    True: "? unknown, but only Σ log π moves it",
}


class StacksPicture(LogarithmsPicture):
    """Each part from where the one above it ends; all of them once more in the last row."""

    title = "The three parts of log P(τ;θ), stacked"
    needs_direction = False

    def columns(self, parts: Sequence[Part]) -> list[Column]:
        return [columns.before(parts), columns.after(parts), columns.change(parts)]

    def arrange(self, area: QRectF) -> None:
        super().arrange(area)
        before = [0.0 if part.before is None else part.before.value for part in self.parts]
        after = [0.0 if part.after is None else part.after.value for part in self.parts]
        self.before, self.after = self._stacked(before), self._stacked(after)
        self.chart = BarChart(self.sheet, self._span(), "nats", self.theme)

    def draw_plot(self, painter: QPainter) -> None:
        self.chart.draw_axis(painter)
        for bar in self.after[: TOTAL - 1]:
            self.chart.draw_link(painter, bar.row, bar.end)
        self.chart.draw(painter, self.after)
        if self.material.nudge.epsilon != 0.0:
            self.chart.draw_ghosts(painter, [self.before[TOTAL - 1], self.before[-1]])
        for row, part in enumerate(self.parts):
            if part.after is None:
                self.chart.draw_unknown(painter, row, WHY_UNKNOWN[part.has_theta])

    def _stacked(self, values: list[float]) -> list[Bar]:
        """Return each part's bar, and all of them again in the last row."""
        ends = np.concatenate(([0.0], np.cumsum(values[:TOTAL])))
        bars = [
            Bar(row, float(ends[row]), float(ends[row + 1]), self.parts[row].role)
            for row in range(TOTAL)
        ]
        if self.parts[TOTAL].after is None:
            return bars
        return bars + [Bar(TOTAL, bar.begin, bar.end, bar.role) for bar in bars]

    def _span(self) -> tuple[float, float]:
        """Return a range that holds both stacks, and grows while ε is dragged."""
        follow = self.material.running or self.material.nudge.epsilon != 0.0
        ends = [bar.end for bar in (*self.before, *self.after)]
        return self.span_of(ends, follow=follow, least=(-1.0, 0.0))


class NudgeStacksStage(NudgeStage):
    """L7, with its controls."""

    picture_type = StacksPicture

    def identity(self, material: Material) -> Identity | None:
        """Return the logarithm of the product, multiplied out, and the sum of the parts."""
        factors = material.nudged_factors
        probabilities = _probabilities(material, factors)
        if not probabilities.all():  # a factor is 0 as a float, whatever its logarithm
            return None
        left, right = log_of_product(probabilities), sum(part or 0.0 for part in factors.sums)
        known = factors.log_probability is not None
        return Identity(
            left_name="log of the product of all factors" if known else "log of the product of π",
            left=left,
            right_name="sum of the three parts" if known else "Σ log π",
            right=right,
            difference=abs(left - right),
            scale=max(abs(left), abs(right), 1.0),
        )


def log_of_product(factors: np.ndarray) -> float:
    """Return log ∏ f of positive factors, multiplied, not added, however small the product is."""
    mantissa, exponent = 1.0, 0
    for factor in factors.tolist():
        mantissa, shift = math.frexp(mantissa * factor)
        exponent += shift
    return math.log(mantissa) + exponent * math.log(2.0)


def _probabilities(material: Material, factors: Factors) -> np.ndarray:
    """Return every known factor of P(τ;θ+εd), π as the policy tells it."""
    known = [_of_policy(material)]
    if factors.log_dynamics is not None and factors.log_start is not None:
        known += [np.exp(factors.log_dynamics), np.array([math.exp(factors.log_start)])]
    return np.concatenate(known)


def _of_policy(material: Material) -> np.ndarray:
    """Return π(a_t|s_t), or its density, at every step of the selected trajectory."""
    batch: Batch = material.iteration.batch
    own = batch.slice(material.trajectory)
    actions = batch.actions[own]
    evaluation = material.policy.evaluate(material.nudged_theta, batch.observations[own], actions)
    if evaluation.probabilities is None:
        return np.exp(evaluation.log_probabilities)
    return of_actions(evaluation.probabilities, actions)
