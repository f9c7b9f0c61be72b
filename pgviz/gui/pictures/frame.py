"""A world's own rendered frame, for worlds that have no picture here."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from pgviz.environments.batch import Batch
from pgviz.gui.notation import trajectory_name
from pgviz.gui.pictures.drawing import Drawing, Hit
from pgviz.gui.pictures.scene import Scene
from pgviz.gui.pictures.words import place_text
from pgviz.gui.pictures.writing import SMALL, line_height, paint_text
from pgviz.gui.view import Pointer


@dataclass(frozen=True, eq=False)
class Wanted:
    """A state of a trajectory, of which a frame is wanted."""

    batch: Batch
    trajectory: int
    time: int

    def __str__(self) -> str:
        return f"{trajectory_name(self.trajectory)} at t = {self.time}"

    def is_of(self, scene: Scene) -> bool:
        """Return whether the agent of a scene is in this state."""
        place = scene.selected, scene.agent_time
        return self.batch is scene.batch and (self.trajectory, self.time) == place


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
        self._image = None if frame is None else _image(frame)
        self._caption = caption or str(self._asked)
        self._asked, self._answered = None, self._asked
        self.show_scene(self.scene)

    def paint(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        painter.setFont(scene.theme.font(SMALL))
        if self._image is None:
            text = self._caption or f"Waiting for the frame of {self._asked} …"
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
        if self._asked is None and not (self._answered and self._answered.is_of(scene)):
            self._asked = Wanted(scene.batch, scene.selected, scene.agent_time)
            self.frame_wanted.emit((self._asked.trajectory, self._asked.time))


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
