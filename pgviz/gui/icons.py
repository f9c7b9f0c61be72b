"""Lucide's icons in the theme's colours."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from pgviz.resources import resource


class SvgEngine(QIconEngine):
    """Renders an SVG at whatever size and scale it is asked for, so that it stays sharp."""

    def __init__(self, svg: bytes, color: QColor) -> None:
        super().__init__()
        self._svg, self._color = svg, color
        colored = svg.replace(b"currentColor", color.name().encode())
        self._renderer = QSvgRenderer(QByteArray(colored))

    def clone(self) -> QIconEngine:
        return SvgEngine(self._svg, self._color)

    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.setOpacity(0.4 if mode == QIcon.Mode.Disabled else 1.0)
        self._renderer.render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            self.paint(painter, picture.rect(), mode, state)
        return picture


def icon(name: str, color: QColor) -> QIcon:
    """Return the icon `name` of resources/icons in one colour."""
    return QIcon(SvgEngine(resource(f"icons/{name}.svg").read_bytes(), color))
