"""States, actions and rewards of the selected trajectory over time."""

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from pgviz.environments.spaces import Box
from pgviz.gui.lettering import Lettering
from pgviz.gui.pictures.drawing import Drawing, Hit
from pgviz.gui.pictures.scene import Scene
from pgviz.gui.pictures.steady import SteadyRange
from pgviz.gui.pictures.words import place_text
from pgviz.gui.pictures.writing import LEFT, RIGHT, TINY, line_height, paint_text
from pgviz.gui.quantity import Quantity
from pgviz.gui.row_mark import mark_row
from pgviz.gui.smooth_range import SmoothRange
from pgviz.gui.steps.cells import Row
from pgviz.gui.steps.columns import MOST_CELLS, StepColumns, room_for
from pgviz.gui.steps.content import height_of, rows_of
from pgviz.gui.steps.marks import paint_cursor, paint_ending, paint_times, paled
from pgviz.gui.theme import Theme
from pgviz.gui.view import Pointer

AXIS_LINES = 1.05  # of type
DENSE = 0.8  # of the rows' height, where the picture above needs it more
WIDEST_NAMES = 0.24  # of the width, for the names of the rows
QUANTITY: Mapping[str, Quantity] = {"dynamics": "dynamics", "score": "policy", "weight": "return"}
"""What a row shows, by its role."""


class StepStrip(Drawing):
    """A column a time step; what the sampling hasn't reached is pale."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("States, actions and rewards over time")
        self.components: tuple[int, ...] = ()  # of the observation, that have a row
        self.dense = False
        self.columns = StepColumns(0.0, 1.0, 0, celled=True)  # where the steps lie, once painted
        self._bands: list[tuple[str, QRectF]] = []  # of the rows, by their role, once painted
        self._largest, self._length = SteadyRange(), SmoothRange()

    def show_scene(self, scene: Scene) -> None:
        super().show_scene(scene)
        rows = self._height(scene.theme, height_of(scene, self.components))
        self.setFixedHeight(round(rows + AXIS_LINES * line_height(scene.theme, TINY)))

    def paint(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        painter.setFont(scene.theme.font(TINY))
        self.columns = self._fit(scene, area)
        paint_cursor(painter, scene, self.columns, area)
        self._bands.clear()
        top = area.top()
        for row in self._rows(scene):
            band = QRectF(area.left(), top, area.width(), self._height(scene.theme, row.lines))
            self._paint_row(painter, scene, row, band)
            self._bands.append((row.role, band))
            top = band.bottom()
        paint_times(painter, scene.theme, self.columns, area)
        paint_ending(
            painter, scene, self.columns, _before_readouts(scene, area, self.columns.celled)
        )

    def paint_pointer(self, painter: QPainter, scene: Scene, pointer: Pointer) -> None:
        self._paint_quantity(painter, scene.theme, pointer.quantity or scene.view.selected.quantity)
        if pointer.trajectory != scene.selected or pointer.step is None:
            return
        column = self.columns.cell(pointer.step, QRectF(self.rect()))
        painter.setPen(QPen(scene.theme.ink, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(column.adjusted(0.5, 0.5, -0.5, -0.5))

    def find(self, scene: Scene, point: QPointF) -> Hit | None:
        time, quantity = self.columns.time_at(point), self._quantity_at(point)
        if time is None:
            return None if quantity is None else Hit(Pointer(quantity=quantity), "")
        step = min(time, self.columns.length - 1)
        text = place_text(scene, scene.selected, time)
        return Hit(Pointer(scene.selected, step, quantity=quantity), text)

    def _quantity_at(self, point: QPointF) -> Quantity | None:
        return next((QUANTITY[role] for role, band in self._bands if band.contains(point)), None)

    def _paint_quantity(self, painter: QPainter, theme: Theme, quantity: Quantity | None) -> None:
        for role, band in self._bands:
            if QUANTITY[role] == quantity:
                mark_row(painter, band, getattr(theme, role))

    def _height(self, theme: Theme, lines: float) -> float:
        """Return the height of rows that want so many lines of type, px."""
        return (DENSE if self.dense else 1.0) * lines * line_height(theme, TINY)

    def _fit(self, scene: Scene, area: QRectF) -> StepColumns:
        if not scene.view.running:
            self._length.reset()
        length = int(scene.batch.lengths[scene.selected])
        room = room_for(self._length.follow(0.0, length)[1])
        metrics = QFontMetricsF(scene.theme.font(TINY))
        names = metrics.horizontalAdvance("angular velocity") + 8.0
        left = area.left() + min(names, WIDEST_NAMES * area.width())
        right = _before_readouts(scene, area, room <= MOST_CELLS).right()
        return StepColumns.fit(left, right, length, room, scene.theme.type_scale)

    def _rows(self, scene: Scene) -> list[Row]:
        rewards = float(np.abs(scene.batch.rewards).max())
        _, largest = self._largest.follow(scene.batch, 0.0, rewards)
        return rows_of(scene, self.columns, self.components, largest)

    def _paint_row(self, painter: QPainter, scene: Scene, row: Row, band: QRectF) -> None:
        theme, columns = scene.theme, self.columns
        name = Lettering(theme, TINY).elided(row.label, columns.left - band.left() - 6.0)
        paint_text(painter, band, name, getattr(theme, row.role), LEFT)
        reached = columns.left + int(scene.reached[scene.selected]) * columns.width
        if reached >= columns.right:
            row.paint(painter, band, columns, theme)
        else:
            self._paint_part(painter, row, band, columns.left, reached, theme)
            self._paint_part(painter, row, band, reached, band.right(), paled(theme))
        if _has_readouts(scene, columns.celled):
            time = min(scene.agent_time, columns.length - 1)
            paint_text(painter, band, row.readout(time), theme.ink, RIGHT)

    def _paint_part(
        self,
        painter: QPainter,
        row: Row,
        band: QRectF,
        left: float,
        right: float,
        theme: Theme,
    ) -> None:
        painter.save()
        painter.setClipRect(QRectF(left, band.top(), right - left, band.height()))
        row.paint(painter, band, self.columns, theme)
        painter.restore()


def _has_readouts(scene: Scene, celled: bool) -> bool:
    """Return whether the values at the cursor stand at the ends of the rows."""
    return not celled or isinstance(scene.view.world.observations, Box)


def _before_readouts(scene: Scene, area: QRectF, celled: bool) -> QRectF:
    metrics = QFontMetricsF(scene.theme.font(TINY))
    readouts = metrics.horizontalAdvance("−0.00000") if _has_readouts(scene, celled) else 0.0
    return area.adjusted(0.0, 0.0, -readouts, 0.0)
