"""The quiet parts of a painted plot: lines at round values, and those values in small type."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen

from pgviz.gui.lettering import MIDDLE, RIGHT, Label, Lettering
from pgviz.gui.scale import Scale, Tick
from pgviz.gui.theme import SPACE, Theme


def labels_below(
    ticks: Sequence[Tick], scale: Scale, top: float, within: QRectF, type_: Lettering, theme: Theme
) -> list[Label]:
    """Return the values of a horizontal axis from `top` on, less those that don't fit `within`."""
    labels = []
    for tick in ticks:
        width = type_.width(tick.text)
        box = QRectF(scale.pixel(tick.value) - width / 2.0, top, width, type_.height)
        labels.append(Label(tick.text, box, theme.quiet, type_, MIDDLE))
    return [label for label in labels if _inside(label.box, within)]


def labels_beside(
    ticks: Sequence[Tick],
    scale: Scale,
    right: float,
    within: QRectF,
    type_: Lettering,
    theme: Theme,
) -> list[Label]:
    """Return the values of a vertical axis up to `right`, less those that don't fit `within`."""
    labels = []
    for tick in ticks:
        width, middle = type_.width(tick.text), scale.pixel(tick.value)
        box = QRectF(right - SPACE - width, middle - type_.height / 2.0, width, type_.height)
        labels.append(Label(tick.text, box, theme.quiet, type_, RIGHT))
    return [label for label in labels if _inside(label.box, within)]


def draw_grid(
    painter: QPainter,
    theme: Theme,
    plot: QRectF,
    across: tuple[Scale, Sequence[Tick]] | None = None,
    up: tuple[Scale, Sequence[Tick]] | None = None,
) -> None:
    """Draw a line through the plot at every tick, that of 0 a little stronger."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for scale, ticks in [across] if across else []:
        for tick in ticks:
            x = scale.pixel(tick.value)
            _draw_line(painter, theme, tick, QLineF(x, plot.top(), x, plot.bottom()))
    for scale, ticks in [up] if up else []:
        for tick in ticks:
            y = scale.pixel(tick.value)
            _draw_line(painter, theme, tick, QLineF(plot.left(), y, plot.right(), y))
    painter.restore()


def _draw_line(painter: QPainter, theme: Theme, tick: Tick, line: QLineF) -> None:
    painter.setPen(QPen(theme.faint if tick.value == 0.0 else theme.line, 1.0))
    painter.drawLine(line)


def _inside(box: QRectF, area: QRectF) -> bool:
    # A line is higher than its figures; and half a pixel is no more than rounding.
    return area.adjusted(-0.5, -SPACE, 0.5, SPACE).contains(box)
