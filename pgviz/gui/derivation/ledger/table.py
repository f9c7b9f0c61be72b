"""The table on the screen: rows that scroll, and below them the sums that stay."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from pgviz.gui.derivation.ledger.cell import CellDelegate
from pgviz.gui.derivation.ledger.columns import LEADING, TRAJECTORY, Column
from pgviz.gui.derivation.ledger.ledger import Ledger
from pgviz.gui.derivation.ledger.model import ColumnsModel, LedgerModel, TotalsModel
from pgviz.gui.derivation.ledger.widths import widths_of
from pgviz.gui.keyboard import keeps
from pgviz.gui.theme import Theme
from pgviz.gui.view import NOWHERE, Pointer

SCROLL_BAR = 8  # px, as the style sheet has it
EDGE = 1  # px, of the line above the pinned rows
HEADER_POINTS = 8.5
NAME = LEADING.index(TRAJECTORY)  # the column of the pinned rows' names
OWN_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
OWN_KEYS += (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_S)


class Rows(QTableView):
    """A table of cells without a grid; arrows move within it, S sorts, Return chooses."""

    left_behind = Signal()  # the mouse has left
    sort_wanted = Signal(int)  # by the column of this number

    def __init__(self, model: ColumnsModel, delegate: CellDelegate) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setMinimumSectionSize(1)

    def event(self, event: QEvent) -> bool:
        return True if keeps(event, *OWN_KEYS) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        if event.key() == Qt.Key.Key_S and at.isValid():
            self.sort_wanted.emit(at.column())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at.isValid():
            self.clicked.emit(at)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left_behind.emit()


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
            view.setStyleSheet(_sheet(theme))
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
        self.pinned.setObjectName("pinned")
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


def _sheet(theme: Theme) -> str:
    line = theme.line.name()
    return f"""
    QTableView {{ background: {theme.card.name()}; }}
    QTableView#pinned {{ border-top: {EDGE}px solid {theme.faint.name()}; }}
    QHeaderView, QHeaderView::section {{ background: {theme.card.name()};
        color: {theme.quiet.name()}; }}
    QHeaderView::section {{ border: none; border-bottom: 1px solid {line}; padding: 2px 4px; }}
    """
