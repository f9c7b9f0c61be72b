"""A world's own rendered frame, for worlds that have no picture here."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from pgviz.gui.pictures.drawing import Drawing, Hit
from pgviz.gui.pictures.scene import Scene
from pgviz.gui.pictures.words import place_text, trajectory_name
from pgviz.gui.pictures.writing import SMALL, line_height, paint_text
from pgviz.gui.view import Pointer

Wanted = tuple[int, int, int]
"""An iteration, a trajectory of it and the time of a state."""


class FramePicture(Drawing):
    """Asks for the frame at the cursor, one at a time, and says so while it has none."""

    frame_wanted = Signal(object)  # (trajectory, step)

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._caption = ""
        self._asked: Wanted | None = None  # for the frame that hasn't come yet
        self._answered: Wanted | None = None

    def show_scene(self, scene: Scene) -> None:
        if scene.view.replay is None:  # no frame comes fast enough for an agent that walks
            super().show_scene(scene)
            self._ask()

    def set_frame(self, frame: np.ndarray | None, caption: str) -> None:
        """Take the frame asked for, [height, width, 3] uint8, or none and the reason why.

        What nobody asked for is left.
        """
        if self._asked is None or self.scene is None:
            return
        self._image, self._caption = None if frame is None else _image(frame), caption
        self._asked, self._answered = None, self._asked
        self.show_scene(self.scene)

    def paint(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        painter.setFont(scene.theme.font(SMALL))
        if self._image is None:
            text = self._caption or f"Waiting for the frame of {_where(scene)} …"
            painter.setPen(scene.theme.quiet)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
            return
        line = line_height(scene.theme)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(_fitted(self._image, area.adjusted(0.0, 0.0, 0.0, -line)), self._image)
        below = QRectF(area.left(), area.bottom() - line, area.width(), line)
        paint_text(painter, below, self._caption, scene.theme.quiet)

    def find(self, scene: Scene, point: QPointF) -> Hit | None:
        step = min(scene.agent_time, int(scene.batch.lengths[scene.selected]) - 1)
        text = place_text(scene, scene.selected, scene.agent_time)
        return Hit(Pointer(scene.selected, step), text)

    def _ask(self) -> None:
        assert self.scene is not None
        scene = self.scene
        wanted = scene.view.iteration.number, scene.selected, scene.agent_time
        if self._asked is None and wanted != self._answered:
            self._asked = wanted
            self.frame_wanted.emit(wanted[1:])


def _image(frame: np.ndarray) -> QImage:
    pixels = np.ascontiguousarray(frame, dtype=np.uint8)
    height, width, _ = pixels.shape
    # A copy owns its bytes: the array may be gone when the image is drawn.
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _fitted(image: QImage, area: QRectF) -> QRectF:
    scale = min(area.width() / image.width(), area.height() / image.height())
    place = QRectF(0.0, 0.0, image.width() * scale, image.height() * scale)
    place.moveCenter(area.center())
    return place


def _where(scene: Scene) -> str:
    return f"{trajectory_name(scene.selected)} at t = {scene.agent_time}"
