"""J goes up while the surrogate loss goes where it likes."""

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from pgviz.gui.curves.curve import Curve
from pgviz.gui.curves.panel import CurvesPanel
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.scenes.loss_series import MEAN_RETURN, OBJECTIVE, SURROGATE
from pgviz.gui.derivation.stage import PaintedStage
from pgviz.gui.format import count
from pgviz.gui.marks import event_marks
from pgviz.gui.theme import SPACE, Theme
from pgviz.training.history import History

FLAT = 5.0  # times as wide as high: both curves beside each other
GAP = 5.0 * SPACE


class LossScene(CurvesPanel, PaintedStage):
    """Both curves over all iterations, with marks where a hyperparameter was changed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__((OBJECTIVE, MEAN_RETURN, SURROGATE), theme, parent)
        self.setAccessibleName("J and the surrogate loss over iterations")

    def show_history(self, history: History) -> None:
        self.beside.marks = event_marks(history, ())
        if self.take_in(history) and self.isVisible():
            self.refresh()

    def show_material(self, material: Material) -> None:
        self._cursor = material.iteration.number
        self.refresh()

    def shared_out(self, area: QRectF) -> list[tuple[Curve, QRectF]]:
        objective, returns, surrogate = self._run.curves
        objective.follow(self._run.columns, area.width())
        climbing = returns if objective.empty else objective
        return list(zip((climbing, surrogate), _halves(area), strict=True))

    def reading(self, row: int) -> list[str]:
        shown = [plot.curve.series for plot in self.plots]
        number = int(self._run.columns["iteration"][row])
        values = [f"{each.symbol} = {each.exact(self._run.columns, row)}" for each in shown]
        return [f"iteration {count(number)}", *values]


def _halves(area: QRectF) -> tuple[QRectF, QRectF]:
    """Return two areas: one above the other, or beside each other in a very flat one."""
    if area.width() > FLAT * area.height():
        width = (area.width() - GAP) / 2.0
        left = QRectF(area.left(), area.top(), width, area.height())
        return left, left.translated(width + GAP, 0.0)
    height = (area.height() - SPACE) / 2.0
    above = QRectF(area.left(), area.top(), area.width(), height)
    return above, above.translated(0.0, height + SPACE)
