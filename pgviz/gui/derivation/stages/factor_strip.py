"""L1: the factors of the selected trajectory's probability, one tile each."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pgviz.gui.derivation.factors.chain import Tile
from pgviz.gui.derivation.factors.strip import Composer, Strip
from pgviz.gui.derivation.factors.words import tip
from pgviz.gui.derivation.stage import PaintedStage
from pgviz.gui.quantity import Quantity
from pgviz.gui.theme import Theme
from pgviz.gui.view import NOWHERE, Pointer

NOTHING_YET = "Press Space: the factors of a sampled trajectory are shown here."
MEANT: dict[Quantity, tuple[Quantity, ...]] = {
    "start": ("start",),
    "dynamics": ("dynamics",),
    "policy": ("policy",),
    "log-policy": ("policy",),
    "score": ("policy",),
    "probability": ("start", "dynamics", "policy"),
    "log-probability": ("start", "dynamics", "policy"),
}
"""Which tiles are meant by a quantity that is pointed at elsewhere."""


class FactorStripStage(PaintedStage):
    """μ · π · P · π · P …, tiles as long as their logarithm, and the running sum."""

    title = "Factors of P(τ;θ)"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._composer = Composer()

    def missing(self) -> str:
        return NOTHING_YET if self._material is None else ""

    def arrange(self, area: QRectF) -> None:
        self.strip: Strip = self._composer.compose(self.material, area, self.theme)

    def draw(self, painter: QPainter) -> None:
        self.strip.draw(painter)

    def draw_highlight(self, painter: QPainter) -> None:
        selected, pointed = self.material.selected.step, self._pointed_step()
        if selected is not None:
            self.strip.draw_step(painter, selected, self.theme.ink)
        if pointed is not None and self._pointer.quantity is None:
            self.strip.draw_step(painter, pointed, self.theme.quiet)
        if self._pointer.quantity is not None:
            self.strip.row.outline(painter, self._is_meant, self.theme.ink)
        self.strip.draw_reading(painter, selected if pointed is None else pointed)

    def pointer_at(self, position: QPointF) -> Pointer:
        tile, step = self.strip.tile_at(position), self.strip.step_at(position)
        if tile is not None:
            return Pointer(self.material.trajectory, tile.step, quantity=tile.quantity)
        return NOWHERE if step is None else Pointer(self.material.trajectory, step)

    def tip_at(self, position: QPointF) -> str:
        tile = self.strip.tile_at(position)
        return "" if tile is None else tip(self.strip.chain, tile)

    def _pointed_step(self) -> int | None:
        """Return the step of the shown trajectory that is pointed at."""
        pointer, length = self._pointer, self.strip.chain.length
        here = pointer.trajectory in (None, self.strip.chain.material.trajectory)
        known = pointer.step is not None and pointer.step < length
        return pointer.step if here and known else None

    def _is_meant(self, tile: Tile) -> bool:
        meant = MEANT.get(self._pointer.quantity, ()) if self._pointer.quantity else ()
        return tile.quantity in meant and self._pointed_step() in (None, tile.step)
