"""What stands in the strip besides its rows: the cursor, the times and the end."""

from dataclasses import replace

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from pgviz.gui.pictures.marks import line_pen, paint_end
from pgviz.gui.pictures.scene import Scene
from pgviz.gui.pictures.words import ending
from pgviz.gui.pictures.writing import LEFT, TINY, line_height, paint_text
from pgviz.gui.scale import Scale
from pgviz.gui.steps.columns import StepColumns
from pgviz.gui.theme import Theme, mixed

END = 4.0  # px, of the mark


def paint_cursor(painter: QPainter, scene: Scene, columns: StepColumns, area: QRectF) -> None:
    """Paint the selected step's column, if one is selected."""
    if scene.view.selected.step is None:
        return
    theme, step = scene.theme, min(scene.agent_time, columns.length - 1)
    column = columns.cell(step, area)
    painter.fillRect(column, mixed(theme.weight, theme.card, 0.14))
    pen = line_pen(theme.weight, 1.2 * theme.line_scale**0.5)
    pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    x, bottom = column.center().x(), column.bottom() - line_height(theme, TINY)
    painter.drawLine(QLineF(x, column.top(), x, bottom))


def paint_times(painter: QPainter, theme: Theme, columns: StepColumns, area: QRectF) -> None:
    """Write the times along the bottom of an area, as many as fit."""
    metrics = QFontMetricsF(painter.font())
    band = QRectF(area)
    band.setTop(area.bottom() - metrics.height())
    paint_text(painter, band, "time step t", theme.quiet, LEFT)
    times = Scale(0.0, float(columns.length), columns.left, columns.right)
    gap = 2.0 * metrics.averageCharWidth()
    for tick in times.spaced_ticks(metrics.horizontalAdvance, gap, whole=True):
        if tick.value < columns.length:
            paint_text(painter, columns.cell(int(tick.value), band), tick.text, theme.quiet)


def paint_ending(painter: QPainter, scene: Scene, columns: StepColumns, room: QRectF) -> None:
    """Paint how the trajectory ends, and say it where there is room beside the mark."""
    shift = min(columns.width / 2.0, 2.0 * END) if columns.celled else 2.0 * END
    place = QPointF(columns.right + shift, room.center().y())
    ended = scene.reached[scene.selected] == columns.length
    theme = scene.theme if ended else paled(scene.theme)
    terminated = bool(scene.batch.terminated[scene.selected])
    paint_end(painter, place, theme.weight, terminated=terminated, size=END)
    text = ending(scene, scene.selected)
    beside = room.adjusted(place.x() + 2.5 * END - room.left(), 0.0, 0.0, 0.0)
    if QFontMetricsF(painter.font()).horizontalAdvance(text) <= beside.width():
        paint_text(painter, beside, text, theme.quiet, LEFT)


def paled(theme: Theme) -> Theme:
    """Return the theme of what lies after the cursor."""
    marks = {role: theme.pale(getattr(theme, role)) for role in ("score", "weight", "dynamics")}
    words = {role: theme.pale_text(getattr(theme, role)) for role in ("ink", "quiet")}
    return replace(theme, **marks, **words)
