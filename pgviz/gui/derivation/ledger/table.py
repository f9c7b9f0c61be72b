"""The table on the screen: rows that scroll, and below them the sums that stay."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pgviz.gui.derivation.ledger.cell import CellDelegate
from pgviz.gui.derivation.ledger.columns import LEADING, TRAJECTORY, Column
from pgviz.gui.derivation.ledger.ledger import Ledger
from pgviz.gui.derivation.ledger.model import LedgerModel, TotalsModel
from pgviz.gui.derivation.ledger.rows import EDGE, PINNED, Rows, sheet
from pgviz.gui.derivation.ledger.widths import widths_of
from pgviz.gui.theme import Theme
from pgviz.gui.view import NOWHERE, Pointer

SCROLL_BAR = 8  # px, as the style sheet has it
HEADER_POINTS = 8.5
NAME = LEADING.index(TRAJECTORY)  # the column of the pinned rows' names


class LedgerTable(QWidget):
    """Rows of trajectories under a header that sorts them, over the pinned rows."""

    pointed = Signal(object)  # the Pointer under the mouse
    chosen = Signal(object)  # the Pointer that was clicked

    def __init__(
        self, columns: tuple[Column, ...], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model, self._totals = LedgerModel(columns, self), TotalsModel(columns, self)
        self._delegate, self._plain = CellDelegate(theme, self), CellDelegate(theme, self)
        self.rows = Rows(self.model, self._delegate)
        self.pinned = Rows(self._totals, self._plain)
        self._selected, self._pointer = 0, NOWHERE
        self._lay_out()
        self._connect()
        self.restyle(theme)

    def show_ledger(self, ledger: Ledger, selected: int, *, running: bool) -> None:
        """Show the trajectories at another θ; the row of the selected one is marked."""
        self._selected = selected
        self.model.show(ledger, running=running)
        self._totals.show(ledger)
        self._mark()
        self._fit()

    def show_pointer(self, pointer: Pointer) -> None:
        """Highlight the row of a sampled trajectory, and the column of a quantity."""
        if pointer != self._pointer:
            self._pointer = pointer
            self._mark()

    def sort_by(self, column: int) -> None:
        """Sort by a column; by the same again, the other way round."""
        self.model.sort_by(column)
        self._mark()
        self.rows.scrollToTop()

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme = theme
        self.rows.horizontalHeader().setFont(theme.font(HEADER_POINTS))
        for view, delegate in ((self.rows, self._delegate), (self.pinned, self._plain)):
            delegate.restyle(theme)
            view.verticalHeader().setDefaultSectionSize(delegate.row_height)
            view.setStyleSheet(sheet(theme))
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()
        self._fit()

    def _mark(self) -> None:
        self._delegate.marked = self.model.row_of(self._selected)
        self._delegate.pointed = self.model.row_of(self._pointer.trajectory)
        for view, delegate in ((self.rows, self._delegate), (self.pinned, self._plain)):
            delegate.quantity = self._pointer.quantity
            view.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.pointer_at(index, self._selected))

    def _point_at(self, index: QModelIndex) -> None:
        self.pointed.emit(self.model.pointer_at(index, self._selected - 1))

    def _point_nowhere(self) -> None:
        self.pointed.emit(NOWHERE)

    def _share_out(self) -> None:
        widths = widths_of(self.model.columns, self.width() - SCROLL_BAR, self._theme.type_scale)
        for number, width in enumerate(widths):
            for view in (self.rows, self.pinned):
                view.setColumnHidden(number, width == 0)
                view.setColumnWidth(number, width)

    def _fit(self) -> None:
        """Show whole rows, and the sums right below them."""
        height, pinned = self._delegate.row_height, self._totals.rowCount()
        header = self.rows.horizontalHeader().sizeHint().height()
        room = self.height() - header - pinned * height - EDGE
        shown = min(max(room // height, 1), self.model.rowCount())
        self.rows.setFixedHeight(header + shown * height)
        self.pinned.setFixedHeight(pinned * height + EDGE)
        for row in range(pinned):  # nothing is written below T: the name may take its place
            self.pinned.setSpan(row, NAME, 1, 2)

    def _connect(self) -> None:
        rows = self.rows
        rows.horizontalHeader().sectionClicked.connect(self.sort_by)
        rows.sort_wanted.connect(self.sort_by)
        rows.clicked.connect(self._choose)
        rows.entered.connect(self._point_at)
        rows.left_behind.connect(self._point_nowhere)

    def _lay_out(self) -> None:
        self.rows.setAccessibleName("All trajectories")
        self.pinned.setAccessibleName("Sums over all trajectories")
        header = self.rows.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.pinned.setObjectName(PINNED)
        self.pinned.horizontalHeader().hide()
        self.pinned.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.pinned.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.rows)
        column.addWidget(self.pinned)
        column.addStretch(1)
