"""The trajectories of the batch in their world, and the selected one's steps over time."""

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pgviz.environments.spaces import Box
from pgviz.environments.world import World
from pgviz.estimation.returns import whole_returns
from pgviz.gui.format import count
from pgviz.gui.panel import Panel
from pgviz.gui.pictures.catalogue import pictures_for
from pgviz.gui.pictures.drawing import Drawing
from pgviz.gui.pictures.frame import FramePicture
from pgviz.gui.pictures.legend import Key, LegendColumn, LegendLine, column_width
from pgviz.gui.pictures.phase_plot import TIME, PhasePlot
from pgviz.gui.pictures.return_colors import return_colors
from pgviz.gui.pictures.scene import Scene
from pgviz.gui.pictures.steady import RecentRange
from pgviz.gui.pictures.words import subtitle
from pgviz.gui.steps.strip import StepStrip
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import Pointer, View

ROOMY = 260  # px of height at type scale 1, from which on the strip takes what it likes


class TrajectoriesPanel(Panel):
    """The world with its paths above; states, actions and rewards below."""

    title = "Trajectories"
    key = "trajectories"

    frame_wanted = Signal(object)  # (trajectory, step) of a frame that only the world can draw

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._world: World | None = None
        self._returns = RecentRange()
        self._pictures: tuple[Drawing, ...] = ()
        self._stage, self._strip = QHBoxLayout(), StepStrip()
        self._line, self._column = LegendLine(theme), LegendColumn(theme)
        self._waiting = QLabel("The first trajectories are being sampled …")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setWordWrap(True)
        self.restyle(theme)
        self._lay_out()
        self._listen_to(self._strip)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._waiting.setFont(theme.font())
        self._waiting.setStyleSheet(f"color: {theme.quiet.name()}")

    def show_view(self, view: View) -> None:
        if view.world is not self._world:
            self._set_world(view.world)
        scene = self._scene_of(view)
        self._strip.components, self._strip.dense = self._components(), not self._roomy
        for drawing in (*self._pictures, self._strip):
            drawing.show_scene(scene)
        self._show_legend(self._key_of(scene))
        self.subtitle_changed.emit(subtitle(scene))

    def show_pointer(self, pointer: Pointer) -> None:
        for drawing in (*self._pictures, self._strip):
            drawing.show_pointer(pointer)

    def set_frame(self, frame: np.ndarray | None, caption: str) -> None:
        """Take the frame that was wanted, [height, width, 3] uint8, or None and the reason."""
        for picture in self._pictures:
            if isinstance(picture, FramePicture):
                picture.set_frame(frame, caption)

    def _lay_out(self) -> None:
        self._stage.setSpacing(3 * SPACE)
        self._stage.addWidget(self._column)
        self._stage.addWidget(self._waiting, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(self._stage, 1)
        layout.addWidget(self._line)
        layout.addWidget(self._strip)

    def _listen_to(self, drawing: Drawing) -> None:
        drawing.pointed.connect(self.pointed)
        drawing.chosen.connect(self.chosen)

    def _set_world(self, world: World) -> None:
        self._waiting.hide()
        self._clear()
        self._world, self._returns = world, RecentRange()
        self._pictures = pictures_for(world)
        for picture in self._pictures:
            self._listen_to(picture)
            self._stage.addWidget(picture, picture.stretch)
            picture.show()
            if isinstance(picture, FramePicture):
                picture.frame_wanted.connect(self.frame_wanted)

    def _clear(self) -> None:
        for picture in self._pictures:
            picture.setParent(None)
            picture.deleteLater()

    def _show_legend(self, key: Key) -> None:
        """Say what the colours mean: beside a picture that leaves room there, else below it."""
        width = self.width() - column_width(self.theme)
        height = self.height() - self._strip.height()
        beside = len(self._pictures) == 1 and self._pictures[0].square and width > height
        legend, other = (self._column, self._line) if beside else (self._line, self._column)
        legend.show_key(key, self.theme)
        if not legend.isVisibleTo(self) or other.isVisibleTo(self):
            other.hide()
            legend.show()
            self.layout().activate()  # now: what is painted first is laid out

    def _components(self) -> tuple[int, ...]:
        """Return which observed numbers the strip shows: those that are plotted."""
        assert self._world is not None
        if not isinstance(self._world.observations, Box):
            return ()
        plots = [picture for picture in self._pictures if isinstance(picture, PhasePlot)]
        plotted = plots[0].dimensions[::-1] if plots else (0, 1)
        shown = [index for index in dict.fromkeys(plotted) if index != TIME] or [0]
        return tuple(shown if self._roomy else shown[:1])

    @property
    def _roomy(self) -> bool:
        """Whether there is room for two observed numbers, and for high rows."""
        return self.height() >= ROOMY * self.theme.type_scale

    def _scene_of(self, view: View) -> Scene:
        batch = view.iteration.batch
        returns = whole_returns(batch, view.iteration.hyperparameters.discount)
        low, high = self._returns.follow(batch, float(returns.min()), float(returns.max()))
        return Scene(view, self.theme, returns, return_colors(low, high, self.theme))

    def _key_of(self, scene: Scene) -> Key:
        notes = [note for picture in self._pictures for note in picture.legend]
        drawn = min(picture.drawn(scene) for picture in self._pictures)
        begun = int((scene.reached > 0).sum())
        if drawn < begun:
            notes.insert(0, ("quiet", f"{count(drawn)} of {count(begun)} drawn"))
        return Key(scene.colors, tuple(notes))
