"""L3: nudge θ, and see what moves: P(τ;θ) through its policy, and nothing else."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter

from pgviz.gui.derivation.identity import Identity
from pgviz.gui.derivation.nudge import columns
from pgviz.gui.derivation.nudge.curve import CurvePlot
from pgviz.gui.derivation.nudge.parts import products
from pgviz.gui.derivation.nudge.picture import PartsPicture, inset
from pgviz.gui.derivation.nudge.ratios import Ratios
from pgviz.gui.derivation.nudge.sheet import GAP, lay_out, width_of
from pgviz.gui.derivation.nudge.stage import NudgeStage
from pgviz.gui.derivation.stage import Material
from pgviz.gui.smooth_range import SmoothRange
from pgviz.gui.theme import Theme
from pgviz.gui.view import NOWHERE, Pointer

NARROWEST_CURVE, CURVE_SHARE = 150.0, 0.42  # px in normal type; of the width
MEASURED_BY_DIFFERENCES = 1e-6  # relative: what differences of numbers in floating point allow
WIDE = 700.0  # px in normal type: room for reasons


class ProbabilityPicture(PartsPicture):
    """Each factor, P(τ;θ) and R(τ) as a row, and both over ε."""

    title = "P(τ;θ) and R(τ) before and after a nudge of θ"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._ranges = {steep: SmoothRange() for steep in (False, True)}

    def arrange(self, area: QRectF) -> None:
        self.parts = products(self.material, self.slopes)
        wide = area.width() > WIDE * self.theme.type_scale
        shown = [
            columns.before(self.parts),
            columns.after(self.parts),
            columns.measured(self.parts),
            columns.derived(self.parts, wide=wide),
        ]
        room = area.width() - width_of(self.named(), shown, self.theme) - 2.0 * GAP
        curve = max(min(room, CURVE_SHARE * area.width()), NARROWEST_CURVE * self.theme.type_scale)
        rows = inset(area).adjusted(0.0, 0.0, -curve - GAP, 0.0)
        self.sheet = lay_out(rows, self.named(), shown, self.theme, plotted=False)
        right = QRectF(area.right() - curve, area.top(), curve, area.height())
        self.curve = self._curve(right)

    def draw_plot(self, painter: QPainter) -> None:
        self.curve.draw(painter)

    def pointer_at(self, position: QPointF) -> Pointer:
        over = self.curve.epsilon_at(position) is not None
        return NOWHERE if over else super().pointer_at(position)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._drag(event)

    def _drag(self, event: QMouseEvent) -> None:
        """Take the ε under the mouse while its button is down."""
        if self.words or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        epsilon = self.curve.epsilon_at(event.position())
        if epsilon is not None:
            self.epsilon_wanted.emit(round(epsilon, 2))

    def _curve(self, area: QRectF) -> CurvePlot:
        material, slopes = self.material, self.slopes
        ratios = Ratios(*slopes.curve)
        smooth = self._ranges[ratios.steep]
        if not material.running:
            smooth.reset()
        return CurvePlot(
            area=area,
            ratios=ratios,
            epsilon=material.nudge.epsilon,
            slope=slopes.score,
            earned=slopes.here.trajectory_return,
            smooth=smooth,
            theme=self.theme,
        )


class NudgeProbabilityStage(NudgeStage):
    """L3, with its controls."""

    picture_type = ProbabilityPicture

    def identity(self, material: Material) -> Identity | None:
        """Return ∂P(τ;θ) measured and derived, as multiples of P(τ;θ).

        None where numbers are too large for differences of them to tell.
        """
        slopes = self.picture.slopes
        scale = max(abs(slopes.score), 1.0)
        if slopes.rounding > MEASURED_BY_DIFFERENCES * scale:
            return None
        measured = slopes.measured_relative("log_policy")
        assert measured is not None  # the policy is known in every world
        return Identity(
            left_name="∂P/P along d, measured",
            left=measured,
            right_name="by the scores of π",
            right=slopes.score,
            difference=abs(measured - slopes.score),
            scale=scale,
            tolerance=MEASURED_BY_DIFFERENCES,
        )
