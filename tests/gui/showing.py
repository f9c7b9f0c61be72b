"""Showing a panel at a size, and reading its pixels."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pgviz.gui.panel import Panel
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import View

LECTURE = replace(LIGHT, type_scale=1.6, line_scale=2.0)
DARK_LECTURE = replace(DARK, type_scale=1.6, line_scale=2.0)
SIZES = {"1280x720": (396, 198), "1440x900": (456, 300), "1920x1080": (676, 420)}


class KeyWindow(QWidget):
    """A window with a panel in it, which hears of the keys that the panel leaves to it."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__()
        self.keys: tuple[Qt.Key, ...] = ()
        QVBoxLayout(self).addWidget(panel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keys += (Qt.Key(event.key()),)


def show(qtbot: QtBot, panel: Panel, view: View, size: tuple[int, int] = (456, 300)) -> Panel:
    """Show a view in a panel of this size, and let it paint."""
    qtbot.addWidget(panel)
    panel.resize(QSize(*size))
    panel.show_view(view)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def pixels(widget: QWidget) -> np.ndarray:
    """Return what a widget looks like, [height, width, 3] uint8."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    whole = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return whole[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def color_at(picture: np.ndarray, place: QPoint) -> str:
    """Return the colour of a pixel, e.g. "#0b6fb5"."""
    return QColor(*picture[place.y(), place.x()].tolist()).name()


def holds(picture: np.ndarray, color: QColor) -> bool:
    """Return whether a colour is anywhere in pixels [..., 3]."""
    return bool(np.all(picture == color.getRgb()[:3], axis=-1).any())
