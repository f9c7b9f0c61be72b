"""Scenes of real iterations, and what a picture paints of them and around itself."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from pgviz.estimation.returns import whole_returns
from pgviz.gui.pictures.drawing import Drawing
from pgviz.gui.pictures.return_colors import return_colors
from pgviz.gui.pictures.scene import Scene
from pgviz.gui.theme import DARK, LIGHT, Theme
from pgviz.gui.view import NOWHERE, Pointer, View
from tests.gui.iterations import Made, made

THEMES = {
    "light": LIGHT,
    "dark": DARK,
    "light lecture": LIGHT.for_lecture(1920, 1080),
    "dark lecture": DARK.for_lecture(1920, 1080),
}

WORLDS = {
    "grid": lambda: made("pgviz/GridWorld-v0", iterations=20, learning_rate=0.3, horizon=30),
    "corridor": lambda: made("pgviz/ShortCorridor-v0", init_scale=1.0, horizon=50),
    "two steps": lambda: made("pgviz/TwoStep-v0", init_scale=1.0),
    "geometric": lambda: made("pgviz/Geometric-v0"),
    "bandit": lambda: made("pgviz/Bandit-v0", batch_size=20),
    "beacon": lambda: made("pgviz/Beacon-v0", hidden="6", horizon=60, batch_size=6),
    "lake": lambda: made("FrozenLake-v1", init_scale=1.0),
    "cliff": lambda: made("CliffWalking-v1", iterations=1, horizon=200),
    "taxi": lambda: made("Taxi-v4", horizon=30, batch_size=4),
    "cart": lambda: made("CartPole-v1", hidden="4", horizon=60),
    "pendulum": lambda: made("Pendulum-v1", hidden="4", horizon=60, batch_size=4),
    "acrobot": lambda: made("Acrobot-v1", hidden="4", horizon=60, batch_size=4),
    "car": lambda: made("MountainCar-v0", hidden="4", horizon=60, batch_size=4),
    "engine": lambda: made("MountainCarContinuous-v0", hidden="4", horizon=60, batch_size=4),
    "numbers": lambda: made("CartPole-v0", hidden="4", horizon=30, batch_size=4),
    "list": lambda: made("FrozenLake8x8-v1", horizon=30, batch_size=4),
}


def scene_of(view: View, theme: Theme = LIGHT) -> Scene:
    """Return the scene of a view with the colours of its own returns."""
    iteration = view.iteration
    returns = whole_returns(iteration.batch, iteration.hyperparameters.discount)
    colors = return_colors(float(returns.min()), float(returns.max()), theme)
    return Scene(view, theme, returns, colors)


def states_of(example: Made, trajectory: int) -> list[int]:
    """Return s_0 … s_T of a trajectory, read off the batch."""
    batch = example.iteration.batch
    own = batch.states[batch.offsets[trajectory] : batch.offsets[trajectory + 1]]
    return [*own.tolist(), int(batch.last_states[trajectory])]


def painted(
    drawing: Drawing,
    scene: Scene,
    size: tuple[int, int],
    margin: int = 0,
    pointer: Pointer = NOWHERE,
) -> np.ndarray:
    """Return what is painted of a scene, [height, width, 3], with a margin around its area."""
    width, height = size
    drawing.resize(width, height)
    image = QImage(width + 2 * margin, height + 2 * margin, QImage.Format.Format_RGB888)
    image.fill(scene.theme.card)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(margin, margin)
    drawing.paint(painter, scene, QRectF(0.0, 0.0, width, height))
    drawing.paint_pointer(painter, scene, pointer)
    painter.end()
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return lines[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()
