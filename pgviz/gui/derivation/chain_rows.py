"""Where the ten lines stand when they are shown one under another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from pgviz.gui.derivation.line import DerivationLine
from pgviz.gui.derivation.lines import LINES
from pgviz.gui.formula.drawing import Drawing
from pgviz.gui.formula.terms import Term, named_terms
from pgviz.gui.theme import SPACE, Theme

NUMBER_POINTS, NOTE_POINTS = 8.5, 8.5
LARGEST = 1.1  # of the size that formulas are typeset in, at a type scale of 1
NOTE_WIDTH = 118.0  # px at the least, at a type scale of 1
AXIS = 6.0  # px of a formula's own size: how far signs stand above the line of writing
GAP = 4.0 * SPACE  # px between the formulas and the notes
INSET = 2.0 * SPACE  # px before the numbers


@dataclass(frozen=True)
class Row:
    """One line: its number, its formula, and a note beside it."""

    line: DerivationLine
    drawing: Drawing
    area: QRectF
    formula: QRectF
    number: QRectF
    note: QRectF

    def place(self, term: Term) -> QRectF:
        """Return where a term of the line stands."""
        return self.drawing.place(term.name, self.formula)

    @property
    def changes(self) -> list[QRectF]:
        """Where the parts stand that are new in this line."""
        if self.line.follows is None:
            return []
        changed = self.line.changed_from(LINES[self.line.follows - 1])
        places = [[self.place(term) for term in part.terms] for part in changed]
        return [reduce(QRectF.united, of_part) for of_part in places]

    def term_at(self, place: QPointF) -> Term | None:
        """Return the named term at a place."""
        terms = named_terms(self.line.formula)
        return next((term for term in terms if self.place(term).contains(place)), None)


def chain_rows(
    lines: Sequence[DerivationLine], drawings: Sequence[Drawing], area: QRectF, theme: Theme
) -> tuple[Row, ...]:
    """Return the rows of all lines, as large as fits: formulas of one size, left on one axis."""
    number = INSET + QFontMetricsF(theme.font(NUMBER_POINTS)).horizontalAdvance("L10") + GAP
    widest = max(drawing.box.width() for drawing in drawings)
    scale = _scale(drawings, area, theme, number, widest)
    formula_heights = [scale * drawing.box.height() for drawing in drawings]
    free = (area.height() - sum(formula_heights)) / len(drawings)
    left, note = area.left() + number, area.left() + number + scale * widest + GAP
    rows, top = [], area.top()
    for line, drawing, height in zip(lines, drawings, formula_heights, strict=True):
        row = QRectF(area.left(), top, area.width(), height + free)
        formula = QRectF(left, top + free / 2.0, scale * drawing.box.width(), height)
        band = _band(row, formula.top() - scale * (drawing.box.top() + AXIS))
        before = band.adjusted(INSET, 0.0, number - band.width(), 0.0)
        beside = band.adjusted(note - band.left(), 0.0, 0.0, 0.0)
        rows.append(Row(line, drawing, row, formula, before, beside))
        top = row.bottom()
    return tuple(rows)


def _band(row: QRectF, axis: float) -> QRectF:
    """Return as much of a row as lies evenly around the axis of its formula."""
    half = min(axis - row.top(), row.bottom() - axis)
    return QRectF(row.left(), axis - half, row.width(), 2.0 * half)


def _scale(
    drawings: Sequence[Drawing], area: QRectF, theme: Theme, number: float, widest: float
) -> float:
    heights = sum(drawing.box.height() for drawing in drawings)
    breath = SPACE / 2.0 * len(drawings)
    across = area.width() - number - GAP - NOTE_WIDTH * theme.type_scale
    fitting = min((area.height() - breath) / heights, across / widest)
    return min(fitting, LARGEST * theme.type_scale)
