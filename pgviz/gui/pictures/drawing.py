"""A widget that paints a scene once, and on top of it what is pointed at."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from pgviz.gui.pictures.scene import Scene
from pgviz.gui.surface import is_own
from pgviz.gui.view import NOWHERE, Pointer


@dataclass(frozen=True)
class Hit:
    """What lies under the mouse, and its exact values."""

    pointer: Pointer
    text: str


class Drawing(QWidget):
    """Paints a scene into a pixmap when it changes; pointing repaints no more than an overlay.

    A subclass says what to paint (`paint`, `paint_pointer`) and what lies at a point (`find`).
    """

    pointed = Signal(object)  # the Pointer under the mouse; NOWHERE when it leaves
    chosen = Signal(object)  # the Pointer that was clicked; it has a trajectory

    legend: tuple[tuple[str, str], ...] = ()  # (role of the theme's colour, what is drawn in it)
    stretch = 2  # its share of the width, beside other pictures
    square = False  # whether it leaves room beside it where the panel is wide

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.scene: Scene | None = None
        self._pixmap: QPixmap | None = None
        self._pointer = self._under_mouse = NOWHERE

    def show_scene(self, scene: Scene) -> None:
        """Paint another scene with the next frame."""
        self.scene, self._pixmap = scene, None
        self.update()

    def show_pointer(self, pointer: Pointer) -> None:
        """Highlight what is pointed at."""
        if pointer != self._pointer:
            self._pointer = pointer
            self.update()

    def drawn(self, scene: Scene) -> int:
        """Return how many trajectories of the batch this picture draws."""
        return scene.batch.size

    def paint(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        """Paint the scene on the card's colour."""
        raise NotImplementedError

    def paint_pointer(self, painter: QPainter, scene: Scene, pointer: Pointer) -> None:
        """Paint the highlight of what is pointed at; cheap."""

    def find(self, scene: Scene, point: QPointF) -> Hit | None:
        """Return what lies at a point of the widget."""
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = None if self.scene is None else self._painted(self.scene)
        with QPainter(self) as painter:
            if self.scene is None or picture is None:
                painter.fillRect(self.rect(), self.palette().base())
                return
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if is_own(painter, self):
                painter.drawPixmap(0, 0, picture)
            else:
                self.paint(painter, self.scene, QRectF(self.rect()))
            self.paint_pointer(painter, self.scene, self._pointer)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event)
        self._point_at(hit.pointer if hit else NOWHERE)
        if hit and hit.text:
            QToolTip.showText(event.globalPosition().toPoint(), hit.text, self)
        else:
            QToolTip.hideText()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event)
        on_path = hit is not None and hit.pointer.trajectory is not None
        if hit and on_path and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(replace(hit.pointer, quantity=None))  # the step is meant
        super().mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(NOWHERE)

    def _hit(self, event: QMouseEvent) -> Hit | None:
        return self.find(self.scene, event.position()) if self.scene else None

    def _point_at(self, pointer: Pointer) -> None:
        if pointer != self._under_mouse:
            self._under_mouse = pointer
            self.pointed.emit(pointer)

    def _painted(self, scene: Scene) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        if self._pixmap is None or self._pixmap.size() != size:
            self._pixmap = self._drawn(scene, size, ratio)
        return self._pixmap

    def _drawn(self, scene: Scene, size: QSize, ratio: float) -> QPixmap:
        picture = QPixmap(size)
        picture.setDevicePixelRatio(ratio)
        picture.fill(scene.theme.card)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint(painter, scene, QRectF(self.rect()))
        return picture
