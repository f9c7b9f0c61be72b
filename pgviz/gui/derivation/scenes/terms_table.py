"""All trajectories, with what each adds to ∇J and to E[ĝ] along one parameter."""

import numpy as np
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from pgviz.estimation.term_by_term import Terms
from pgviz.gui.derivation.scenes.canvas import Reading
from pgviz.gui.derivation.scenes.terms_columns import (
    TermColumn,
    actions_of,
    all_actions,
    chances_column,
    gradients_column,
)
from pgviz.gui.estimate.marks import draw_bars
from pgviz.gui.format import exact
from pgviz.gui.lettering import LEFT, RIGHT, TICK_POINTS, Label, Lettering
from pgviz.gui.scale import Scale, finite_range
from pgviz.gui.theme import SPACE, Theme

LEAST_BARS, MOST_BARS = 0.2, 0.45  # of the width
GAP = 2.0 * SPACE
DIGITS = (3, 2)  # as many as there is room for
LANE = 0.3  # of a row's height: the thickness of a bar


class TermsTable:
    """A row a trajectory, and the sums below; bars of P(τ) g_τ at the right."""

    def __init__(self, area: QRectF, terms: Terms, parameter: int, theme: Theme) -> None:
        self._theme, self.terms = theme, terms
        self._type = Lettering(theme, TICK_POINTS)
        self._strong = Lettering(theme, TICK_POINTS, QFont.Weight.DemiBold)
        self._right, self._set = terms.meant[:, parameter], terms.gradients[:, parameter]
        self._added = terms.meant_chances * self._right, terms.chances * self._set
        self._area = area
        self._row = (area.height() - 2.0 * self._type.height - SPACE) / len(terms.chances)
        self._columns = self._fitting_columns()
        self._widths = [self._width(column) for column in self._columns]
        rest = area.width() - sum(self._widths) - GAP * len(self._widths)
        bars = min(max(rest, LEAST_BARS * area.width()), MOST_BARS * area.width())
        self.bars = QRectF(area.right() - bars, area.top(), bars, area.height())
        self.scale = self._scale()
        self.labels = self._labels()

    @property
    def readings(self) -> list[Reading]:
        """All digits of every row."""
        return [Reading(self._box(row), self._tip(row)) for row in range(len(self._right))]

    def draw(self, painter: QPainter) -> None:
        """Draw the bars, and the line above the sums."""
        theme = self._theme
        middles = self._first + (np.arange(len(self._right)) + 0.5) * self._row
        lane = max(round(min(LANE * self._row, 9.0 * theme.type_scale)), 2)
        for values, role, shift in zip(
            self._added, ("exact", "estimate"), (-0.5, 0.5), strict=True
        ):
            painter.setBrush(getattr(theme, role))
            draw_bars(painter, self.scale, values, middles + shift * (lane + 1.0), lane)
        painter.setPen(QPen(theme.faint, theme.line_scale))
        zero = self.scale.pixel(0.0)
        painter.drawLine(QLineF(zero, self._first, zero, self._last))
        painter.drawLine(QLineF(self._area.left(), self._last, self._area.right(), self._last))

    @property
    def _first(self) -> float:
        return self._area.top() + self._type.height

    @property
    def _last(self) -> float:
        return self._first + len(self._right) * self._row + SPACE / 2.0

    def _box(self, row: int) -> QRectF:
        return QRectF(
            self._area.left(), self._first + row * self._row, self._area.width(), self._row
        )

    def _scale(self) -> Scale:
        low, high = finite_range(np.zeros(1), *self._added)
        margin = 0.05 * (high - low) or 1.0
        return Scale(low - margin, high + margin, self.bars.left(), self.bars.right())

    def _fitting_columns(self) -> list[TermColumn]:
        """Return the columns with as many digits as leave room for the bars."""
        room = (1.0 - LEAST_BARS) * self._area.width()
        ways = [self._columns_with(digits) for digits in DIGITS]
        fitting = (way for way in ways if sum(map(self._width, way)) + GAP * len(way) <= room)
        return next(fitting, ways[-1])

    def _width(self, column: TermColumn) -> float:
        texts = [self._type.width(text) for text in (column.heading, *column.texts)]
        return max(*texts, self._strong.width(column.total))

    def _columns_with(self, digits: int) -> list[TermColumn]:
        terms = self.terms
        same = np.array_equal(terms.chances, terms.meant_chances)
        chances = [] if same else [chances_column("P used", terms.chances, digits)]
        return [
            TermColumn("actions", actions_of(terms), "Σ P·g", "ink"),
            chances_column("P(τ)", terms.meant_chances, digits),
            *chances,
            gradients_column("g right", self._right, self._added[0], "exact", digits),
            gradients_column("g used", self._set, self._added[1], "estimate", digits),
        ]

    def _labels(self) -> list[Label]:
        labels, left = [], self._area.left()
        for column, width in zip(self._columns, self._widths, strict=True):
            box = QRectF(left, self._area.top(), width, self._type.height)
            labels += self._column(column, box, first=column is self._columns[0])
            left += width + GAP
        heading = QRectF(self.bars.left(), self._area.top(), self.bars.width(), self._type.height)
        text = self._type.fitting(("P(τ) · g, of both", "P(τ) · g", "P·g"), heading.width())
        return [*labels, Label(text, heading, self._theme.quiet, self._type, LEFT)]

    def _column(self, column: TermColumn, box: QRectF, *, first: bool) -> list[Label]:
        side, color = LEFT if first else RIGHT, getattr(self._theme, column.role)
        quiet: QColor = self._theme.quiet if first else color
        heading = Label(
            self._type.elided(column.heading, box.width()), box, quiet, self._type, side
        )
        labels = [heading]
        for row, text in enumerate(column.texts):
            top = self._first + (row + 0.5) * self._row - self._type.height / 2.0
            fitted = self._type.elided(text, box.width())
            labels.append(Label(fitted, _at(box, top), self._theme.ink, self._type, side))
        if column.total:
            total = _at(box, self._last + SPACE / 2.0)
            labels.append(Label(column.total, total, color, self._strong, side))
        return labels

    def _tip(self, row: int) -> str:
        terms = self.terms
        lines = [f"actions {all_actions(terms, row)}", f"P(τ) = {exact(terms.meant_chances[row])}"]
        named = ("right", self._right, self._added[0]), ("as set", self._set, self._added[1])
        for name, gradients, added in named:
            lines.append(f"g {name} = {exact(gradients[row])}, times its P: {exact(added[row])}")
        return "\n".join(lines)


def fits(height: float, terms: Terms, theme: Theme) -> bool:
    """Return whether every trajectory has a line of its own."""
    return (len(terms.chances) + 2.5) * Lettering(theme, TICK_POINTS).height <= height


def _at(box: QRectF, top: float) -> QRectF:
    moved = QRectF(box)
    moved.moveTop(top)
    return moved
