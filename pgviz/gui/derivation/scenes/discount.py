"""γᵗ before each score: with it ĝ aims at ∇J of the discounted J, without it at something else."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QToolButton, QWidget

from pgviz.estimation.estimator import Estimator
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.scenes import two_steps
from pgviz.gui.derivation.scenes.canvas import Canvas, Reading
from pgviz.gui.derivation.scenes.comparable import draws_measure, estimate_measure, target_measure
from pgviz.gui.derivation.scenes.comparison import ComparedBars, rows_that_fit
from pgviz.gui.derivation.scenes.comparison_legend import ComparedLegend
from pgviz.gui.derivation.scenes.controlled import SOON, ControlledStage
from pgviz.gui.derivation.scenes.measure import Measure
from pgviz.gui.derivation.scenes.target_angle import TargetAngle
from pgviz.gui.derivation.scenes.unweighted import unweighted_of
from pgviz.gui.estimate.expectation import may_be_biased
from pgviz.gui.estimate.largest import SteadyLargest
from pgviz.gui.estimate.target import UNKNOWN, target_of
from pgviz.gui.notation import weighs_by_time
from pgviz.gui.theme import SPACE, Theme

LEGEND_SHARE = 0.44  # of the width
KEY = "discount_weighting"
ON_OFF = {True: "on", False: "off"}
WHOLE = (
    "With the whole return the discount is in R(τ) already, so that cₜ = 1: γᵗ changes nothing.",
    "The whole return R(τ) is discounted already: γᵗ changes nothing.",
    "R(τ) is discounted already: cₜ = 1.",
)
EQUAL = (
    "γ is 1, and so is γᵗ at every step: both targets are the same. Try γ = 0.9.",
    "γ is 1: both targets are the same. Try γ = 0.9.",
    "γ is 1: no difference.",
)
ON = (
    "On: the mean of all ĝ is ∇J, the gradient of the discounted J.",
    "On: E[ĝ] is ∇J.",
)
OFF = (
    "Off: the mean of all ĝ is the grey target. That isn't ∇J.",
    "Off: E[ĝ] is the grey target.",
)
MOVED = (
    "{0}: other choices (mistake, baseline, σ or average) move the mean of ĝ away as well.",
    "{0}; other choices move E[ĝ] as well.",
)


class DiscountPicture(Canvas):
    """Both targets and ĝ, parameter by parameter."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName("The targets of ĝ with γᵗ and without it")
        self._largest = SteadyLargest()
        self.measures: list[Measure] = []

    def why_nothing(self) -> str:
        return f"{UNKNOWN[0]}." if target_of(self.material) is None else ""

    def arrange(self, area: QRectF) -> None:
        material = self.material
        self.measures = measures_of(material)
        type_ = self.type(name=True, bold=True)
        head = QRectF(area.left(), area.top(), area.width(), type_.height)
        body = area.adjusted(0.0, type_.height + 2 * SPACE, 0.0, 0.0)
        legend = body.adjusted(body.width() * (1.0 - LEGEND_SHARE), 0.0, 0.0, 0.0)
        bars = QRectF(body.topLeft(), legend.bottomLeft()).adjusted(0.0, 0.0, -4 * SPACE, 0.0)
        self.legend = ComparedLegend(legend, self.measures, self.theme)
        self.bars = ComparedBars(
            bars, self.measures, self._parameters(bars), material.policy.layers, self.theme
        )
        below = legend.adjusted(0.0, self.legend.bottom - legend.top() + SPACE, 0.0, 0.0)
        angle = TargetAngle.between(below, material, self.theme)
        self.angle = angle
        heading = self.heading(head, *headline(material))
        self.labels = [heading, *self.bars.labels, *self.legend.labels]
        self.readings = self.bars.readings
        if angle is not None:
            self.labels += angle.labels
            self.readings = [*self.readings, Reading(below, angle.details)]

    def draw_marks(self, painter: QPainter) -> None:
        self.bars.draw(painter)
        self.legend.draw(painter)
        if self.angle is not None:
            self.angle.draw(painter)

    def _parameters(self, area: QRectF) -> np.ndarray:
        material = self.material
        exact = [np.abs(each.values) for each in self.measures if each.exact]
        magnitudes = np.max(exact or [np.abs(self.measures[0].values)], axis=0)
        return self._largest.choose(
            magnitudes,
            [slice(0, len(magnitudes))],
            rows_that_fit(area.height(), len(self.measures), self.theme),
            wanted=material.selected.parameter,
            running=material.running,
        )[0]


class DiscountStage(ControlledStage):
    """The picture, with the switch of γᵗ itself."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(DiscountPicture(theme), theme, parent)
        self.switch = self.add(QToolButton())
        self.switch.setCheckable(True)
        self.switch.clicked.connect(self._set)
        self.hint.setText("weight by γᵗ")
        self.restyle(theme)

    def show_controls(self, material: Material) -> None:
        estimator = material.iteration.hyperparameters.estimator
        self.switch.setChecked(estimator.discount_weighting)
        self.switch.setText(ON_OFF[estimator.discount_weighting])
        self.switch.setEnabled(is_felt(estimator))
        tip = "Changes the hyperparameter; Ctrl+Z takes it back"
        self.switch.setToolTip(tip if is_felt(estimator) else headline(material)[0])

    def _set(self, on: bool) -> None:
        self.switch.setText(f"{ON_OFF[on]} {SOON}")
        self.wanted.emit(KEY, on)


def measures_of(material: Material) -> list[Measure]:
    """Return what is compared: the targets where they are known, and ĝ."""
    target, drawn = target_of(material), draws_measure(material)
    assert target is not None
    known = two_steps.has_closed_form(material)
    discount = material.iteration.hyperparameters.discount
    form = two_steps.closed_form(material, discount) if known else ()
    first = target_measure(target, form)
    named = replace(first, names=("with γᵗ: ∇J of the discounted J", "with γᵗ: ∇J"))
    other = unweighted_measure(material)
    shown = [named if target.exact else first, other, estimate_measure(material), drawn]
    return [each for each in shown if each is not None]


def unweighted_measure(material: Material) -> Measure | None:
    """Return what ĝ aims at without γᵗ; None where it isn't known, or with the whole return."""
    values = unweighted_of(material)
    if values is None:
        return None
    known = two_steps.has_closed_form(material)
    form = two_steps.closed_form(material, 1.0) if known else ()
    names = "without γᵗ: what E[ĝ] is then", "without γᵗ"
    return Measure(names, "dynamics", values, details=form)


def is_felt(estimator: Estimator) -> bool:
    """Return whether γᵗ makes a difference."""
    return weighs_by_time(replace(estimator, discount_weighting=True))


def headline(material: Material) -> Sequence[str]:
    """Return what the picture says, the longest way of saying it first."""
    estimator = material.iteration.hyperparameters.estimator
    if estimator.return_ == "whole":
        return WHOLE
    if not is_felt(estimator):
        return EQUAL
    if may_be_biased(replace(estimator, discount_weighting=True)):
        set_to = ON_OFF[estimator.discount_weighting].capitalize()
        return [way.format(set_to) for way in MOVED]
    return ON if estimator.discount_weighting else OFF
