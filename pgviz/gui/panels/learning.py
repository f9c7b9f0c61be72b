"""Learning: the figures of every iteration, from the first to the newest."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from pgviz.gui.branching.family import Other
from pgviz.gui.curves.curve import FINE, Curve
from pgviz.gui.curves.layout import absent, share_out
from pgviz.gui.curves.panel import CurvesPanel
from pgviz.gui.curves.series import SERIES
from pgviz.gui.format import count, exact
from pgviz.gui.marks import Mark
from pgviz.gui.theme import Theme
from pgviz.gui.view import View
from pgviz.training.history import History
from pgviz.training.studies.seeds import SeedRuns


class LearningPanel(CurvesPanel):
    """Return and J, length of ĝ, its angle to ∇J or its noise, and entropy over iterations."""

    title = "Learning"
    key = "learning"
    fineness = FINE

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(SERIES, theme, parent)
        self._knows_angle = False  # whether any iteration has one

    def show_history(self, history: History) -> None:
        """Draw all iterations so far."""
        seen = self.rows if history is self._run.history else 0
        if self.take_in(history):
            newer = bool(np.isfinite(self._run.columns["cosine"][seen:]).any())
            self._knows_angle = newer or (self._knows_angle and seen > 0)
            self.refresh()
            if not self.rows:  # a branch that leaves before the first
                self.subtitle_changed.emit("")

    def show_branches(
        self, others: Sequence[Other], compared: Other | None, marks: Sequence[Mark]
    ) -> None:
        """Draw other branches, how far this one is from one of them, and what has happened.

        To be told after the history that belongs to it.
        """
        if self.take_in_others(others, compared, marks):
            self.refresh()

    def show_luck(self, runs: SeedRuns | None) -> None:
        """Draw runs of other seeds behind the return, or none."""
        if self.beside.take_luck(runs):
            self.refresh()

    def show_view(self, view: View) -> None:
        self.show_cursor(view.iteration.number)
        self._ahead = frozenset() if view.is_averaged else frozenset({"estimate"})

    def show_cursor(self, iteration: int) -> None:
        """Mark the iteration that is looked at, as a whole."""
        self._cursor, self._ahead = iteration, frozenset()
        self.update()

    def shared_out(self, area: QRectF) -> list[tuple[Curve, QRectF]]:
        compared = self.beside.difference
        left_out = absent(area, self.theme.type_scale, angle=self._knows_angle)
        if compared is not None:
            left_out |= {"gradient_norm"}  # the difference takes its place
        curves = [curve for curve in self._run.curves if curve.series.column not in left_out]
        count = len(curves) + (compared is not None)
        areas = share_out(area, count, self.theme.type_scale)
        if compared is not None:
            compared.arrange(areas[-1], self.theme)
        return list(zip(curves, areas, strict=False))

    def arrange(self, area: QRectF) -> None:
        super().arrange(area)
        self.subtitle_changed.emit(self._subtitle())

    def reading(self, row: int) -> list[str]:
        number = int(self._run.columns["iteration"][row])
        steps = int(self._run.columns["steps"][row])
        lines = [f"iteration {count(number)}, {count(steps)} time steps"]
        for series in SERIES:
            both = (series, series.companion) if series.companion else (series,)
            lines += [f"{each.symbol} = {each.exact(self._run.columns, row)}" for each in both]
        return [*lines, f"Σ r = {exact(self._run.columns['mean_reward_sum'][row])} on average"]

    def _subtitle(self) -> str:
        iterations = "1 iteration" if self.rows == 1 else f"{count(self.rows)} iterations"
        is_dense = any(plot.across.unit < 1.0 for plot in self.plots)
        notes = ["light: from least to largest in a pixel"] if is_dense else []
        luck = self.beside.luck
        return " · ".join([iterations, *notes, *([luck.words] if luck else [])])
