"""Rows of cells on the screen, and the keys that move within them."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from pgviz.gui.derivation.ledger.cell import CellDelegate
from pgviz.gui.derivation.ledger.model import ColumnsModel
from pgviz.gui.keyboard import keeps
from pgviz.gui.theme import Theme

EDGE = 1  # px, of the line above the pinned rows
PINNED = "pinned"  # the name of the rows that stay
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


def sheet(theme: Theme) -> str:
    """Return the style sheet of rows and their header."""
    line = theme.line.name()
    return f"""
    QTableView {{ background: {theme.card.name()}; }}
    QTableView#{PINNED} {{ border-top: {EDGE}px solid {theme.faint.name()}; }}
    QHeaderView, QHeaderView::section {{ background: {theme.card.name()};
        color: {theme.quiet.name()}; }}
    QHeaderView::section {{ border: none; border-bottom: 1px solid {line}; padding: 1px 4px; }}
    """
