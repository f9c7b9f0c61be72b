"""Why a logarithm: without it P counts twice in a mean, and its product runs out of digits."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pgviz.gui.derivation.magnitude import magnitude
from pgviz.gui.derivation.scenes.canvas import Canvas, Reading
from pgviz.gui.derivation.scenes.log_rows import rows_of
from pgviz.gui.derivation.scenes.log_words import fate, verdict
from pgviz.gui.derivation.scenes.product_plot import ProductPlot
from pgviz.gui.derivation.scenes.running_product import Running, running_of
from pgviz.gui.derivation.scenes.whiskers import Whiskers
from pgviz.gui.format import exact
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import Pointer

MEANS_SHARE = 0.54  # of the width


class LogScene(Canvas):
    """Two means over the same trajectories beside ∇J; and the product beside the sum of logs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName("The estimate with and without a logarithm")

    def why_nothing(self) -> str:
        return self.why_not_sampled()

    def arrange(self, area: QRectF) -> None:
        line = self.type(name=True, bold=True).height + SPACE / 2.0
        middle = area.left() + MEANS_SHARE * area.width()
        left = QRectF(area.topLeft(), QPointF(middle - 2.0 * SPACE, area.bottom()))
        right = QRectF(QPointF(middle + 2.0 * SPACE, area.top()), area.bottomRight())
        self.running = running_of(self.material)
        self.rows = rows_of(self.material)
        self.means = Whiskers(left.adjusted(0.0, line, 0.0, 0.0), self.rows, self.theme)
        self.product = ProductPlot(right.adjusted(0.0, line, 0.0, 0.0), self.running, self.theme)
        heads = [QRectF(each.left(), each.top(), each.width(), line) for each in (left, right)]
        self.labels = [
            self.heading(heads[0], *self._verdict),
            self.heading(heads[1], *fate(self.running)),
            *self.means.labels,
            *self.product.labels,
        ]
        self.readings = [
            *(Reading(self.means.row(i), row.details) for i, row in enumerate(self.rows)),
            Reading(right, product_details(self.running), Pointer(quantity="probability")),
        ]

    def draw_marks(self, painter: QPainter) -> None:
        self.means.draw(painter)
        self.product.draw(painter)

    @property
    def _verdict(self) -> tuple[str, ...]:
        mean, expected = (
            next(
                (each for each in self.rows if (each.role, each.exact) == ("negative", exactly)),
                None,
            )
            for exactly in (False, True)
        )
        target = next((each for each in self.rows if each.role == "exact"), None)
        return verdict(
            None if mean is None else mean.value,
            None if target is None else target.value.mean,
            None if expected is None else expected.value.mean,
        )


def product_details(running: Running) -> str:
    """Return the product and the sum, all digits."""
    log = float(running.logs.sum())
    what = "P(τ;θ)" if running.complete else "∏ π(a|s), all that is known of P(τ;θ)"
    return (
        f"{what}\nsum of logarithms: {exact(log)}\nwhich is {magnitude(log)}\n"
        f"product of floats: {exact(float(running.product[-1]))}"
    )
