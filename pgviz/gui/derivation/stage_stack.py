"""The stages, of which the one of the line or lesson that is looked at is seen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.stage import Scene, Stage
from pgviz.gui.labels import dress
from pgviz.gui.theme import Theme
from pgviz.gui.view import Pointer
from pgviz.training.history import History

NOTHING_YET = "Press Space: the lines are shown with the numbers of the trajectories it samples."
POINTS = 9.0


class StageStack(QStackedWidget):
    """Makes each stage when it is first looked at, once there is anything to show."""

    made = Signal(object)  # a Stage, to be connected

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scene: Scene = 0
        self._history: History | None = None
        self._stages: dict[Scene, Stage] = {}
        self._words = QLabel(NOTHING_YET)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self.addWidget(self._words)

    @property
    def stage(self) -> Stage | None:
        """The stage that is looked at."""
        return self._stages.get(self._scene)

    def show_scene(self, scene: Scene, material: Material | None) -> None:
        """Show the stage of a line or a lesson, of what there is to show."""
        self._scene = scene
        if material is not None and scene not in self._stages:
            self._add(scene)
        self.setCurrentWidget(self.stage or self._words)
        if self.stage is not None and material is not None:
            self.stage.show_view(material)

    def show_history(self, history: History) -> None:
        """Give every stage all iterations so far."""
        self._history = history
        for stage in self._stages.values():
            stage.show_history(history)

    def show_pointer(self, pointer: Pointer) -> None:
        """Highlight what is pointed at in the stage that is seen."""
        if self.stage is not None:
            self.stage.show_pointer(pointer)

    def restyle(self, theme: Theme) -> None:
        """Take on another theme."""
        self._theme = theme
        dress(self._words, theme.font(POINTS), theme.quiet)
        for stage in self._stages.values():
            stage.restyle(theme)

    def _add(self, scene: Scene) -> None:
        from pgviz.gui.derivation.stages import STAGES  # many modules; few windows show any of it

        stage = self._stages[scene] = STAGES[scene](self._theme)
        self.addWidget(stage)
        if self._history is not None:
            stage.show_history(self._history)
        self.made.emit(stage)
