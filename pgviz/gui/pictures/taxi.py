"""Taxi: the grid for the passenger and the destination of the state at the cursor."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from pgviz.environments.gymnasium_grids import TAXI_STOPS
from pgviz.gui.pictures.grid import GridPicture
from pgviz.gui.pictures.grid_labels import Label
from pgviz.gui.pictures.scene import Scene
from pgviz.gui.theme import mixed

CELLS = (0, 4, 20, 23)  # of the stops R, G, Y, B on Gymnasium's map
SLICES = 20  # states that share a cell: passenger (a stop, or in the taxi) by destination
ABOARD = len(TAXI_STOPS)


class TaxiPicture(GridPicture):
    """The bars are those of the states that share passenger and destination with the cursor's."""

    legend = (*GridPicture.legend, ("score", "squares: pick up (left), drop off (right)"))

    def states(self, scene: Scene) -> np.ndarray:
        cells = self._layout.columns * self._layout.rows
        return np.arange(cells) * SLICES + _state(scene) % SLICES

    def paint_floor(self, painter: QPainter, scene: Scene) -> None:
        super().paint_floor(painter, scene)
        passenger, destination = _errand(scene)
        theme = scene.theme
        if passenger != ABOARD:
            waiting = mixed(theme.dynamics, theme.card, 0.2)
            painter.fillRect(self._frame.rectangle(CELLS[passenger]), waiting)
        goal = mixed(theme.estimate, theme.card, 0.24)
        painter.fillRect(self._frame.rectangle(CELLS[destination]), goal)

    def labels(self, scene: Scene) -> list[Label]:
        passenger, destination = _errand(scene)
        said = {passenger: ("passenger", "pass.", "P"), destination: ("goal",)}
        return [
            (self._frame.rectangle(cell), _stop_texts(name, said.get(stop, ())))
            for stop, (cell, name) in enumerate(zip(CELLS, TAXI_STOPS, strict=True))
        ]

    def paint_agent(self, painter: QPainter, scene: Scene) -> None:
        super().paint_agent(painter, scene)
        place = self.agent(scene)
        if place is not None and _errand(scene)[0] == ABOARD:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(scene.theme.card)
            painter.drawEllipse(place, 2.5, 2.5)


def _stop_texts(name: str, words: tuple[str, ...]) -> tuple[str, ...]:
    return (*(f"{name} {word}" for word in words), name)


def _errand(scene: Scene) -> tuple[int, int]:
    """Return where the passenger is and wants to go, as numbers of stops."""
    passenger, destination = divmod(_state(scene) % SLICES, len(TAXI_STOPS))
    return passenger, destination


def _state(scene: Scene) -> int:
    """Return the state of the selected trajectory at the cursor."""
    return int(scene.states(scene.place(scene.selected, scene.agent_time))[0])
