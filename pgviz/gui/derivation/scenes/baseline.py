"""A baseline changes how far the g_i spread; their sample mean wobbles, what they aim at stays."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pgviz.gui.derivation.scenes.baseline_cloud import BaselineCloud
from pgviz.gui.derivation.scenes.baseline_curve import BaselineCurve
from pgviz.gui.derivation.scenes.baseline_facts import Facts, facts_of
from pgviz.gui.derivation.scenes.canvas import Canvas, Reading
from pgviz.gui.derivation.scenes.labelled_slider import LabelledSlider
from pgviz.gui.derivation.scenes.slid import SlidStage
from pgviz.gui.derivation.stage import Material
from pgviz.gui.format import exact, short
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import Pointer

CLOUD_SHARE = 0.52  # of the width
ONE = "One trajectory has no spread: set trajectories m to 2 or more."
LARGEST = 1e140  # of a baseline: with a larger one the square of a gradient is no float
HUGE = "J is so large here that no variance can be told."
EQUAL = "All trajectories have the same gradient, whatever b is: there is no cloud to be seen."


class BaselinePicture(Canvas):
    """The cloud at b beside the variance over b."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName("The trajectories' gradients under a constant baseline")
        self.baseline = 0.0
        self._facts: Facts | None = None
        self._of: tuple[object, ...] = ()  # what the facts are of

    @property
    def facts(self) -> Facts:
        """What is known of the shown batch."""
        assert self._facts is not None
        return self._facts

    def show_material(self, material: Material) -> None:
        of = material.iteration, material.reference, material.running
        if of != self._of and material.iteration.batch.size > 1:
            self._of, self._facts = of, facts_of(material)
            low, high = self.facts.span
            self.baseline = min(max(self.baseline, low), high)
        super().show_material(material)

    def why_nothing(self) -> str:
        if self.material.iteration.batch.size < 2:
            return ONE
        if max(map(abs, self.facts.span)) > LARGEST:
            return HUGE
        spread = self.facts.gradients.earned.any() or self.facts.gradients.scores.any()
        return self.why_not_sampled() if spread else EQUAL

    def arrange(self, area: QRectF) -> None:
        type_ = self.type(name=True, bold=True)
        middle = area.left() + CLOUD_SHARE * area.width()
        head = QRectF(area.left(), area.top(), middle - area.left() - 2 * SPACE, type_.height)
        rest = QRectF(middle + SPACE, area.top(), area.right() - middle - SPACE, type_.height)
        down = QPointF(0.0, area.bottom())
        cloud = QRectF(head.bottomLeft(), QPointF(head.right(), down.y()))
        curve = QRectF(rest.bottomLeft(), QPointF(rest.right(), down.y()))
        self.cloud = BaselineCloud(cloud, self.facts, self.baseline, self.theme)
        self.curve = BaselineCurve(curve, self.facts, self.baseline, self.theme)
        centre, size = self.heading(head, *self._centre), self.heading(rest, *self._size)
        self.labels = [centre, size, *self.curve.labels, *self.cloud.labels]
        self.readings = [
            Reading(cloud, self._cloud_details, Pointer(quantity="estimate")),
            Reading(curve, self._curve_details, Pointer(quantity="return")),
        ]

    def draw_marks(self, painter: QPainter) -> None:
        self.cloud.draw(painter)
        self.curve.draw(painter)

    def draw_highlight(self, painter: QPainter) -> None:
        """What is pointed at needs no frame around half of the picture."""

    @property
    def _centre(self) -> tuple[str, ...]:
        if self.facts.aims_at_gradient:
            return (
                "ĝ(b), the mean here, wobbles; E[ĝ(b)] = ∇J stays",
                "ĝ(b) wobbles; E[ĝ(b)] = ∇J stays",
                "E[ĝ(b)] = ∇J stays",
            )
        return (
            "ĝ(b) wobbles; E[ĝ(b)] stays (not ∇J: γᵗ is off)",
            "E[ĝ(b)] stays (not ∇J: γᵗ is off)",
            "E[ĝ(b)] stays, not ∇J",
        )

    @property
    def _size(self) -> tuple[str, ...]:
        percent = f"{short(100.0 * float(self.facts.share(self.baseline)))} %"
        kind = "exact" if self.facts.variance.exact else "of this batch"
        return (
            f"variance of gᵢ: {percent} of that at b = 0, {kind}",
            f"variance: {percent} of b = 0, {kind}",
            f"variance: {percent} of b = 0",
            f"variance {percent}",
        )

    @property
    def _cloud_details(self) -> str:
        gradients = self.facts.gradients.at(self.baseline)
        length = float((gradients.mean(axis=0) ** 2).sum() ** 0.5)
        error = float((gradients.var(axis=0, ddof=1).sum() / len(gradients)) ** 0.5)
        beyond = int((~self.cloud.inside).sum())
        lines = [f"b = {exact(self.baseline)}", f"‖ĝ(b)‖ = {exact(length)}"]
        lines.append(f"its standard error, all parameters together: {exact(error)}")
        if self.facts.target is not None:
            lines.append(f"{self.facts.target.name}, its length: {exact(self.facts.target.norm)}")
        return "\n".join([*lines, *([f"{beyond} dots lie beyond the axes"] if beyond else [])])

    @property
    def _curve_details(self) -> str:
        variance = self.facts.variance
        kind = "exactly, over all trajectories" if variance.exact else "of this batch"
        lines = [f"{name}: b = {exact(b)}" for name, b in self.facts.marked.items()]
        return "\n".join(
            [
                f"Σ Var[gᵢ(b)] over all parameters, {kind}",
                f"at b = {exact(self.baseline)}: {exact(float(variance.at(self.baseline)))}",
                f"at b = 0: {exact(variance.constant)}",
                *lines[1:],
            ]
        )


class BaselineScene(SlidStage):
    """Slide b: the cloud shrinks and grows, ∇J stays."""

    picture: BaselinePicture

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        slider = LabelledSlider("baseline b", "Constant baseline b", "weight", theme)
        super().__init__(slider, BaselinePicture(theme), theme, parent)

    def show_slider(self) -> None:
        self.slider.show_value(self.picture.baseline, *self.picture.facts.span, home=0.0)

    def slide(self, value: float) -> None:
        self.picture.baseline = value
        self.picture.refresh()
        self.show_slider()
