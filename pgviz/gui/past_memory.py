"""Run ▸ Memory for the past: how much a run may take to go back in it, and what it takes now."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from pgviz.gui.appearance import Appearance
from pgviz.gui.bridge import Bridge
from pgviz.gui.form.row import Row
from pgviz.gui.format import count, short
from pgviz.gui.labels import dress
from pgviz.gui.preferences import BUDGET_MB, MB, Preferences
from pgviz.gui.theme import SPACE, Theme
from pgviz.training.memory import MemoryUse

ABOUT = (
    "Any iteration of a run can be shown again. States are kept to make it from; where they would "
    "take more than this, those go that are soonest made from the one before."
)
WIDTH = 340  # px, at the type of a desk


class MemoryDialog(QDialog):
    """Stays open beside the window; what is chosen holds at once, and is remembered."""

    def __init__(
        self, bridge: Bridge, preferences: Preferences, appearance: Appearance, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Memory for the past")
        self._bridge, self._preferences = bridge, preferences
        self.row = Row(BUDGET_MB, appearance.theme)
        self.used, self._about, self._leave = QLabel(), QLabel(ABOUT), QPushButton("Close")
        self._arrange()
        self.row.committed.connect(self._choose)
        self._leave.clicked.connect(self.close)
        bridge.informed.connect(self._show)
        appearance.changed.connect(self._restyle)
        self._restyle(appearance.theme)
        self._show()

    def _arrange(self) -> None:
        for label in (self._about, self.used):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._leave.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        layout.setSpacing(2 * SPACE)
        for widget in (self._about, self.row, self.used):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self._leave, 0, Qt.AlignmentFlag.AlignRight)

    def _choose(self, _key: str, megabytes: int) -> None:
        self.row.refuse("")
        self._preferences.history_budget = megabytes * MB
        self._bridge.limit_past(megabytes * MB)
        self._show()

    def _show(self) -> None:
        if not self.row.editor.hasFocus():
            chosen = self._preferences.history_budget // MB
            self.row.show_value(chosen, BUDGET_MB.default, "")
        self.used.setText(said_of(self._bridge.snapshot.memory, self._bridge.snapshot.count))

    def _restyle(self, theme: Theme) -> None:
        self.row.restyle(theme)
        for label in (self._about, self.used):
            dress(label, theme.font(9.0), theme.quiet)
            label.setFixedWidth(round(WIDTH * theme.type_scale))
        self._leave.setFont(theme.font(9.5))
        lines = len(said_of(MemoryUse(), 0).splitlines())
        self.used.setMinimumHeight(lines * self.used.fontMetrics().lineSpacing())


def said_of(memory: MemoryUse, iterations: int) -> str:
    """Return what a run of so many iterations takes, a line each."""
    return "\n".join(
        (
            f"{_megabytes(memory.total)} are used now:",
            f"{_megabytes(memory.states)} for {count(memory.kept)} states of all branches,",
            f"{_megabytes(memory.figures)} for the figures of every iteration,",
            f"{_megabytes(memory.iterations)} for iterations that take long or were shown.",
            _spacing(memory.kept, iterations),
        )
    )


def _spacing(kept: int, iterations: int) -> str:
    if kept >= iterations:
        return "Every iteration has its state."
    return f"About one iteration in {short(iterations / max(kept, 1), 2)} has its state."


def _megabytes(size: int) -> str:
    return f"{short(size / MB)} MB"
