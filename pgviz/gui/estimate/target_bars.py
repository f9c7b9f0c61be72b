"""∇J parameter by parameter: thin bars that end in a diamond, hollow where they are a reference."""

import numpy as np
from PySide6.QtGui import QBrush, QPainter, QPen

from pgviz.gui.estimate.marks import draw_bars, draw_diamond, draw_whiskers
from pgviz.gui.scale import Scale
from pgviz.gui.theme import Theme

DIAMOND = 1.1  # times the thickness of a bar is what its diamond reaches to a side
CAP = 0.8  # times the thickness of a bar: half the height of a whisker's end


def fill_for(theme: Theme, *, exact: bool) -> QBrush:
    """Return what an exact value is filled with, or one that has an error."""
    return QBrush(theme.exact if exact else theme.card)


class TargetBars:
    """The bars of those parameters that are shown."""

    def __init__(self, values: np.ndarray, error: np.ndarray | None) -> None:
        """Values [rows], with their standard error [rows] unless they are exact."""
        self.values, self.error = values, error

    def draw(
        self, painter: QPainter, scale: Scale, centers: np.ndarray, thick: int, theme: Theme
    ) -> None:
        """Draw a bar `thick` px high at every center [rows], px."""
        pen = QPen(theme.exact, theme.line_scale**0.5)
        painter.setBrush(fill_for(theme, exact=self.error is None))
        if self.error is None:
            draw_bars(painter, scale, self.values, centers, thick)
        else:
            painter.translate(0.0, 0.5)  # where the edges are sharp
            draw_bars(painter, scale, self.values, centers - 0.5, thick - 1, pen)
            painter.translate(0.0, -0.5)
        painter.setPen(pen)
        self._draw_diamonds(painter, scale, centers, DIAMOND * thick)
        if self.error is not None:
            ends = self.values - self.error, self.values + self.error
            draw_whiskers(painter, scale, *ends, centers, CAP * thick)

    def outline(
        self, painter: QPainter, scale: Scale, centers: np.ndarray, thick: int, pen: QPen
    ) -> None:
        """Draw the bars' edges."""
        draw_bars(painter, scale, self.values, centers, thick, pen)
        self._draw_diamonds(painter, scale, centers, DIAMOND * thick)

    def _draw_diamonds(
        self, painter: QPainter, scale: Scale, centers: np.ndarray, reach: float
    ) -> None:
        places = zip(scale.pixel(self.values).tolist(), centers.tolist(), strict=True)
        for x, y in places:
            draw_diamond(painter, x, y, reach)
