"""Below the plots: what the marks mean, and the figures of ĝ, on one line or on two."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from pgviz.gui.estimate.entries import Entry
from pgviz.gui.lettering import LEFT, NAME_POINTS, RIGHT, Label, Lettering, draw_labels
from pgviz.gui.theme import SPACE, Theme

SYMBOL = 9.0  # px, the width of a mark in normal type
GAP = 3.0 * SPACE  # px, between two entries
HIGH = 165.0  # px, in normal type: from here on there is room for a second line


class Legend:
    """As many entries as fit, in the order of their importance, a note, and the figures."""

    def __init__(
        self,
        entries: Sequence[Entry],
        note: Sequence[str],
        figures: Sequence[str],
        theme: Theme,
        *,
        ahead: bool = False,
    ) -> None:
        """`note` and `figures` are ways to say something, the longest first; a note may be none.

        The figures are pale where they are `ahead` of the cursor.
        """
        self._entries, self._note, self._figures = entries, note, figures
        self._theme, self._type = theme, Lettering(theme, NAME_POINTS)
        self._symbol = SYMBOL * theme.type_scale
        self._figures_color = theme.pale_text(theme.quiet) if ahead else theme.quiet
        self._marks: list[tuple[Entry, QRectF]] = []
        self.labels: list[Label] = []
        self.figures_box = QRectF()

    def height_in(self, area: QRectF) -> float:
        """Return the height that it wants of an area, px: that of one line or of two."""
        said = [*self._note[:1], self._figures[len(self._figures) // 3]]
        wanted = sum(map(self._width, self._entries)) + sum(
            self._type.width(text) + GAP for text in said
        )
        high = area.height() >= HIGH * self._theme.type_scale
        return self._type.height * (2 if high and wanted > area.width() else 1)

    def lay_out(self, area: QRectF) -> None:
        """Find places for everything in an area of one line or of two."""
        self._marks, self.labels = [], []
        line = QRectF(area.left(), area.top(), area.width(), self._type.height)
        if area.height() > 1.5 * self._type.height:
            self._place(line, line.right())
            self._say(line.translated(0.0, self._type.height))
            return
        least = self._type.width(self._figures[2 * len(self._figures) // 3]) + GAP
        end = self._place(line, line.right() - least)
        self._say(line.adjusted(end - line.left(), 0.0, 0.0, 0.0))

    def draw(self, painter: QPainter) -> None:
        """Draw marks and words."""
        for entry, box in self._marks:
            entry.draw(painter, box, self._theme)
        draw_labels(painter, self.labels)

    def _width(self, entry: Entry) -> float:
        return self._width_of(entry, entry.text)

    def _width_of(self, entry: Entry, text: str) -> float:
        return entry.symbols * self._symbol + SPACE + self._type.width(text) + GAP

    def _worded(self, room: float) -> list[tuple[Entry, str]]:
        """Return the entries, of which as many are written out as `room` px allow."""
        spare = room - sum(self._width_of(entry, entry.short) for entry in self._entries)
        worded = []
        for entry in self._entries:
            more = self._width(entry) - self._width_of(entry, entry.short)
            worded.append((entry, entry.text if more <= spare else entry.short))
            spare -= more if more <= spare else 0.0
        return worded

    def _place(self, line: QRectF, limit: float) -> float:
        """Lay marks and words from the left on, none beyond `limit`; return where they end."""
        left, half = line.left(), self._symbol / 2.0
        for entry, text in self._worded(limit - left):
            end = left + self._width_of(entry, text)
            if end - GAP > limit:
                break
            mark = entry.symbols * self._symbol
            self._marks.append((entry, QRectF(left, line.center().y() - half, mark, 2.0 * half)))
            box = QRectF(left + mark + SPACE, line.top(), self._type.width(text), line.height())
            self.labels.append(Label(text, box, self._theme.quiet, self._type, LEFT))
            left = end
        return left

    def _say(self, line: QRectF) -> None:
        """Write the note at the left and the figures at the right."""
        end, quiet = line.left(), self._theme.quiet
        least = self._figures[4 * len(self._figures) // 5]
        room = line.width() - self._type.width(least) - GAP
        note = next((text for text in self._note if self._type.width(text) <= room), "")
        if note:
            self.labels.append(Label(note, line, quiet, self._type, LEFT))
            end += self._type.width(note) + GAP
        said = self._type.fitting(self._figures, line.right() - end)
        label = Label(said, line, self._figures_color, self._type, RIGHT)
        self.figures_box = label.extent
        self.labels.append(label)
