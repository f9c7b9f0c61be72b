"""The user's notes on a run, which are kept in its session."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from pgviz.gui.appearance import Appearance
from pgviz.gui.bridge import Bridge
from pgviz.gui.labels import dress
from pgviz.gui.theme import SPACE, Theme
from pgviz.training.commands import SetNotes
from pgviz.training.snapshot import Snapshot

SIZE = QSize(420, 300)  # px, at the type of a desk
DELAY = 400  # ms after the last key
HINT = "They are kept with the run, and saved in its session file."
EMPTY = "What is to be seen here, and why?"


class NotesDialog(QDialog):
    """Stays open beside the window; what is typed is kept as it is typed."""

    def __init__(self, bridge: Bridge, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Notes on this run")
        self._bridge = bridge
        self.text, self._hint, self._leave = QPlainTextEdit(), QLabel(HINT), QPushButton("Close")
        self._pause = QTimer(self, singleShot=True, interval=DELAY)
        self._arrange()
        self._pause.timeout.connect(self.keep)
        self._leave.clicked.connect(self.close)
        bridge.opened.connect(self._show)
        appearance.changed.connect(self._restyle)
        self._show(bridge.snapshot)
        self.text.textChanged.connect(self._pause.start)
        self._restyle(appearance.theme)

    def keep(self) -> None:
        """Keep what is typed with the run."""
        self._pause.stop()
        notes = self.text.toPlainText()
        if notes != self._kept:
            self._kept = notes
            self._bridge.send(SetNotes(notes))

    def done(self, result: int) -> None:  # however it is left
        self.keep()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.keep()
        super().closeEvent(event)

    def _arrange(self) -> None:
        self.text.setAccessibleName("Notes on this run")
        self.text.setPlaceholderText(EMPTY)
        self.text.setTabChangesFocus(True)
        self._leave.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self._hint)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._leave, 0, Qt.AlignmentFlag.AlignRight)

    def _show(self, snapshot: Snapshot) -> None:
        """Show the notes of a run; those of the run before were kept with it."""
        self._kept = snapshot.notes  # as far as the runner has been asked to
        self.text.setPlainText(snapshot.notes)
        self._pause.stop()

    def _restyle(self, theme: Theme) -> None:
        dress(self._hint, theme.font(9.0), theme.quiet)
        for widget in (self.text, self._leave):
            widget.setFont(theme.font(9.5))
        screen = self.screen().availableGeometry().size()
        self.resize((SIZE * theme.type_scale).boundedTo(screen * 0.9))
