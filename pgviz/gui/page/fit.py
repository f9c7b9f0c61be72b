"""How large the type of a page is, and how much room its notes have, at a width."""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

from pgviz.gui.arithmetic.lines import Line, Page
from pgviz.gui.theme import SPACE, Theme

TEXT_POINTS, LEAST_POINTS = 9.5, 8.0
LEAST_NOTE = 20 * SPACE  # px; where there is less room, notes are left out
BETWEEN = 2 * SPACE + 2  # px, columns


@dataclass(frozen=True)
class Fit:
    """The size of a table's type in points, and the width of its notes in pixels, 0 for none."""

    points: float
    note_room: float

    @classmethod
    def of(cls, page: Page, theme: Theme, width: int) -> "Fit":
        """Return what fits: type that is too wide is made smaller, as far as it can be read."""
        needed = columns_width(page, theme)
        wanted = TEXT_POINTS * theme.type_scale
        if needed > width:
            return cls(max(wanted * width / needed, LEAST_POINTS), 0.0)
        room = width - needed - BETWEEN - SPACE
        return cls(wanted, room if room >= LEAST_NOTE else 0.0)


def columns_width(page: Page, theme: Theme) -> float:
    """Return how wide names, arithmetic and results are together, in pixels."""
    text = QFontMetricsF(theme.font(TEXT_POINTS)).horizontalAdvance
    bold = QFontMetricsF(theme.font(TEXT_POINTS, QFont.Weight.Bold)).horizontalAdvance
    names = max(text(line.name) for line in page.lines)
    arithmetic = max(text(f"= {_written(line)}") for line in page.lines)
    results = max(bold(f"= {line.result}") for line in page.lines)
    return names + arithmetic + results + 3 * BETWEEN


def _written(line: Line) -> str:
    return "".join(map(str, line.parts))
