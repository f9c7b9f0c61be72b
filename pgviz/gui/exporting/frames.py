"""The frames of a clip: pictures of iterations as arrays."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtGui import QImage

from pgviz.environments.world import Checkpoint, World, proceed
from pgviz.exporting.run import Run
from pgviz.gui.appearance import dress_application
from pgviz.gui.exporting.dressing import for_paper
from pgviz.gui.exporting.stage import Stage
from pgviz.gui.theme import LIGHT, THEMES

PIXEL = 3  # bytes: red, green, blue


def frames_of(
    run: Run,
    world: World,
    numbers: range,
    size: tuple[int, int],
    theme: str,
    card: str | None = None,
    checkpoint: Checkpoint = proceed,
) -> Iterator[np.ndarray]:
    """Yield the picture of each iteration in the window's cards, or in one of them.

    `size` is that of all cards together; `theme` is light, dark or print. Needs a QApplication.
    """
    chosen = for_paper(LIGHT) if theme == "print" else THEMES[theme]
    dress_application(chosen)
    stage = Stage(run, world, chosen, size)
    try:
        part = stage.card(card) if card else stage
        for iteration in run.replayed(world, numbers, checkpoint):
            yield pixels_of(stage.image(iteration, part))
    finally:
        stage.close()
        stage.deleteLater()


def pixels_of(image: QImage) -> np.ndarray:
    """Return an image's pixels, [height, width, 3] uint8."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)  # padded
    shape = plain.height(), plain.width(), PIXEL
    return rows[:, : PIXEL * plain.width()].reshape(shape).copy()
