"""Help ▸ Check the mathematics: all checks, made in the background while one looks on."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pgviz.gui.appearance import Appearance
from pgviz.gui.checking.table import ChecksTable
from pgviz.gui.checking.words import progress
from pgviz.gui.labels import dress
from pgviz.gui.studying import Studying
from pgviz.gui.theme import SPACE, Theme
from pgviz.training.studies.runner import StudySnapshot
from pgviz.verification.outcome import Outcome
from pgviz.verification.report import report, verdict
from pgviz.verification.study import ChecksStudy
from pgviz.verification.suite import CHECKS, count

SIZE = QSize(920, 640)  # px, at the type of a desk
BAR = 4  # px
ABOUT = (
    "Every number is compared with one that is found in another way: measured, summed over all "
    "that can happen, or worked out elsewhere."
)


class ChecksDialog(QDialog):
    """Begins at once; when it is closed, or its window is, its process ends."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Check the mathematics")
        self.outcomes: tuple[Outcome, ...] = ()
        self._total = count()
        self._theme = appearance.theme
        self._about, self.verdict, self._bar = QLabel(ABOUT), QLabel(), QProgressBar()
        self.table = ChecksTable({check: count([check.name]) for check in CHECKS}, self._theme)
        self.again, self.copy, self.leave = QPushButton(), QPushButton("Copy"), QPushButton("Close")
        self.studying = Studying(self)
        self._arrange()
        self._connect(appearance)
        self._restyle(self._theme)
        self.begin()

    def begin(self) -> None:
        """Make all checks, from the first on."""
        self.outcomes = ()
        self.table.clear_outcomes()
        self._bar.setValue(0)
        self._say("Starting …")
        self.again.setText("Cancel")
        self.studying.start(ChecksStudy())

    def copy_text(self) -> None:
        """Put what has been found so far on the clipboard, as text."""
        QGuiApplication.clipboard().setText(report(self.outcomes, self._total))

    def _arrange(self) -> None:
        self._bar.setMaximum(self._total)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(BAR)
        self._bar.setAccessibleName("Progress")
        self._about.setWordWrap(True)
        self.verdict.setWordWrap(True)
        self.copy.setToolTip("Copy what has been found so far as text  (Ctrl+C)")
        self.leave.setToolTip("Close, and end what is not done yet  (Esc)")
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(self.again)
        buttons.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 3 * SPACE)
        layout.setSpacing(2 * SPACE)
        for part in (self.verdict, self._about, self._bar):
            layout.addWidget(part)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.table.setFocus()

    def _connect(self, appearance: Appearance) -> None:
        self.studying.progressed.connect(self._show_progress)
        self.studying.finished.connect(self._show_end)
        self.studying.failed.connect(self._say)
        self.again.clicked.connect(self._cancel_or_begin)
        self.copy.clicked.connect(self.copy_text)
        self.leave.clicked.connect(self.close)
        self.finished.connect(self.studying.close)  # whatever closes it
        appearance.changed.connect(self._restyle)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self, self.copy_text)
        for button in (self.again, self.copy, self.leave):
            button.setAutoDefault(False)  # Return opens the check that is chosen

    def _cancel_or_begin(self) -> None:
        self.studying.cancel() if self.studying.is_running else self.begin()

    def _show_progress(self, snapshot: StudySnapshot) -> None:
        self._show_outcomes(snapshot)
        if snapshot.done:
            self._say(progress(snapshot.done, self._total))

    def _show_end(self, snapshot: StudySnapshot) -> None:
        self._show_outcomes(snapshot)
        self._say(verdict(self.outcomes, self._total))
        self.again.setText("Run again")

    def _show_outcomes(self, snapshot: StudySnapshot) -> None:
        self.outcomes = snapshot.result or ()
        self.table.show_outcomes(self.outcomes)
        self._bar.setValue(snapshot.done)

    def _say(self, text: str) -> None:
        self.verdict.setText(text)
        failed = not all(outcome.passed for outcome in self.outcomes)
        done = len(self.outcomes) == self._total
        theme = self._theme
        color = theme.negative if failed else theme.estimate if done else theme.ink
        dress(self.verdict, theme.font(12.0, QFont.Weight.DemiBold), color)

    def _restyle(self, theme: Theme) -> None:
        self._theme = theme
        dress(self._about, theme.font(9.0), theme.quiet)
        self._say(self.verdict.text())
        self.table.restyle(theme)
        for button in (self.again, self.copy, self.leave):
            button.setFont(theme.font(9.5))
        screen = self.screen().availableGeometry().size()
        self.resize((SIZE * theme.type_scale).boundedTo(screen * 0.9))
