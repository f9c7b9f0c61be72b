"""L10: ĝ beside ∇J, and the sum behind it down to single products."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pgviz.gui.derivation.adding.parts import Component
from pgviz.gui.derivation.adding.picture import SumsPicture
from pgviz.gui.derivation.adding.ranges import Ranges
from pgviz.gui.derivation.identity import Identity
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.stage import PaintedStage
from pgviz.gui.estimate.words import why_nothing
from pgviz.gui.notation import parameter_label
from pgviz.gui.theme import Theme
from pgviz.gui.view import Pointer

WAITING = "Press Space: ĝ adds up what the sampled trajectories say."


class AverageStage(PaintedStage):
    """At the left the trajectories that add up to ĝ, at the right the steps of the selected one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._ranges = Ranges()

    def show_material(self, material: Material) -> None:
        super().show_material(material)
        self.identity_changed.emit(estimate_identity(Component.chosen(material)))

    def missing(self) -> str:
        return WAITING if self._material is None else why_nothing(self._material.iteration)

    def arrange(self, area: QRectF) -> None:
        self.picture = SumsPicture(Component.chosen(self.material), area, self._ranges, self.theme)

    def draw(self, painter: QPainter) -> None:
        self.picture.draw(painter)

    def draw_highlight(self, painter: QPainter) -> None:
        self.picture.draw_pointed(painter, self._pointer, self.theme.quiet)

    def pointer_at(self, position: QPointF) -> Pointer:
        return self.picture.pointer_at(position)

    def tip_at(self, position: QPointF) -> str:
        return self.picture.tip_at(position)


def estimate_identity(component: Component) -> Identity | None:
    """Return ĝ ≈ ∇J for a parameter, with the standard error; None where ∇J is unknown."""
    if component.target is None or component.exact is None:
        return None
    name = parameter_label(component.view.policy.layers, component.parameter)
    return Identity(
        left_name=f"ĝ of {name}",
        left=component.estimate,
        right_name=component.target.symbol,
        right=component.exact,
        difference=abs(component.estimate - component.exact),
        scale=abs(component.exact),
        exact=False,
        standard_error=component.standard_error,
        right_error=None if component.target.reference is None else component.exact_error,
    )
