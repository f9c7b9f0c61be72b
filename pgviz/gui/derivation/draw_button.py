"""The button that draws ĝ many times anew."""

from PySide6.QtWidgets import QToolButton, QWidget

from pgviz.gui.derivation.fan.words import draws_wanted
from pgviz.gui.derivation.material import Material
from pgviz.gui.format import count
from pgviz.training.studies.draws import MOST_KEPT


class DrawButton(QToolButton):
    """Offers as many draws of ĝ as halve the error of those there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = draws_wanted(None)

    def show_material(self, material: Material) -> None:
        """Offer the draws that come next at the shown θ."""
        self.count = draws_wanted(material.draws)
        fits = self.count * len(material.theta) <= MOST_KEPT
        self.setText(f"Draw {count(self.count)} ĝ")
        self.setEnabled(fits and not material.running)
        self.setToolTip(_why(self.count, fits=fits, running=material.running))


def _why(wanted: int, *, fits: bool, running: bool) -> str:
    if not fits:
        return "More draws than these can't be kept"
    if running:
        return "Pause first: the draws are made at one θ"
    return f"Sample {count(wanted)} batches anew at this θ, in the background; Esc cancels"
