"""The line below: what the marks mean, and at its other end the figures of ĝ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from pgviz.gui.estimate.dots import draw_dots
from pgviz.gui.estimate.marks import draw_triangle
from pgviz.gui.lettering import LEFT, NAME_POINTS, RIGHT, Label, Lettering, draw_labels
from pgviz.gui.theme import SPACE, Theme

SYMBOL = 9.0  # px, the width of a mark in normal type
GAP = 3.0 * SPACE  # px, between two entries


def _bar(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.fillRect(box, theme.estimate)


def _whisker(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(theme.ink, 1.2 * theme.line_scale))
    middle, reach = box.center().y(), box.height() / 3.0
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
    for x in (box.left(), box.right()):
        painter.drawLine(QPointF(x, middle - reach), QPointF(x, middle + reach))


def _dot(painter: QPainter, box: QRectF, theme: Theme) -> None:
    center = box.center()
    draw_dots(painter, np.array([center.x()]), np.array([center.y()]), theme.faint, box.width() / 2)


def _selected(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(theme.ink, 1.6 * theme.line_scale))
    x = box.center().x()
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))


def _beyond(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.setBrush(theme.faint)
    draw_triangle(painter, QPointF(box.right(), box.center().y()), 0.0, box.width() * 0.8)


@dataclass(frozen=True)
class Entry:
    """A mark and what it means."""

    draw: Callable[[QPainter, QRectF, Theme], None]
    text: str
    short: str


ESTIMATE = Entry(_bar, "ĝ", "ĝ")
ERROR = Entry(_whisker, "± standard error", "± s.e.")
TRAJECTORY = Entry(_dot, "one gᵢ", "gᵢ")
BEYOND = Entry(_beyond, "beyond the axis", "beyond")


def selected(name: str) -> Entry:
    """Return the entry of the selected trajectory."""
    return Entry(_selected, f"that of {name}", name)


class Legend:
    """As many entries as fit, in the order of their importance, and the figures beside them."""

    def __init__(
        self, area: QRectF, entries: Sequence[Entry], figures: Sequence[str], theme: Theme
    ) -> None:
        """`figures` are ways to say them, the longest first."""
        self._theme, self._type = theme, Lettering(theme, NAME_POINTS)
        self._symbol = SYMBOL * theme.type_scale
        room = area.width() - self._type.width(figures[2 * len(figures) // 3]) - GAP
        texts = [entry.text for entry in entries]
        if sum(map(self._width, texts)) > room:
            texts = [entry.short for entry in entries]
        self._marks: list[tuple[Entry, QRectF]] = []
        self.labels: list[Label] = []
        end = self._place(area, entries, texts, area.left() + room)
        said = self._type.fitting(figures, area.right() - end)
        self.labels.append(Label(said, area, theme.quiet, self._type, RIGHT))

    def draw(self, painter: QPainter) -> None:
        """Draw marks and words."""
        for entry, box in self._marks:
            entry.draw(painter, box, self._theme)
        draw_labels(painter, self.labels)

    def _width(self, text: str) -> float:
        return self._symbol + SPACE + self._type.width(text) + GAP

    def _place(
        self, area: QRectF, entries: Sequence[Entry], texts: Sequence[str], limit: float
    ) -> float:
        """Lay marks and words from the left on, none beyond `limit`; return where they end."""
        left, half = area.left(), self._symbol / 2.0
        for entry, text in zip(entries, texts, strict=True):
            end = left + self._width(text)
            if end > limit:
                break
            self._marks.append((entry, QRectF(left, area.center().y() - half, 2 * half, 2 * half)))
            box = QRectF(left + self._symbol + SPACE, area.top(), self._type.width(text), 0.0)
            box.setHeight(area.height())
            self.labels.append(Label(text, box, self._theme.quiet, self._type, LEFT))
            left = end
        return left
