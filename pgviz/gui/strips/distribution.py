"""Drawing all of π(·|s) at one step: a stack of probabilities, or a bell with the action in it."""

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from pgviz.gui.strips.ink import Ink
from pgviz.gui.strips.scene import Scene
from pgviz.gui.theme import SPACE, mixed

NARROWEST = 7.0  # px, of the stack
BELL_WIDTH = 11 * SPACE  # px
BELL_REACH = 3.2  # σ to either side


def draw_distribution(ink: Ink, scene: Scene, step: int) -> None:
    """Draw π(·|s) of a step over the row of π(a|s), where that row has room."""
    area = dict(scene.layout.rows).get(0)
    if area is None:
        return
    iteration = scene.view.iteration
    flat = int(iteration.batch.offsets[scene.view.trajectory]) + step
    evaluation, action = iteration.evaluation, iteration.batch.actions[flat]
    if evaluation.probabilities is not None:
        begin, end = scene.columns.bar(step)
        _draw_stack(ink, area, begin, end, evaluation.probabilities[flat], int(action))
    elif evaluation.means is not None and evaluation.deviations is not None:
        standardised = (action - evaluation.means[flat]) / evaluation.deviations
        _draw_bells(ink, area, scene.columns.center(step), standardised)


def _draw_stack(
    ink: Ink, area: QRect, begin: float, end: float, probabilities: np.ndarray, action: int
) -> None:
    """Draw one bar to 1: the action taken at the bottom, the others above it in order."""
    width = max(end - begin, NARROWEST)
    left = area.left() + (begin + end - width) / 2.0
    order = [action, *(other for other in range(len(probabilities)) if other != action)]
    tops = area.top() + area.height() * (1.0 - np.cumsum(probabilities[order]))
    bottom = float(area.top() + area.height())
    for place, top in enumerate(tops.tolist()):
        shade = 1.0 if place == 0 else (0.45, 0.25)[place % 2]
        piece = QRectF(left, top, width, bottom - top)
        ink.painter.fillRect(piece, mixed(ink.theme.score, ink.theme.card, shade))
        bottom = top


def _draw_bells(ink: Ink, area: QRect, center: float, standardised: np.ndarray) -> None:
    """Draw a bell for every action component, with a mark where the action lies in it."""
    width = BELL_WIDTH * len(standardised)
    left = min(max(area.left() + center - width / 2.0, area.left()), area.right() + 1.0 - width)
    frame = QRectF(left, area.top(), width, area.height())
    ink.painter.fillRect(frame, ink.theme.card)
    for component, distance in enumerate(standardised.tolist()):
        _draw_bell(ink, frame, left + component * BELL_WIDTH, distance)


def _draw_bell(ink: Ink, frame: QRectF, left: float, distance: float) -> None:
    scale = BELL_WIDTH / (2.0 * BELL_REACH)
    places = np.linspace(-BELL_REACH, BELL_REACH, 33)
    heights = frame.bottom() - (frame.height() - 1.0) * np.exp(-np.square(places) / 2.0)
    xs = left + scale * (places + BELL_REACH)
    bell = QPolygonF([QPointF(x, y) for x, y in zip(xs.tolist(), heights.tolist(), strict=True)])
    ink.painter.setPen(Qt.PenStyle.NoPen)
    ink.painter.setBrush(mixed(ink.theme.score, ink.theme.card, 0.35))
    ink.painter.drawPolygon(bell)
    x = left + scale * (min(max(distance, -BELL_REACH), BELL_REACH) + BELL_REACH)
    ink.painter.setPen(QPen(ink.theme.score, 2.0 * ink.theme.line_scale))
    ink.painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
