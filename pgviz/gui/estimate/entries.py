"""The entries of the legend: a mark, and what it means."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pgviz.gui.estimate.dots import draw_dots
from pgviz.gui.estimate.marks import draw_diamond, draw_expected, draw_triangle
from pgviz.gui.estimate.target import Target
from pgviz.gui.estimate.target_bars import fill_for
from pgviz.gui.theme import Theme

THIN = 0.3  # of a mark's height: the bar of ∇J
FLAT = 0.6  # of its width: how high an ellipse is


@dataclass(frozen=True)
class Entry:
    """A mark, so many symbols wide, and what it means."""

    draw: Callable[[QPainter, QRectF, Theme], None]
    text: str
    short: str
    symbols: float = 1.0


def _bar(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.fillRect(box, theme.estimate)


def _exact(painter: QPainter, box: QRectF, theme: Theme) -> None:
    _draw_target(painter, box, theme, exact=True)


def _reference(painter: QPainter, box: QRectF, theme: Theme) -> None:
    _draw_target(painter, box, theme, exact=False)


def _draw_target(painter: QPainter, box: QRectF, theme: Theme, *, exact: bool) -> None:
    painter.setPen(QPen(theme.exact, theme.line_scale**0.5))
    painter.setBrush(fill_for(theme, exact=exact))
    half, reach = THIN * box.height() / 2.0, box.height() / 3.0
    end = box.right() - reach
    bar = QRectF(box.left(), box.center().y() - half, end - box.left(), 2.0 * half)
    painter.drawRect(bar)
    draw_diamond(painter, end, box.center().y(), reach)


def _whisker(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(theme.ink, 1.2 * theme.line_scale))
    middle, reach = box.center().y(), box.height() / 3.0
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
    for x in (box.left(), box.right()):
        painter.drawLine(QPointF(x, middle - reach), QPointF(x, middle + reach))


def _whisker_and_ellipse(painter: QPainter, box: QRectF, theme: Theme) -> None:
    width = 0.42 * box.width()
    _whisker(painter, QRectF(box.left(), box.top(), width, box.height()), theme)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    center = QPointF(box.right() - width / 2.0, box.center().y())
    painter.drawEllipse(center, width / 2.0, FLAT * width / 2.0)


def _expected(painter: QPainter, box: QRectF, theme: Theme) -> None:
    draw_expected(painter, box.center().x(), box.center().y(), theme)


def _dot(painter: QPainter, box: QRectF, theme: Theme) -> None:
    center = box.center()
    draw_dots(painter, np.array([center.x()]), np.array([center.y()]), theme.faint, box.width() / 2)


def _selected(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(theme.ink, 1.6 * theme.line_scale))
    x = box.center().x()
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))


def _beyond(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.setBrush(theme.faint)
    draw_triangle(painter, QPointF(box.right(), box.center().y()), 0.0, box.width() * 0.8)


ESTIMATE = Entry(_bar, "ĝ", "ĝ")
EXPECTED = Entry(_expected, "E[ĝ]", "E[ĝ]")
ERROR_IN_CLOUD = Entry(_whisker_and_ellipse, "standard error of ĝ", "s.e. of ĝ", 2.2)
TRAJECTORY = Entry(_dot, "one gᵢ", "gᵢ")
BEYOND = Entry(_beyond, "beyond the axis", "beyond")


def target_entry(target: Target) -> Entry:
    """Return the entry of ∇J, or of what stands for it."""
    if target.exact:
        return Entry(_exact, target.name, target.name)
    return Entry(_reference, target.name, "reference ± s.e.")


def selected_entry(name: str) -> Entry:
    """Return the entry of the selected trajectory."""
    return Entry(_selected, f"that of {name}", name)
