"""A gradient that is compared with others: how it is called, and how it is drawn."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from pgviz.gui.estimate.marks import draw_bars, draw_whiskers
from pgviz.gui.format import exact
from pgviz.gui.quantity import Quantity
from pgviz.gui.scale import Scale
from pgviz.gui.theme import Theme

DOT, CAP = 3.5, 3.0  # px


@dataclass(frozen=True)
class Measure:
    """A gradient [parameters], exact or with its standard error [parameters]."""

    names: tuple[str, ...]  # the longest first
    role: str  # of the theme's colours
    values: np.ndarray
    exact: bool = True
    error: np.ndarray | None = None  # of an estimate; None where it is exact, or of one trajectory
    details: tuple[str, ...] = ()  # a second line under its name, the longest first
    quantity: Quantity | None = None  # of the derivation


def read(measure: Measure, parameter: int) -> str:
    """Return the value of a parameter with all digits, and its error where it has one."""
    value = exact(measure.values[parameter])
    return value if measure.error is None else f"{value} ± {exact(measure.error[parameter])}"


def draw_measure(
    painter: QPainter,
    scale: Scale,
    measure: Measure,
    parameters: np.ndarray,
    centers: np.ndarray,
    thick: int,
    theme: Theme,
) -> None:
    """Draw bars of what is exact, dots and whiskers of an estimate, at centers [parameters], px."""
    color: QColor = getattr(theme, measure.role)
    values = measure.values[parameters]
    if measure.exact:
        painter.setBrush(color)
        draw_bars(painter, scale, values, centers, thick)
        return
    painter.setPen(QPen(color, 1.4 * theme.line_scale**0.5))
    if measure.error is not None:
        error, cap = measure.error[parameters], CAP * theme.line_scale**0.5
        draw_whiskers(painter, scale, values - error, values + error, centers, cap)
    painter.setBrush(theme.card)
    reach = DOT * theme.line_scale**0.5
    for x, y in zip(scale.pixel(values).tolist(), centers.tolist(), strict=True):
        painter.drawEllipse(QPointF(x, y), reach, reach)
