"""Painted pictures of a nudge: of a trajectory, and of its parts as rows."""

import math

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pgviz.gui.derivation.nudge.columns import tip
from pgviz.gui.derivation.nudge.parts import Part
from pgviz.gui.derivation.nudge.sheet import Sheet
from pgviz.gui.derivation.nudge.slopes import LastSlopes, Slopes
from pgviz.gui.derivation.stage import MaterialPicture
from pgviz.gui.lettering import draw_labels
from pgviz.gui.quantity import Quantity
from pgviz.gui.theme import Theme
from pgviz.gui.view import NOWHERE, Pointer

NOTHING_YET = "Press Space: a sampled trajectory is nudged here."
NO_DIRECTION = "ĝ is 0 and points nowhere: choose a parameter above to nudge θ along."
IMPOSSIBLE = "P(τ;θ) of this trajectory is 0 as far as numbers go: its log has no slope to show."
SAME: dict[Quantity, Quantity] = {
    "log-policy": "policy",
    "score": "policy",
    "log-probability": "probability",
    "probability-gradient": "probability",
    "trajectory-score": "probability",
}
"""Quantities that stand for the same row."""


class NudgePicture(MaterialPicture):
    """A picture of the selected trajectory, and of how it moves along the nudge's direction."""

    epsilon_wanted = Signal(float)
    needs_direction = True  # to have anything to show

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._last = LastSlopes()

    @property
    def slopes(self) -> Slopes:
        """How the parts move along the direction."""
        return self._last.of(self.material)

    def missing(self) -> str:
        if self._material is None:
            return NOTHING_YET
        if self.needs_direction and not self._material.direction.any():
            return NO_DIRECTION
        return "" if math.isfinite(self.slopes.here.log_policy) else IMPOSSIBLE


class PartsPicture(NudgePicture):
    """A subclass fills `arrange`, where it sets `parts` and `sheet`, and draws beside them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.parts: tuple[Part, ...] = ()
        self.sheet: Sheet

    def draw(self, painter: QPainter) -> None:
        self.draw_plot(painter)
        draw_labels(painter, self.sheet.labels)

    def draw_plot(self, painter: QPainter) -> None:
        """Draw what stands beside the numbers."""
        raise NotImplementedError

    def draw_highlight(self, painter: QPainter) -> None:
        for index, part in enumerate(self.parts):
            if self._means(part):
                self.sheet.outline(painter, index, self.theme.quiet)

    def pointer_at(self, position: QPointF) -> Pointer:
        part = self.part_at(position)
        if part is None:
            return NOWHERE
        return Pointer(self.material.trajectory, self.material.selected.step, None, part.quantity)

    def tip_at(self, position: QPointF) -> str:
        part = self.part_at(position)
        return "" if part is None else tip(part)

    def part_at(self, position: QPointF) -> Part | None:
        """Return the part whose row lies under a place."""
        row = self.sheet.row_at(position)
        return None if row is None else self.parts[row]

    def _means(self, part: Part) -> bool:
        pointed = self._pointer.quantity
        return pointed is not None and SAME.get(pointed, pointed) == SAME.get(
            part.quantity, part.quantity
        )

    def named(self) -> list[tuple[str, str]]:
        """Return the rows' names and roles."""
        return [(part.name, part.role) for part in self.parts]


def inset(area: QRectF) -> QRectF:
    """Return the area of a picture less what the frames around rows need."""
    return area.adjusted(2.0, 0.0, -2.0, 0.0)
