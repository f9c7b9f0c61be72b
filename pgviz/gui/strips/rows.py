"""Drawing the rows of bars with their labels, and the axis of time below them."""

from PySide6.QtCore import QRect

from pgviz.gui.format import short
from pgviz.gui.strips.columns import Columns
from pgviz.gui.strips.ink import LEFT, RIGHT, Ink
from pgviz.gui.strips.layout import Layout
from pgviz.gui.strips.raster import strip_pixels
from pgviz.gui.strips.strip import Strip
from pgviz.gui.strips.ticks import round_tick, spaced_times
from pgviz.gui.theme import SPACE

Span = tuple[float, float]


def draw_row(
    ink: Ink, strip: Strip, area: QRect, span: Span, columns: Columns, reached: int
) -> None:
    """Draw a row over `span`, pale from step `reached` on."""
    label = QRect(0, area.top(), area.left() - SPACE, area.height())
    name = ink.fitting(strip.label, label.width(), small=False)
    ink.write(label, name, getattr(ink.theme, strip.role), LEFT, small=False)
    if strip.words:
        _draw_words(ink, area, strip.words)
        return
    pixels = strip_pixels(strip, columns, ink.device(area.height()), span, reached, ink.theme)
    ink.pixels(area.left(), area.top(), pixels)
    _draw_ticks(ink, area, span, zero_only=strip.span == (0.0, 0.0))


def draw_times(ink: Ink, layout: Layout, steps: int, marked: set[int]) -> None:
    """Draw the axis of time below everything; the `marked` steps are labelled elsewhere."""
    area = layout.axis
    beside = QRect(0, area.top(), area.left() - 2 * SPACE, area.height())
    ink.write(beside, "time step t", ink.theme.quiet, RIGHT)
    width = ink.width(str(steps)) + 2 * SPACE
    columns = Columns(steps, layout.width)
    avoided = [columns.center(step) for step in marked]
    for time in spaced_times(steps, area.width() // (2 * width)):
        middle = columns.center(time)
        if all(abs(middle - other) >= width for other in avoided):
            text = str(time)
            left = max(round(middle) - ink.width(text) // 2, 0)
            place = QRect(area.left() + left, area.top(), width, area.height())
            ink.write(place, text, ink.theme.quiet)


def _draw_words(ink: Ink, area: QRect, words: str) -> None:
    ink.rule(area, area.center().y())
    shown = ink.fitting(words, area.width())
    place = QRect(area.left(), area.top(), ink.width(shown) + SPACE, area.height())
    ink.painter.fillRect(place, ink.theme.card)
    ink.write(place, shown, ink.theme.quiet)


def _draw_ticks(ink: Ink, area: QRect, span: Span, zero_only: bool) -> None:
    """Write the round number nearest each end, and 0, where they don't touch."""
    ends = () if zero_only else span
    limits = sorted((round_tick(end) for end in ends), key=abs, reverse=True)
    written: list[int] = []
    for tick in dict.fromkeys((*limits, 0.0)):
        top = _height_of(tick, area, span) - ink.line // 2
        top = max(min(top, area.bottom() + 2 - ink.line), area.top() - 1)
        if all(abs(top - other) >= ink.line - 1 for other in written):
            written.append(top)
            place = QRect(0, top, area.left() - SPACE, ink.line)
            ink.write(place, short(tick, 1), ink.theme.quiet, RIGHT)


def _height_of(value: float, area: QRect, span: Span) -> int:
    low, high = span
    return round(area.top() + area.height() * (high - value) / (high - low))
