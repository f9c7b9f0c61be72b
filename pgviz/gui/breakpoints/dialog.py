"""The dialog that lists the breakpoints, and adds one of the kinds that there are."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pgviz.gui.appearance import Appearance
from pgviz.gui.breakpoints.adding import Adding
from pgviz.gui.breakpoints.chosen import Breakpoints
from pgviz.gui.labels import dress
from pgviz.gui.theme import SPACE, Theme

SIZE = QSize(520, 340)  # px, at the type of a desk
EMPTY = "None so far: the run goes on until it is paused."
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
HINT = "A run stops right after the iteration at which one of these comes to hold."


class BreakpointsDialog(QDialog):
    """Stays open beside the window; what is changed in it holds at once."""

    def __init__(self, breakpoints: Breakpoints, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Breakpoints")
        self._breakpoints = breakpoints
        self._hint, self.empty = QLabel(HINT), QLabel(EMPTY)
        self.adding = Adding(appearance.theme)
        self.list = QListWidget()
        self.remove, self.leave = QPushButton("Remove"), QPushButton("Close")
        self._arrange()
        self._connect(appearance)
        self._restyle(appearance.theme)
        self._show()

    def _arrange(self) -> None:
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.list.setAccessibleName("Breakpoints")
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self._hint)
        layout.addWidget(self.adding)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.empty, 1)
        layout.addLayout(buttons)

    def _connect(self, appearance: Appearance) -> None:
        self.adding.wanted.connect(self._breakpoints.add)
        self._breakpoints.changed.connect(self._show)
        self.list.itemChanged.connect(self._switch)
        self.remove.clicked.connect(self._remove)
        self.leave.clicked.connect(self.close)
        appearance.changed.connect(self._restyle)
        for key in (QKeySequence.StandardKey.Delete, Qt.Key.Key_Backspace):
            QShortcut(QKeySequence(key), self.list, self._remove, Qt.ShortcutContext.WidgetShortcut)
        for button in (self.remove, self.leave):
            button.setAutoDefault(False)  # Return adds what is chosen above

    def _show(self) -> None:
        chosen = self._breakpoints.chosen
        blocked = QSignalBlocker(self.list)
        while self.list.count() > len(chosen):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(chosen):
            item = QListWidgetItem(self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        for row, each in enumerate(chosen):
            self.list.item(row).setText(each.breakpoint.text)
            self.list.item(row).setCheckState(CHECKED if each.is_on else UNCHECKED)
        blocked.unblock()
        self._show_emptiness(not chosen)

    def _show_emptiness(self, empty: bool) -> None:
        if not empty and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.setVisible(not empty)
        self.empty.setVisible(empty)
        self.remove.setEnabled(not empty)

    def _switch(self, item: QListWidgetItem) -> None:
        on = item.checkState() == CHECKED
        self._breakpoints.switch(self.list.row(item), on=on)

    def _remove(self) -> None:
        if self.list.currentRow() >= 0:
            self._breakpoints.remove(self.list.currentRow())

    def _restyle(self, theme: Theme) -> None:
        self.adding.restyle(theme)
        for label in (self._hint, self.empty):
            dress(label, theme.font(9.0), theme.quiet)
        for widget in (self.list, self.remove, self.leave):
            widget.setFont(theme.font(9.5))
        screen = self.screen().availableGeometry().size()
        self.resize((SIZE * theme.type_scale).boundedTo(screen * 0.9))
