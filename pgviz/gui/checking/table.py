"""The comparisons, check by check, as they come in."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QFont
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from pgviz.gui.checking.heading import (
    FAILED,
    ICONS,
    PASSED,
    PENDING,
    ROLES,
    SENTENCE,
    STATE,
    TALLY,
    HeadingDelegate,
)
from pgviz.gui.checking.words import HEADINGS, cells, tally, tip
from pgviz.gui.icons import icon
from pgviz.gui.theme import SPACE, Theme
from pgviz.verification.outcome import Check, Outcome

RESULT = len(HEADINGS) - 1
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WIDEST = ("−0.000123456", "−0.000123456", "−1.2·10⁻¹¹", "−1.2·10⁻¹¹", "✓ FAIL …")  # after the first


class ChecksTable(QTreeWidget):
    """Shows every check from the start; one that fails is opened."""

    def __init__(
        self, totals: Mapping[Check, int], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._totals, self._theme = totals, theme
        self._outcomes: tuple[Outcome, ...] = ()
        self._delegate = HeadingDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setHeaderLabels(HEADINGS)
        for column in range(1, RESULT):
            self.headerItem().setTextAlignment(column, RIGHT)
        self.setAccessibleName("Checks")
        self.setUniformRowHeights(False)
        self.setIndentation(4 * SPACE)
        self.setFrameShape(self.Shape.NoFrame)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(self._toggle)
        self._headings = {check: self._heading(check) for check in totals}
        self.restyle(theme)

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Show the outcomes so far; those that are shown already stay as they are."""
        known = len(self._outcomes)
        self._outcomes = tuple(outcomes)
        for outcome in outcomes[known:]:
            self._add(outcome)
        for check in dict.fromkeys(outcome.check for outcome in outcomes[known:]):
            self._tell(check)

    def clear_outcomes(self) -> None:
        """Forget all, to begin anew."""
        self._outcomes = ()
        for check, heading in self._headings.items():
            heading.takeChildren()
            heading.setExpanded(False)
            self._tell(check)

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme = self._delegate.theme = theme
        self.setFont(theme.font(9.0))
        self.header().setFont(theme.font(8.5))
        self.header().setStyleSheet(_header_style(theme))
        self.setStyleSheet(f"QTreeView::item {{ padding: 0 {SPACE}px; }}")
        for heading in self._headings.values():
            for row in range(heading.childCount()):
                self._dress(heading.child(row))
        self._fit_columns()
        self.scheduleDelayedItemsLayout()

    def _heading(self, check: Check) -> QTreeWidgetItem:
        heading = QTreeWidgetItem(self, [check.title])
        heading.setFirstColumnSpanned(True)
        heading.setData(0, SENTENCE, check.sentence)
        heading.setToolTip(0, check.sentence)
        self._put_tally(heading, check)
        return heading

    def _add(self, outcome: Outcome) -> None:
        row = QTreeWidgetItem(self._headings[outcome.check], list(cells(outcome)))
        row.setData(0, STATE, PASSED if outcome.passed else FAILED)
        for column in range(len(HEADINGS)):
            row.setToolTip(column, tip(outcome))
            if 0 < column < RESULT:
                row.setTextAlignment(column, RIGHT)
        self._dress(row)
        if not outcome.passed:
            self._headings[outcome.check].setExpanded(True)

    def _dress(self, row: QTreeWidgetItem) -> None:
        state = row.data(0, STATE)
        color = getattr(self._theme, ROLES[state])
        row.setForeground(RESULT, QBrush(color))
        row.setIcon(RESULT, icon(ICONS[state], color))
        row.setFont(RESULT, self._theme.font(9.0, QFont.Weight.DemiBold))

    def _tell(self, check: Check) -> None:
        self._put_tally(self._headings[check], check)

    def _put_tally(self, heading: QTreeWidgetItem, check: Check) -> None:
        outcomes = [outcome for outcome in self._outcomes if outcome.check == check]
        text = tally(outcomes, self._totals[check])
        heading.setData(0, TALLY, text)
        heading.setData(0, STATE, _state(outcomes, self._totals[check]))
        heading.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{check.title}: {text}")

    def _toggle(self, item: QTreeWidgetItem) -> None:
        if item.parent() is None:
            item.setExpanded(not item.isExpanded())

    def _fit_columns(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        metrics = self.fontMetrics()
        for column, widest in enumerate(WIDEST, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, metrics.horizontalAdvance(widest) + 6 * SPACE)


def _state(outcomes: Sequence[Outcome], total: int) -> str:
    if not all(outcome.passed for outcome in outcomes):
        return FAILED
    return PASSED if len(outcomes) == total else PENDING


def _header_style(theme: Theme) -> str:
    return f"""QHeaderView {{ background: {theme.card.name()}; }}
    QHeaderView::section {{ background: transparent; color: {theme.quiet.name()}; border: none;
        border-bottom: 1px solid {theme.line.name()}; padding: {SPACE}px; }}"""
