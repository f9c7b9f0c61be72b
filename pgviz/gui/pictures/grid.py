"""A world on a grid: its cells, π(a|s) in them, and the paths through them."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pgviz.environments.layout import GridLayout
from pgviz.gui.pictures.drawing import Hit
from pgviz.gui.pictures.falls import with_falls
from pgviz.gui.pictures.grid_frame import GridFrame, paint_cell_label, paint_cells
from pgviz.gui.pictures.grid_labels import Label, cell_labels
from pgviz.gui.pictures.parameters import nearest_direction, parameter_state, state_parameter
from pgviz.gui.pictures.path_picture import PathPicture
from pgviz.gui.pictures.policy_arrows import (
    action_probabilities,
    paint_policy_arrows,
    probabilities_text,
)
from pgviz.gui.pictures.scene import Places, Scene
from pgviz.gui.pictures.strands import Strands, lanes
from pgviz.gui.view import Pointer

SPREAD = 0.56  # of a cell's side, over which the lanes of the paths lie


class GridPicture(PathPicture):
    """GridWorld, FrozenLake and CliffWalking."""

    legend = (("score", "arrows: π(a|s)"),)

    smooth = False

    def __init__(self, layout: GridLayout) -> None:
        super().__init__()
        self._layout = layout
        self.square = layout.columns < 2 * layout.rows
        self._frame = GridFrame(layout, QPointF(), 0.0, False)
        walls = layout.walls | layout.pits | layout.goals
        self._open = np.array(
            [cell for cell in range(layout.columns * layout.rows) if cell not in walls]
        )

    @property
    def lanes_width(self) -> float:
        """The width in which the paths through a cell lie, px."""
        return SPREAD * self._frame.side

    def states(self, scene: Scene) -> np.ndarray:
        """Return the state that the arrows of each cell are drawn for, [cells] int."""
        return np.arange(len(self._layout.cells))

    def prepare(self, scene: Scene, area: QRectF) -> None:
        self._frame = GridFrame.fit(self._layout, area, scene.theme)

    def paint_floor(self, painter: QPainter, scene: Scene) -> None:
        """Paint the cells, below the arrows."""
        paint_cells(painter, self._frame, scene.theme)

    def labels(self, scene: Scene) -> list[Label]:
        """Return what is written in the cells, above the paths."""
        return list(cell_labels(scene, self._frame))

    def paint_world(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        self.paint_floor(painter, scene)

    def paint_over_paths(self, painter: QPainter, scene: Scene) -> None:
        paint_policy_arrows(
            painter,
            self._frame.centers(self._open),
            self._probabilities(scene, self._open),
            scene.view.world.actions.names,
            self._frame.side,
            scene.theme,
        )

    def paint_labels(self, painter: QPainter, scene: Scene, area: QRectF) -> None:
        for rectangle, candidates in self.labels(scene):
            paint_cell_label(painter, rectangle, candidates, scene.theme)

    def strands(self, scene: Scene, places: Places) -> Strands:
        cells = np.array(self._layout.cells)[scene.states(places)]
        centers = self._frame.centers(cells) + self._lanes(places.trajectories)
        # On the middles of pixels, where a thin line is sharp.
        strands = Strands.through(places, np.floor(centers) + 0.5)
        return with_falls(strands, cells, self._frame)

    def paint_pointer(self, painter: QPainter, scene: Scene, pointer: Pointer) -> None:
        super().paint_pointer(painter, scene, pointer)
        state = parameter_state(scene, pointer.parameter)
        if state is not None and self.states(scene)[self._layout.cells[state]] == state:
            painter.setPen(QPen(scene.theme.parameter, 2.0 * scene.theme.line_scale))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._frame.rectangle(self._layout.cells[state]))

    def find_in_world(self, scene: Scene, point: QPointF) -> Hit | None:
        cell = self._frame.cell_at(point)
        if cell is None or cell not in self._open:
            return None
        state, names = int(self.states(scene)[cell]), scene.view.world.actions.names
        probabilities = self._probabilities(scene, np.array([cell]))[0]
        text = probabilities_text(scene.state_names[state], names, probabilities)
        way = point - self._frame.rectangle(cell).center()
        parameter = state_parameter(scene, state, nearest_direction(names, way))
        return Hit(Pointer(parameter=parameter), text)

    def _probabilities(self, scene: Scene, cells: np.ndarray) -> np.ndarray:
        # On these grids the policy observes the state itself.
        return action_probabilities(scene, self.states(scene)[cells])

    def _lanes(self, trajectories: np.ndarray) -> np.ndarray:
        offset = lanes(trajectories) * self.lanes_width
        # With opposite signs, paths down and to the right don't cross where they turn.
        return np.stack([offset, -offset], axis=1)
