"""A page of arithmetic as rich text: an aligned table whose numbers know all of their digits."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from pgviz.gui.arithmetic.lines import Line, Number, Page, Part
from pgviz.gui.page.fit import BETWEEN, Fit
from pgviz.gui.theme import SPACE, Theme

NOTE_POINTS = 8.5
NOTE = "note:"  # a link that leads to words
NO_BREAK = "\u00a0"
CELL = f"padding-right:{BETWEEN}px;padding-bottom:3px;white-space:nowrap;vertical-align:bottom"

Reached = Callable[[Line], bool]


def page_html(page: Page, theme: Theme, width: int, reached: Reached, sentence: bool = True) -> str:
    """Return a page as rich text; lines that the cursor has not reached are pale."""
    fit = Fit.of(page, theme, width)
    rows = "".join(Row(theme, fit, pale=not reached(line)).html(line) for line in page.lines)
    above = _paragraph(escape(page.sentence)) if sentence else ""
    heading = _paragraph(f'<span style="font-weight:600">{escape(page.heading)}</span>')
    style = f'cellspacing="0" cellpadding="0" style="font-size:{fit.points:.2f}pt"'
    return f"{above}{heading}<table {style}>{rows}</table>"


@dataclass(frozen=True)
class Row:
    """How a line is written."""

    theme: Theme
    fit: Fit
    pale: bool

    def html(self, line: Line) -> str:
        """Return the line as a row of the table."""
        parts = "".join(map(self._part, line.parts)) if self.fit.arithmetic else ""
        equals = self._colored(f"={NO_BREAK}", "quiet")
        cells = [
            self._linked(f"{NOTE}{line.note}", line.name, line.role),
            equals + parts if parts else "",
            f"{equals}<b>{self._part(line.result)}</b>",
        ]
        if self.fit.note_room:
            cells.append(self._note(line.note))
        opening = f'<td style="{CELL}">'
        return f"<tr>{''.join(f'{opening}{cell}</td>' for cell in cells)}</tr>"

    def _note(self, note: str) -> str:
        metrics = QFontMetricsF(self.theme.font(NOTE_POINTS))
        shown = metrics.elidedText(note, Qt.TextElideMode.ElideRight, self.fit.note_room)
        size = f"font-size:{NOTE_POINTS * self.theme.type_scale}pt"
        return f'<span style="{size}">{self._colored(shown, "quiet")}</span>'

    def _part(self, part: Part) -> str:
        if isinstance(part, str):
            return self._colored(part, "ink")
        return self._linked(repr(part.value), str(part), part.role)

    def _linked(self, link: str, text: str, role: str) -> str:
        style = f"{self._style(role)};text-decoration:none"
        return f'<a href="{escape(link)}" style="{style}">{_unbroken(text)}</a>'

    def _colored(self, text: str, role: str) -> str:
        return f'<span style="{self._style(role)}">{_unbroken(text)}</span>'

    def _style(self, role: str) -> str:
        color = getattr(self.theme, role)
        return f"color:{(self.theme.pale_text(color) if self.pale else color).name()}"


def plain_text(page: Page) -> str:
    """Return a page for the clipboard, every number with all of its digits."""
    return "\n".join((page.heading, page.sentence, *map(_plain_line, page.lines)))


def _plain_line(line: Line) -> str:
    sides = line.name, _exactly(*line.parts), _exactly(line.result)
    note = f"  ({line.note})" if line.note else ""
    return " = ".join(filter(None, sides)) + note


def _exactly(*parts: Part) -> str:
    return "".join(repr(part.value) if isinstance(part, Number) else part for part in parts)


def _paragraph(html: str) -> str:
    return f'<p style="margin-top:0;margin-bottom:{SPACE}px">{html}</p>'


def _unbroken(text: str) -> str:
    return escape(text).replace(" ", NO_BREAK)
