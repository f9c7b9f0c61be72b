"""Run ▸ New luck for many seeds: how many runs, how long, and off they go in the background."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from pgviz.gui.appearance import Appearance
from pgviz.gui.bridge import Bridge
from pgviz.gui.form.row import Row
from pgviz.gui.labels import dress
from pgviz.gui.theme import SPACE
from pgviz.training.declarations import Integer
from pgviz.training.snapshot import Snapshot
from pgviz.training.studies.seeds import SeedsStudy

RUNS = Integer("runs", "runs", "k", "", 10, "Each with a seed of its own.", low=2, high=100)
ITERATIONS = Integer(
    "iterations", "iterations", "n", "", 100, "That each of them makes.", low=1, high=10_000
)
ABOUT = (
    "Makes k other runs in the background, with the next seeds, the settings of this one and "
    "what was changed in it. Learning shows their median and the band that holds 80 % of them."
)
WIDTH = 360  # px, at the type of a desk


class NewLuckDialog(QDialog):
    """Asks for k and n; as many iterations as the run has are suggested, at least the default."""

    def __init__(self, bridge: Bridge, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("New luck for many seeds")
        self._bridge = bridge
        suggested = min(max(bridge.snapshot.count, ITERATIONS.default), int(ITERATIONS.high))
        self._values = {RUNS.key: RUNS.default, ITERATIONS.key: suggested}
        theme = appearance.theme
        self.rows = {each.key: Row(each, theme) for each in (RUNS, ITERATIONS)}
        for key, row in self.rows.items():
            row.committed.connect(self._choose)
            row.editor.entered.connect(self._start)
            row.show_value(self._values[key], self._values[key], "")
        about = QLabel(ABOUT)
        about.setWordWrap(True)
        about.setFixedWidth(round(WIDTH * theme.type_scale))
        dress(about, theme.font(9.0), theme.quiet)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.begin = self.buttons.addButton("Start", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self._start)
        self.buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        layout.setSpacing(2 * SPACE)
        for part in (about, *self.rows.values(), self.buttons):
            layout.addWidget(part)

    def _choose(self, key: str, value: int) -> None:
        self.rows[key].refuse("")
        self.rows[key].show_value(value, self._values[key], "")
        self._values[key] = value

    def _start(self) -> None:
        runs, iterations = self._values[RUNS.key], self._values[ITERATIONS.key]
        study = study_of(self._bridge.snapshot, runs, iterations)
        if study is not None:
            self._bridge.studying.start(study)
        self.close()


def study_of(snapshot: Snapshot, runs: int, iterations: int) -> SeedsStudy | None:
    """Return the study of other seeds of a run, as it is and goes on; None before its world is."""
    if snapshot.world is None:
        return None
    experiment, settings = snapshot.experiment, snapshot.settings
    return SeedsStudy(experiment.environment, settings, experiment.seed, runs, iterations)
