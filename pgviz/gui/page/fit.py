"""How large the type of a page is, and how much room its notes have, at a width."""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

from pgviz.gui.arithmetic.lines import Line, Page
from pgviz.gui.theme import SPACE, Theme

TEXT_POINTS, LEAST_POINTS = 9.5, 8.0
LEAST_NOTE = 20 * SPACE  # px; where there is less room, notes are left out
BETWEEN = 2 * SPACE + 2  # px, columns
MARGIN = 0.94  # smaller type is not narrower in quite the same measure


@dataclass(frozen=True)
class Fit:
    """How a table is made to fit a width."""

    points: float  # of its type
    note_room: float  # px, 0 where notes are left out
    arithmetic: bool = True  # False where only names and results have room

    @classmethod
    def of(cls, page: Page, theme: Theme, width: int) -> "Fit":
        """Return what fits: type that is too wide is made smaller, as far as it can be read."""
        names, arithmetic, results = _columns(page, theme)
        wanted, text = TEXT_POINTS * theme.type_scale, names + arithmetic + results
        spare = width - 3 * BETWEEN - SPACE - text
        if spare >= BETWEEN + LEAST_NOTE:
            return cls(wanted, spare - BETWEEN)
        if spare >= 0.0:
            return cls(wanted, 0.0)
        points = wanted * MARGIN * (width - 3 * BETWEEN) / text
        if points >= LEAST_POINTS:
            return cls(points, 0.0)
        return cls(max(min(points * text / (names + results), wanted), LEAST_POINTS), 0.0, False)


def _columns(page: Page, theme: Theme) -> tuple[float, float, float]:
    """Return how wide names, arithmetic and results are, in pixels."""
    text = QFontMetricsF(theme.font(TEXT_POINTS)).horizontalAdvance
    bold = QFontMetricsF(theme.font(TEXT_POINTS, QFont.Weight.Bold)).horizontalAdvance
    return (
        max(text(line.name) for line in page.lines),
        max(text(f"= {_written(line)}") for line in page.lines),
        max(bold(f"= {line.result}") for line in page.lines),
    )


def _written(line: Line) -> str:
    return "".join(map(str, line.parts))
