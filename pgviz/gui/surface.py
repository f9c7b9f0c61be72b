"""What a widget is painted on: its own pixels, or a picture of another resolution, or of none."""

from math import isclose

from PySide6.QtGui import QPaintEngine, QPainter
from PySide6.QtWidgets import QWidget

VECTOR_RATIO = 4.0  # device pixels a pixel, for what is pixels even in a drawing of lines and text


def is_own(painter: QPainter, widget: QWidget) -> bool:
    """Return whether a picture that was kept for the widget's own pixels fits the surface."""
    return isclose(ratio_of(painter), widget.devicePixelRatio())


def ratio_of(painter: QPainter) -> float:
    """Return how many device pixels a pixel has on the painter's surface."""
    if painter.paintEngine().type() == QPaintEngine.Type.Raster:
        return painter.deviceTransform().m11()
    return VECTOR_RATIO
