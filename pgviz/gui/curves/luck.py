"""The same settings with other seeds: every run thin, their median, and the band of most."""

from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from pgviz.gui.curves.curve import Curve
from pgviz.gui.curves.plot import CurvePlot
from pgviz.gui.curves.series import Series
from pgviz.gui.curves.strokes import draw_polyline
from pgviz.gui.format import count
from pgviz.training.studies.seeds import HIGH, LOW, SeedRuns

COLUMN = "mean_return"  # the plot that it is drawn in
BAND, RUN = 0.16, 0.35  # how much is seen of them
THICKNESS = 1.8  # px, of the median


class Luck:
    """Runs of other seeds, drawn over the plot of the return; exact J where it is known."""

    def __init__(self, runs: SeedRuns) -> None:
        self.runs = runs
        bundle = runs.objective or runs.mean_return
        self._single, self._median = bundle.runs, bundle.median
        self._low, self._high = bundle.band
        self.curve = Curve(Series("median", ("median",), "median", "quiet", self._all))

    @property
    def words(self) -> str:
        """What is drawn in grey."""
        share = round(100.0 * (HIGH - LOW))
        return f"grey: {count(len(self.runs.seeds))} other seeds, median, {share} % in the band"

    def follow(self, most: float) -> Curve:
        """Return the curve that the plot's axes must have room for, in at most `most` buckets."""
        self.curve.follow({"iteration": np.arange(len(self._median))}, most)
        return self.curve

    def draw(self, painter: QPainter, plot: CurvePlot) -> None:
        """Draw band, runs and median."""
        rows = self._rows(plot)
        x = plot.across.pixel(plot.across.low + rows)
        color = QColor(plot.theme.quiet)
        self._draw_band(painter, plot, rows, x, color)
        color.setAlphaF(RUN)
        for run in self._single[rows].T:
            draw_polyline(painter, x, plot.up.pixel(run), QPen(color, 1.0))
        pen = QPen(plot.theme.quiet, THICKNESS * plot.theme.line_scale)
        draw_polyline(painter, x, plot.up.pixel(self._median[rows]), pen)

    def _draw_band(
        self, painter: QPainter, plot: CurvePlot, rows: np.ndarray, x: np.ndarray, color: QColor
    ) -> None:
        color.setAlphaF(BAND)
        upper, lower = (plot.up.pixel(end[rows]) for end in (self._high, self._low))
        around = np.concatenate([x, x[::-1]]), np.concatenate([upper, lower[::-1]])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        places = zip(*(each.tolist() for each in around), strict=True)
        painter.drawPolygon(QPolygonF([QPointF(*place) for place in places]))

    def _rows(self, plot: CurvePlot) -> np.ndarray:
        """Return the iterations that are drawn: all, or one for each half pixel."""
        most = max(int(2.0 * plot.plot.width()), 2)
        last = len(self._median) - 1
        return np.unique(np.linspace(0, last, min(last + 1, most)).round().astype(int))

    def _all(self, columns: Any, rows: slice) -> tuple[np.ndarray, np.ndarray]:
        """Return the least and the largest of all runs: what the axes have room for."""
        single = self._single[rows]
        return single.min(axis=1), single.max(axis=1)
