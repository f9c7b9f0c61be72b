"""Where hyperparameters were changed: lines through the plots, and what was changed in words."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pgviz.gui.curves.plot import CurvePlot
from pgviz.gui.lettering import LEFT, TICK_POINTS, Label, Lettering, draw_labels, draw_set_off
from pgviz.gui.theme import SPACE, Theme
from pgviz.training.history import Change
from pgviz.training.hyperparameters import DECLARATIONS

MOST_LABELS = 24  # of the newest changes; more don't fit anywhere
PARTS = 2  # of a change that are written out


def described(change: Mapping[str, tuple[Any, Any]]) -> list[str]:
    """Return what was changed, e.g. "α 0.2 → 0.35", one text a hyperparameter."""
    return [_described(key, *values) for key, values in change.items()]


def _described(key: str, before: Any, now: Any) -> str:
    declaration = DECLARATIONS[key]
    name = declaration.symbol or declaration.label
    return f"{name} {declaration.text(before)} → {declaration.text(now)}"


def _short(change: Mapping[str, tuple[Any, Any]]) -> str:
    texts = described(change)
    more = f" +{len(texts) - PARTS}" if len(texts) > PARTS else ""
    return ", ".join(texts[:PARTS]) + more


class ChangeMarks:
    """Dashed lines where something was changed, and texts that don't touch."""

    def __init__(
        self,
        changes: Sequence[Change],
        plots: Sequence[CurvePlot],
        theme: Theme,
        taken: Sequence[QRectF] = (),
        lines: Sequence[int] = (),
    ) -> None:
        """`taken` is what other texts cover; through `lines`, iterations, goes something else."""
        self._theme, self._plots, self._taken = theme, plots, taken
        self._type = Lettering(theme, TICK_POINTS)
        self.iterations = np.array([iteration for iteration, _ in changes])
        self._lines = np.array([*self.iterations.tolist(), *lines])
        self.labels = self._labels(changes[-MOST_LABELS:], plots[0])

    def draw(self, painter: QPainter) -> None:
        """Draw lines and texts."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self._theme.parameter, self._theme.line_scale, Qt.PenStyle.DashLine))
        for plot in self._plots:
            top, bottom = plot.plot.top(), plot.plot.bottom()
            seen = self.iterations[self.iterations >= plot.across.low]
            pixels = np.unique(np.round(plot.across.pixel(seen))).tolist()
            painter.drawLines([QLineF(x, top, x, bottom) for x in pixels])
        painter.restore()
        draw_labels(painter, self.labels)

    def draw_over(self, painter: QPainter, places: Sequence[float]) -> None:
        """Draw the texts again that uprights at these places, px, go through."""
        crossed = [
            label
            for label in self.labels
            if any(label.extent.left() <= x <= label.extent.right() for x in places)
        ]
        draw_set_off(painter, crossed, self._theme.card)

    def _labels(self, changes: Sequence[Change], plot: CurvePlot) -> list[Label]:
        """Return texts beside their lines, the newest first, each only where it is free."""
        labels: list[Label] = []
        for iteration, change in reversed(changes):
            text, x = _short(change), plot.across.pixel(iteration)
            width = self._type.width(text)
            for left in (x + SPACE, x - SPACE - width):
                box = QRectF(left, plot.plot.top(), width, self._type.height)
                if self._is_free(box, plot, labels):
                    labels.append(Label(text, box, self._theme.parameter, self._type, LEFT))
                    break
        return labels

    def _is_free(self, box: QRectF, plot: CurvePlot, labels: Sequence[Label]) -> bool:
        inside = plot.plot.left() <= box.left() and box.right() <= plot.plot.right()
        lines = plot.across.pixel(self._lines)
        crossed = ((lines > box.left()) & (lines < box.right())).any()
        around = box.adjusted(-2.0 * SPACE, 0.0, 2.0 * SPACE, 0.0)
        others = (*self._taken, *(label.box for label in labels))
        touched = any(around.intersects(other) for other in others)
        return inside and not crossed and not touched
