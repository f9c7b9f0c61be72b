"""A mean over steps is not just a scale: where ĝ lies on average, beside ∇J."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QToolButton, QWidget

from pgviz.estimation.mistakes import MISTAKES
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.scenes.bias_arrows import BiasArrows
from pgviz.gui.derivation.scenes.bias_facts import BiasFacts, LastBiasFacts
from pgviz.gui.derivation.scenes.bias_words import headline
from pgviz.gui.derivation.scenes.canvas import Canvas
from pgviz.gui.derivation.scenes.comparable import draws_measure, estimate_measure, target_measure
from pgviz.gui.derivation.scenes.comparison import ComparedBars, rows_that_fit
from pgviz.gui.derivation.scenes.comparison_legend import ComparedLegend
from pgviz.gui.derivation.scenes.controlled import SOON, ControlledStage
from pgviz.gui.derivation.scenes.measure import Measure
from pgviz.gui.derivation.scenes.terms_table import TermsTable, fits
from pgviz.gui.estimate.largest import SteadyLargest
from pgviz.gui.estimate.target import UNKNOWN
from pgviz.gui.lettering import LEFT, Label
from pgviz.gui.notation import parameter_label
from pgviz.gui.theme import SPACE, Theme

KEY, USUAL, NONE = "mistake", "mean-log", "none"
BARS_SHARE = 0.44  # of the width


class BiasPicture(Canvas):
    """Bars of both by parameter; beside them the terms of both sums, or both as arrows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName("The mean of ĝ beside ∇J")
        self._last, self._largest = LastBiasFacts(), SteadyLargest()
        self.beside: TermsTable | BiasArrows | None = None

    @property
    def facts(self) -> BiasFacts | None:
        """What is known of the shown ĝ."""
        return self._last.of(self.material)

    def why_nothing(self) -> str:
        return f"{UNKNOWN[0]}." if self.facts is None else ""

    def arrange(self, area: QRectF) -> None:
        facts = self.facts
        assert facts is not None
        type_ = self.type(name=True, bold=True)
        head = QRectF(area.left(), area.top(), area.width(), type_.height)
        body = area.adjusted(0.0, type_.height + SPACE, 0.0, 0.0)
        left = QRectF(body.left(), body.top(), BARS_SHARE * body.width(), body.height())
        right = body.adjusted(left.width() + 5 * SPACE, 0.0, 0.0, 0.0)
        self._arrange_bars(left, facts)
        self.beside = self._beside(right, facts)
        heading = self.heading(head, *headline(facts, self.material))
        self.labels = [heading, *self.legend.labels, *self.bars.labels]
        self.readings = self.bars.readings
        if isinstance(self.beside, TermsTable):
            self.labels += [self._told(right), *self.beside.labels]
            self.readings = [*self.readings, *self.beside.readings]

    def draw_marks(self, painter: QPainter) -> None:
        self.bars.draw(painter)
        self.legend.draw(painter)
        if self.beside is not None:
            self.beside.draw(painter)

    def _arrange_bars(self, area: QRectF, facts: BiasFacts) -> None:
        measures = self._measures(facts)
        self.legend = ComparedLegend(area, measures, self.theme)
        below = QRectF(area)
        below.setTop(self.legend.bottom)
        parameters = self._parameters(below, measures)
        self.bars = ComparedBars(
            below, measures, parameters, self.material.policy.layers, self.theme
        )

    def _measures(self, facts: BiasFacts) -> list[Measure]:
        expected = None
        if facts.expected is not None:
            expected = Measure(("E[ĝ] exactly", "E[ĝ]"), "estimate", facts.expected)
        shown = (
            target_measure(facts.target),
            expected,
            estimate_measure(self.material),
            draws_measure(self.material),
        )
        return [each for each in shown if each is not None]

    def _parameters(self, area: QRectF, measures: list[Measure]) -> np.ndarray:
        material = self.material
        magnitudes = np.max([np.abs(each.values) for each in measures[:2]], axis=0)
        return self._largest.choose(
            magnitudes,
            [slice(0, len(magnitudes))],
            rows_that_fit(area.height(), len(measures), self.theme),
            wanted=material.selected.parameter,
            running=material.running,
        )[0]

    def _beside(self, area: QRectF, facts: BiasFacts) -> TermsTable | BiasArrows | None:
        below = area.adjusted(0.0, self.type().height, 0.0, 0.0)
        if facts.terms is not None and fits(below.height(), facts.terms, self.theme):
            return TermsTable(below, facts.terms, self._parameter(facts), self.theme)
        if facts.mean is None:
            return None
        return BiasArrows(area, facts.mean, facts, self.theme)

    def _parameter(self, facts: BiasFacts) -> int:
        """Return the parameter that is selected, else the last of those where ∇J is largest."""
        selected = self.material.selected.parameter
        if selected is not None:
            return selected
        sizes = np.abs(facts.target.gradient)
        return int(np.flatnonzero(sizes >= (1.0 - 1e-9) * sizes.max())[-1])

    def _told(self, area: QRectF) -> Label:
        assert self.facts is not None
        name = parameter_label(self.material.policy.layers, self._parameter(self.facts))
        type_ = self.type()
        box = QRectF(area.left(), area.top(), area.width(), type_.height)
        ways = f"every trajectory, along {name}: it adds P(τ) · g", f"along {name}"
        return Label(type_.fitting(ways, box.width()), box, self.theme.quiet, type_, LEFT)


class BiasStage(ControlledStage):
    """The picture, with a button that makes the mistake and one that doesn't."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(BiasPicture(theme), theme, parent)
        self._mistake = USUAL  # that is switched on again
        self.hint.setText("mistake")
        self.switch = self.add(QToolButton())
        self.switch.setCheckable(True)
        self.switch.clicked.connect(self._set)
        self.restyle(theme)

    def show_controls(self, material: Material) -> None:
        mistake = material.iteration.hyperparameters.mistake
        if mistake != NONE:
            self._mistake = mistake
        self.switch.setChecked(mistake != NONE)
        self.switch.setText(
            f"{MISTAKES[self._mistake].label}: {'on' if mistake != NONE else 'off'}"
        )
        self.switch.setToolTip(f"{MISTAKES[self._mistake].wrong} Ctrl+Z takes the change back")

    def _set(self, on: bool) -> None:
        label = MISTAKES[self._mistake].label
        self.switch.setText(f"{label}: {'on' if on else 'off'} {SOON}")
        self.wanted.emit(KEY, self._mistake if on else NONE)
