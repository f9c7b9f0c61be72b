"""The fan as a painted panel of its own."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from pgviz.gui.derivation.fan.plot import FanPlot
from pgviz.gui.derivation.fan.words import Findings
from pgviz.gui.format import exact
from pgviz.gui.painted import PaintedPanel
from pgviz.gui.view import Pointer

NOTHING = "ĝ is 0, and so is ∇J as far as it is known: there is nothing to draw."


class FanPicture(PaintedPanel):
    """Rays and arrows; the tips of the arrows can be pointed at."""

    findings: Findings | None = None

    def show_findings(self, findings: Findings) -> None:
        """Draw what has been found of ĝ."""
        self.findings = findings
        self.refresh()

    def missing(self) -> str:
        if self.findings is None:
            return ""
        return "" if self.findings.fan.axes.any() else NOTHING

    def refresh(self) -> None:
        if self.findings is not None:
            super().refresh()

    def arrange(self, area: QRectF) -> None:
        assert self.findings is not None
        self.plot = FanPlot(area, self.findings.fan, self.findings.target, self.theme)

    def draw(self, painter: QPainter) -> None:
        self.plot.draw(painter)

    def draw_highlight(self, painter: QPainter) -> None:
        if self._pointer.quantity is not None:
            self.plot.draw_pointed(painter, self._pointer.quantity)

    def pointer_at(self, position: QPointF) -> Pointer:
        return Pointer(quantity=self.plot.quantity_at(position))

    def tip_at(self, position: QPointF) -> str:
        assert self.findings is not None
        fan, quantity = self.findings.fan, self.plot.quantity_at(position)
        if quantity == "estimate":
            return _place("ĝ of this iteration", fan.estimate)
        if quantity == "gradient" and fan.target is not None and self.findings.target is not None:
            return _place(self.findings.target.name, fan.target)
        number = self.plot.draw_at(position)
        return "" if number is None else _place(f"draw {number + 1}", fan.draws[number])


def _place(name: str, place: np.ndarray) -> str:
    return f"{name}\nalong: {exact(place[0])}\nacross: {exact(place[1])}"
