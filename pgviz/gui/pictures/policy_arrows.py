"""π(a|s) in the cells of a grid: arrows as long as the actions are probable."""

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPolygonF

from pgviz.gui.format import exact
from pgviz.gui.pictures.directions import symbol, vector
from pgviz.gui.pictures.scene import Scene
from pgviz.gui.theme import Theme, mixed

LONGEST = 0.46  # of a cell's side, at probability 1
HEAD = 2.2  # of the shaft's width: the length of an arrow's head
LEAST = 0.6  # px; a shorter arrow isn't seen


def action_probabilities(scene: Scene, observations: np.ndarray) -> np.ndarray:
    """Return π_θ(·|s) that the batch was sampled with, [observations, actions]."""
    view = scene.view
    return np.exp(view.policy.log_policy(view.iteration.before.theta, observations))


def paint_policy_arrows(
    painter: QPainter,
    centers: np.ndarray,
    probabilities: np.ndarray,
    names: Sequence[str],
    side: float,
    theme: Theme,
) -> None:
    """Paint an arrow from each center [n, 2] for each action [n, actions] that is a direction.

    Other actions are squares of that area, side by side in a corner of the cell.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(theme.score, theme.card, 0.85))
    width = max(side / 14.0, 2.0) * theme.line_scale**0.5
    painter.drawPath(_arrows(centers, probabilities, names, side * LONGEST, width))
    painter.drawRects(list(_squares(centers, probabilities, names, side)))


def probabilities_text(place: str, names: Sequence[str], probabilities: np.ndarray) -> str:
    """Return a place's name and, a line an action, its exact probability."""
    pairs = zip(names, probabilities.tolist(), strict=True)
    return "\n".join([f"s = {place}", *(f"π({symbol(name)}|s) = {exact(p)}" for name, p in pairs)])


def _arrows(
    centers: np.ndarray,
    probabilities: np.ndarray,
    names: Sequence[str],
    longest: float,
    width: float,
) -> QPainterPath:
    """Return an arrow for each probable action; the shortest are all head."""
    arrows = QPainterPath()
    arrows.setFillRule(Qt.FillRule.WindingFill)
    for action, name in enumerate(names):
        direction = vector(name)
        if direction is None:
            continue
        along = np.array(direction, dtype=float)
        lengths = probabilities[:, action] * longest
        for row in np.flatnonzero(lengths >= LEAST):
            corners = _arrow(centers[row], along, float(lengths[row]), width)
            arrows.addPolygon(QPolygonF([QPointF(*corner) for corner in corners.tolist()]))
            arrows.closeSubpath()
    return arrows


def _arrow(start: np.ndarray, along: np.ndarray, length: float, width: float) -> np.ndarray:
    """Return the corners of an arrow with a shaft of this width, [7, 2]."""
    across = along[::-1] * np.array([-1.0, 1.0])
    head = min(HEAD * width, length)
    half, wing = width / 2.0, min(HEAD * width, length) / 1.6
    sides = [(0.0, half), (length - head, half), (length - head, max(wing, half)), (length, 0.0)]
    mirrored = [(far, -side) for far, side in sides[2::-1]]
    return np.array([start + far * along + side * across for far, side in sides + mirrored])


def _squares(
    centers: np.ndarray, probabilities: np.ndarray, names: Sequence[str], side: float
) -> Iterator[QRectF]:
    others = [action for action, name in enumerate(names) if vector(name) is None]
    largest = 0.3 * side
    for place, action in enumerate(others):
        corner = QPointF(-0.46 + place * 0.62, 0.16) * side
        for row in np.flatnonzero(np.sqrt(probabilities[:, action]) * largest >= LEAST):
            size = float(np.sqrt(probabilities[row, action])) * largest
            center = QPointF(*centers[row].tolist()) + corner + QPointF(largest, largest) / 2.0
            yield QRectF(center.x() - size / 2.0, center.y() - size / 2.0, size, size)
