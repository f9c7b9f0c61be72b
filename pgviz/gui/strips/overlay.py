"""Drawing what moves with the mouse: the lines of the cursor, values, and π(·|s) at a step."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from pgviz.gui.format import signed
from pgviz.gui.quantity import Quantity
from pgviz.gui.row_mark import mark_row
from pgviz.gui.strips.distribution import draw_distribution
from pgviz.gui.strips.heat_rows import name_area
from pgviz.gui.strips.ink import CENTER, RIGHT, Ink
from pgviz.gui.strips.rows import draw_times
from pgviz.gui.strips.scene import Scene
from pgviz.gui.theme import SPACE
from pgviz.gui.view import NOWHERE, Pointer


def draw_overlay(ink: Ink, scene: Scene, pointer: Pointer) -> None:
    """Draw the selected step, what is pointed at, and the values there."""
    focus, selected = scene.focus(pointer), scene.focus(NOWHERE)
    if focus is not None:
        draw_distribution(ink, scene, focus)
    _draw_quantity(ink, scene, pointer.quantity or scene.view.selected.quantity)
    _draw_steps(ink, scene, focus, selected)
    _draw_parameter(ink, scene, pointer, focus)
    _draw_values(ink, scene, focus)


def _draw_quantity(ink: Ink, scene: Scene, quantity: Quantity | None) -> None:
    """Mark the rows that show a term of the derivation."""
    for index, area in scene.layout.rows:
        if quantity in scene.strips[index].quantities:
            row = QRect(0, area.top(), scene.layout.caption.width(), area.height())
            mark_row(ink.painter, QRectF(row), getattr(ink.theme, scene.strips[index].role))


def _draw_steps(ink: Ink, scene: Scene, focus: int | None, selected: int | None) -> None:
    """Draw a line at the selected step and one at the step pointed at, with their numbers."""
    marked = {focus: ink.theme.quiet, selected: ink.theme.ink}
    steps = {step: color for step, color in marked.items() if step is not None}
    draw_times(ink, scene.layout, scene.steps, set(steps))
    for step, color in steps.items():
        _draw_line(ink, scene, step, color)
    for step in _apart(ink, scene, list(steps)):
        _draw_number(ink, scene, step, steps[step])


def _apart(ink: Ink, scene: Scene, steps: list[int]) -> list[int]:
    """Return the steps whose numbers have room beside the first one, and the first itself."""
    room = ink.width(str(scene.steps)) + 3 * SPACE
    first = scene.columns.center(steps[0]) if steps else 0.0
    return steps[:1] + [s for s in steps[1:] if abs(scene.columns.center(s) - first) >= room]


def _draw_line(ink: Ink, scene: Scene, step: int, color: QColor) -> None:
    """Draw a line through bars and cells, but not through words."""
    x = round(scene.layout.left + scene.columns.center(step))
    ink.painter.setPen(QPen(color, ink.theme.line_scale, Qt.PenStyle.DotLine))
    for area in _areas_of_steps(scene):
        ink.painter.drawLine(x, area.top(), x, area.bottom() + SPACE)


def _areas_of_steps(scene: Scene) -> list[QRect]:
    """Return the areas in which something is drawn for every step."""
    rows = [area for index, area in scene.layout.rows if not scene.strips[index].words]
    return [*rows, scene.layout.heat] if scene.heat.largest else rows


def _draw_number(ink: Ink, scene: Scene, step: int, color: QColor) -> None:
    text = str(step)
    width = ink.width(text) + 2 * SPACE
    left = round(scene.layout.left + scene.columns.center(step)) - width // 2
    place = QRect(left, scene.layout.axis.top() + 1, width, ink.line)
    ink.painter.setPen(Qt.PenStyle.NoPen)
    ink.painter.setBrush(color)
    ink.painter.drawRoundedRect(QRectF(place), SPACE, SPACE)
    ink.write(place, text, ink.theme.card, CENTER)


def _draw_parameter(ink: Ink, scene: Scene, pointer: Pointer, focus: int | None) -> None:
    wanted = scene.view.selected.parameter if pointer.parameter is None else pointer.parameter
    row = scene.heat.row_of(wanted)
    if row is None or not scene.heat.largest:
        return
    place = name_area(scene.layout, row)
    ink.painter.fillRect(place, ink.theme.card)
    name = ink.fitting(scene.names[row], place.width())
    ink.write(place, name, ink.theme.parameter, RIGHT)
    left, right = scene.layout.left, scene.layout.right
    if focus is not None:
        begin, end = scene.columns.bar(focus)
        left, right = scene.layout.left + round(begin), scene.layout.left + round(end)
    ink.painter.setBrush(Qt.BrushStyle.NoBrush)
    ink.painter.setPen(QPen(ink.theme.parameter, ink.theme.line_scale))
    ink.painter.drawRect(QRect(left, place.top(), right - left, place.height() - 1))


def _draw_values(ink: Ink, scene: Scene, focus: int | None) -> None:
    """Write the values of a step at the right, or what all steps add up to."""
    layout = scene.layout
    if layout.right == layout.caption.width():
        return
    for index, area in layout.rows:
        strip = scene.strips[index]
        _write_value(ink, scene, area, strip.reading(focus), getattr(ink.theme, strip.role))
    for row, value in enumerate(scene.heat.column(focus).tolist()):
        color = ink.theme.estimate if value > 0.0 else ink.theme.negative
        text = signed(value) if value else ""
        _write_value(ink, scene, name_area(layout, row), text, color)
    _write_value(ink, scene, layout.axis, "Σₜ" if focus is None else f"t = {focus}", ink.theme.ink)


def _write_value(ink: Ink, scene: Scene, beside: QRect, text: str, color: QColor) -> None:
    left, width = scene.layout.right + SPACE, scene.layout.caption.width()
    ink.write(QRect(left, beside.top(), width - left, beside.height()), text, color, RIGHT)
